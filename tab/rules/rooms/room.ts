import type { DebateId, VenueId } from '../ids.ts';

/** A room that is free for the round. */
export interface Room {
  readonly id: VenueId;
  /** Bigger is preferred. */
  readonly priority: number;
  /** How many people it holds; null when nobody has said. */
  readonly capacity: number | null;
  /** Ids of its categories. */
  readonly categories: ReadonlySet<number>;
}

/** Somebody's wish for a room of a category. */
export interface RoomConstraint {
  /** Id of the category. */
  readonly category: number;
  /** Bigger is served first. */
  readonly priority: number;
  /** Whose it is: one team, adjudicator or institution. */
  readonly subject: string;
}

/** A debate that wants a room. */
export interface RoomedDebate {
  readonly id: DebateId;
  /** Of its teams, adjudicators and its teams' institutions. */
  readonly constraints: readonly RoomConstraint[];
  /** How many people it brings. */
  readonly people: number;
  /** Rooms that its teams and adjudicators were in last. */
  readonly previous: ReadonlySet<VenueId>;
  /** The only room it may have, such as the one that is streamed; null for any. */
  readonly lockedTo: VenueId | null;
}

/** The room of each debate; null where rooms were short. */
export type RoomAllocation = ReadonlyMap<DebateId, VenueId | null>;

/** Highest priority first. */
export function inOrderOfPriority<Item extends { readonly priority: number }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => b.priority - a.priority);
}

/** Whether somebody's wishes are met by a room: met by one is met; the category that did it, or null. */
export interface RoomOutcome {
  readonly subject: string;
  readonly metBy: number | null;
}

/** For each subject with wishes in the debate, whether the room meets one of them; the most wanted that it meets. Tab spec section 4.9. */
export function roomOutcomes({ constraints }: Pick<RoomedDebate, 'constraints'>, room: Pick<Room, 'categories'> | null): RoomOutcome[] {
  return [...Map.groupBy(inOrderOfPriority(constraints), ({ subject }) => subject)].map(([subject, wishes]) => {
    return { subject, metBy: wishes.find(({ category }) => room?.categories.has(category))?.category ?? null };
  });
}
