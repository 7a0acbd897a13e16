import { TableRows } from './table-rows.ts';
import type { Stored } from '../../rules/field-value.ts';
import type { Data, GroupRow, ParticipantRow, PlayerRow, SubsessionRow } from './rows.ts';

export interface PlayerChange {
  readonly patch: Data;
  /** The new payoff, or null when it stays. */
  payoff: number | null;
}

export interface ParticipantChange {
  readonly patch: Data;
  /** Overwritten by author code; null when it only moves by `payoffBy`. */
  payoffTo: number | null;
  /** What the payoffs of players add. */
  payoffBy: number;
  label: string | null;
  status: string | null;
}

/** What callbacks wrote, by row; to be saved in one go. */
export class Changes {
  readonly players = new Map<PlayerRow, PlayerChange>();
  readonly participants = new Map<ParticipantRow, ParticipantChange>();
  readonly groups = new Map<GroupRow, Data>();
  readonly subsessions = new Map<SubsessionRow, Data>();
  readonly session: Data = {};
  readonly tables = new TableRows();
  /** Rounds whose groups were formed anew. */
  readonly regrouped = new Set<number>();

  ofPlayer(row: PlayerRow): PlayerChange {
    return entry(this.players, row, () => ({ patch: {}, payoff: null }));
  }

  ofParticipant(row: ParticipantRow): ParticipantChange {
    return entry(this.participants, row, () => ({ patch: {}, payoffTo: null, payoffBy: 0, label: null, status: null }));
  }

  ofGroup(row: GroupRow): Record<string, Stored> {
    return entry(this.groups, row, () => ({}));
  }

  ofSubsession(row: SubsessionRow): Record<string, Stored> {
    return entry(this.subsessions, row, () => ({}));
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
