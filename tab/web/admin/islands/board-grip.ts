import { changesOfDrop } from '../../../rules/allocation/seating.ts';
import type { DropTarget, SeatChange } from '../../../rules/allocation/seating.ts';
import type { Board } from '../../../rules/allocation/what-if.ts';
import type { PersonId } from '../../../rules/ids.ts';
import { forgetBest, hideHand, showHand } from './board-hand.ts';
import { chipOf, nameOf, seatingOn, stopSelector, targetAt } from './board-screen.ts';
import { targetWords } from './board-words.ts';

export interface Grip {
  readonly holds: () => PersonId | null;
  readonly pick: (judge: PersonId) => void;
  readonly over: (element: Element | null) => void;
  /** What letting go there changes; the hand is empty afterwards. */
  readonly letGo: (target: DropTarget | null) => readonly SeatChange[];
  /** After the page was changed: marks who is in hand again. */
  readonly restore: () => void;
}

interface GripOptions {
  readonly board: () => Board | null;
  /** Says it to a screen reader. */
  readonly say: (words: string) => void;
}

/** Who is in hand, by pointer or keys, and what is under the hand. */
export function createGrip(root: HTMLElement, { board, say }: GripOptions): Grip {
  let judge: PersonId | null = null;
  let under: Element | null = null;
  let chip: HTMLElement | null = null;
  const paint = (): void => mark(root, chip, under);
  const explain = (): void => {
    if (judge === null) return;
    const target = targetAt(under);
    const known = board();
    const words = known === null ? '' : showHand({ root, judge, board: known }, target);
    if (target !== null) say(words || targetWords(root, target));
  };
  const empty = (): void => {
    [judge, under, chip] = [null, null, null];
    hideHand(root);
    paint();
  };
  return {
    holds: () => judge,
    pick: (picked) => {
      forgetBest();
      [judge, under, chip] = [picked, null, chipOf(root, picked)];
      paint();
      setTimeout(explain); // where it fits best is worked out once the chip is seen to be in hand
      say(`${nameOf(root, picked)} in hand. Arrows choose a place, Enter puts them there, Escape puts them back.`);
    },
    over: (element) => {
      const next = stopOver(element);
      if (judge === null || next === under) return;
      for (const one of [under, next]) one?.classList.toggle('under', one === next);
      under = next;
      explain();
    },
    letGo: (target) => {
      const held = judge;
      empty();
      if (held === null) return [];
      const changes = target === null ? [] : changesOfDrop(seatingOn(root), held, target);
      if (changes.length === 0) say(`${nameOf(root, held)} is back.`);
      return changes;
    },
    restore: () => {
      chip = judge === null ? null : chipOf(root, judge);
      if (judge !== null && chip === null) empty();
      if (under !== null && !under.isConnected) under = null;
      forgetBest();
      paint();
    },
  };
}

/** The chip, slot, seats or list that lies there. */
function stopOver(element: Element | null): Element | null {
  const seats = element?.closest('td')?.querySelector(':scope > [data-place]');
  return element?.closest(stopSelector) ?? seats ?? element?.closest('[data-free]') ?? null;
}

function mark(root: HTMLElement, chip: Element | null, under: Element | null): void {
  for (const marked of root.querySelectorAll('.in-hand, .under')) marked.classList.remove('in-hand', 'under');
  chip?.classList.add('in-hand');
  under?.classList.add('under');
}
