import { isAway } from './presence.ts';

/** Somebody in the session of a room. */
export interface SeatedPerson {
  readonly label: string | null;
  readonly pageIndex: number;
  readonly seenAgoMs: number | null;
}

/** Where somebody who is expected in a room is. */
export type RoomState = 'absent' | 'waiting' | 'playing' | 'away' | 'finished';

export interface ExpectedPerson {
  readonly label: string;
  readonly state: RoomState;
}

export interface RoomCrowd {
  /** Null: anybody may come. */
  readonly labels: readonly string[] | null;
  /** Who has the room's page open; null for somebody without a label. */
  readonly waiting: readonly { readonly label: string | null }[];
  /** Everybody in the session that is in the room. */
  readonly seated: readonly SeatedPerson[];
  readonly maxPageIndex: number;
}

/** Everybody who is expected, in the order of the list; nobody when there is no list. */
export function roomPeople({ labels, waiting, seated, maxPageIndex }: RoomCrowd): ExpectedPerson[] {
  const waits = new Set(waiting.map(({ label }) => label));
  const seats = new Map(seated.map((person) => [person.label, person]));
  return (labels ?? []).map((label) => ({ label, state: stateOf(seats.get(label), { isWaiting: waits.has(label), maxPageIndex }) }));
}

interface Circumstances {
  readonly isWaiting: boolean;
  readonly maxPageIndex: number;
}

function stateOf(person: SeatedPerson | undefined, { isWaiting, maxPageIndex }: Circumstances): RoomState {
  if (!person || person.pageIndex === 0) return isWaiting ? 'waiting' : 'absent';
  if (person.pageIndex > maxPageIndex) return 'finished';
  return isAway(person.seenAgoMs) ? 'away' : 'playing';
}
