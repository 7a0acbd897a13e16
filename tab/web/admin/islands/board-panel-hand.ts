import { changesOfPanel } from '../../../rules/allocation/seating.ts';
import type { SeatChange } from '../../../rules/allocation/seating.ts';
import type { DebateId } from '../../../rules/ids.ts';
import { debatesOn, seatingOn } from './board-screen.ts';

/** Where a whole panel is let go: on another debate, among the free, or nowhere. */
export type PanelTarget = DebateId | 'free' | null;

export interface PanelHand {
  readonly holds: () => DebateId | null;
  readonly pick: (debate: DebateId) => void;
  readonly over: (element: Element | null) => void;
  /** What letting go there changes; the hand is empty afterwards. */
  readonly letGo: (target: PanelTarget) => readonly SeatChange[];
  /** After the page was changed: marks the rows again. */
  readonly restore: () => void;
}

/** A whole panel in hand, which changes places with another. */
export function createPanelHand(root: HTMLElement, say: (words: string) => void): PanelHand {
  let held: DebateId | null = null;
  let under: Element | null = null;
  const nameOf = (id: DebateId): string => debatesOn(root).find((one) => one.id === id)?.name ?? '';
  const paint = (): void => {
    for (const row of root.querySelectorAll('.panel-in-hand, .panel-under')) row.classList.remove('panel-in-hand', 'panel-under');
    if (held === null) return;
    debatesOn(root)
      .find(({ id }) => id === held)
      ?.row.classList.add('panel-in-hand');
    if (under?.isConnected) under.classList.add('panel-under');
  };
  return {
    holds: () => held,
    pick: (debate) => {
      [held, under] = [debate, null];
      paint();
      say(`The panel of ${nameOf(debate)} in hand. Enter on another debate makes the two change places, Escape puts it back.`);
    },
    over: (element) => {
      const row = element?.closest('[data-board] tbody tr') ?? null;
      if (held === null || row === under) return;
      under = row;
      paint();
    },
    letGo: (target) => {
      const panel = held;
      [held, under] = [null, null];
      paint();
      if (panel === null) return [];
      const changes = target === null ? [] : changesOfPanel(seatingOn(root), panel, target === 'free' ? null : target);
      if (changes.length === 0) say(`The panel of ${nameOf(panel)} is back.`);
      return changes;
    },
    restore: paint,
  };
}
