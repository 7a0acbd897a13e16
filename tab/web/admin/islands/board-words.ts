import type { DropTarget, PanelSeat, Seating } from '../../../rules/allocation/seating.ts';
import { chipOf, roomOf, seatingOn } from './board-screen.ts';

const placeWords = { C: 'chair', P: 'panel', T: 'trainee' } as const;

/** "B204 chair"; "the free". */
export function seatWords(root: Element, seat: PanelSeat | null): string {
  if (seat === null) return 'the free';
  return `${roomOf(root, seat.debateId)} ${placeWords[seat.place]}`;
}

/** Where the target is, and who is there. */
export function targetWords(root: Element, target: DropTarget, seating: Seating = seatingOn(root)): string {
  if (target.kind === 'free') return 'Among the free';
  if (target.kind === 'seat') return `${seatWords(root, target.seat)}, empty`;
  const { adjudicatorId } = target;
  const chip = chipOf(root, adjudicatorId);
  return chip === null ? '' : `${seatWords(root, seating.get(adjudicatorId) ?? null)}, swap with ${chip.dataset['name'] ?? 'somebody'}`;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** "cost −12.3K", with the real minus sign. */
export function costWords(change: number): string {
  return `cost ${compact.format(change).replace('-', '−')}`;
}

const whole = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** "42.5K", what something costs. */
export function plainCost(cost: number): string {
  return whole.format(cost);
}

/** The time on this machine's clock. */
export function clockTime(): string {
  return new Date().toLocaleTimeString('en-GB');
}

/** An element with content. */
export function part(name: string, className: string, ...content: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}
