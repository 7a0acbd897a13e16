import type { PanelPlace } from '../debate.ts';
import type { DebateId, PersonId } from '../ids.ts';

/** A place on a debate's panel. */
export interface PanelSeat {
  readonly debateId: DebateId;
  readonly place: PanelPlace;
}

/** Who sits where; who is free does not stand in it. */
export type Seating = ReadonlyMap<PersonId, PanelSeat>;

/** One adjudicator's new seat; null: among the free. */
export interface SeatChange {
  readonly adjudicatorId: PersonId;
  readonly to: PanelSeat | null;
}

/** Where somebody in hand is let go. */
export type DropTarget =
  | { readonly kind: 'free' }
  | { readonly kind: 'seat'; readonly seat: PanelSeat }
  | { readonly kind: 'adjudicator'; readonly adjudicatorId: PersonId };

/**
 * What letting somebody go on a target changes. On somebody else, and on a chair that is taken, the two change seats; a panel takes any
 * number of panellists and trainees. Empty when all stays as it is.
 */
export function changesOfDrop(seating: Seating, adjudicatorId: PersonId, target: DropTarget): readonly SeatChange[] {
  const from = seating.get(adjudicatorId) ?? null;
  if (target.kind === 'free') return from === null ? [] : [{ adjudicatorId, to: null }];
  const other = target.kind === 'adjudicator' ? target.adjudicatorId : chairOf(seating, target.seat);
  if (other === adjudicatorId) return [];
  const to = target.kind === 'seat' ? target.seat : (seating.get(target.adjudicatorId) ?? null);
  if (isSameSeat(from, to)) return [];
  return other === null ? [{ adjudicatorId, to }] : swap(adjudicatorId, to, { other, from });
}

function swap(adjudicatorId: PersonId, to: PanelSeat | null, { other, from }: { other: PersonId; from: PanelSeat | null }): SeatChange[] {
  return [
    { adjudicatorId, to },
    { adjudicatorId: other, to: from },
  ];
}

function chairOf(seating: Seating, { debateId, place }: PanelSeat): PersonId | null {
  if (place !== 'C') return null;
  for (const [id, seat] of seating) if (seat.debateId === debateId && seat.place === 'C') return id;
  return null;
}

/** True for the same place on the same panel, and for two that are free. */
export function isSameSeat(one: PanelSeat | null, another: PanelSeat | null): boolean {
  return one?.debateId === another?.debateId && one?.place === another?.place;
}

/** The seating once the changes are made. */
export function reseated(seating: Seating, changes: readonly SeatChange[]): Seating {
  const next = new Map(seating);
  for (const { adjudicatorId, to } of changes) {
    if (to === null) next.delete(adjudicatorId);
    else next.set(adjudicatorId, to);
  }
  return next;
}

/** What takes the changes back; `seating` is how it was before them. */
export function undoing(seating: Seating, changes: readonly SeatChange[]): readonly SeatChange[] {
  return changes.map(({ adjudicatorId }) => ({ adjudicatorId, to: seating.get(adjudicatorId) ?? null }));
}

/** True when everybody already sits where the changes would put them. */
export function areMade(seating: Seating, changes: readonly SeatChange[]): boolean {
  return changes.every(({ adjudicatorId, to }) => isSameSeat(seating.get(adjudicatorId) ?? null, to));
}

/** The debates whose panels the changes touch, each once. */
export function debatesTouched(seating: Seating, changes: readonly SeatChange[]): readonly DebateId[] {
  const ids = changes.flatMap(({ adjudicatorId, to }) => [seating.get(adjudicatorId)?.debateId, to?.debateId]);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Two whole panels change places, each member keeping their kind of seat; null instead of the other: the panel goes among the free. */
export function changesOfPanel(seating: Seating, debateId: DebateId, other: DebateId | null): readonly SeatChange[] {
  if (debateId === other) return [];
  return [...seating].flatMap(([adjudicatorId, seat]): SeatChange[] => {
    if (seat.debateId === debateId) return [{ adjudicatorId, to: other === null ? null : { debateId: other, place: seat.place } }];
    return seat.debateId === other ? [{ adjudicatorId, to: { debateId, place: seat.place } }] : [];
  });
}
