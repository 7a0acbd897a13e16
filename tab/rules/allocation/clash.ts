import type { PersonId, TeamId } from '../ids.ts';
import type { Acquaintance } from './conflicts.ts';

/** What should not be between an adjudicator and a room: `fail` must not be, `late` is better avoided. */
export interface Clash {
  readonly kind: 'fail' | 'late';
  readonly words: string;
  /** Of a meeting: 1 in the round before, 2 in the one before that, 3 earlier; left out where it is not known. */
  readonly ago?: 1 | 2 | 3;
}

interface Somebody<Id> {
  readonly id: Id;
  readonly name: string;
  /** Its code. */
  readonly institution: string | null;
}

/** A room as the clash sees it. */
export interface ClashRoom {
  readonly teams: readonly Somebody<TeamId>[];
  readonly panel: readonly Pick<Somebody<PersonId>, 'id' | 'name'>[];
}

/** Who knows whom, and how many rounds ago an adjudicator last judged a team. */
export interface KnownMeetings extends Acquaintance {
  readonly roundsSince?: ((judge: PersonId, team: TeamId) => number | null) | undefined;
}

/** The worst thing between an adjudicator and a room: a conflict with a team, with a colleague, an earlier meeting; null for none. */
export function clashWith(judge: Pick<Somebody<PersonId>, 'id' | 'institution'>, room: ClashRoom, known: KnownMeetings): Clash | null {
  const conflict = room.teams.find((team) => known.conflictsWithTeam.has(judge.id, team.id));
  if (conflict) {
    const isOwn = judge.institution !== null && judge.institution === conflict.institution;
    return { kind: 'fail', words: isOwn ? `own institution: ${conflict.name}` : `conflict with ${conflict.name}` };
  }
  const colleague = room.panel.find((other) => other.id !== judge.id && known.conflictsWithAdjudicator.has(judge.id, other.id));
  if (colleague) return { kind: 'fail', words: `conflict with ${colleague.name}` };
  const met = room.teams.filter((team) => known.hasSeenTeam.has(judge.id, team.id));
  if (met.length === 0) return null;
  const words = met.length === 1 ? `has judged ${met[0]?.name}` : `has judged ${met.length} of them`;
  const since = Math.min(...met.map((team) => known.roundsSince?.(judge.id, team.id) ?? Infinity));
  return Number.isFinite(since) ? { kind: 'late', words: `${words}, ${agoWords(since)}`, ago: strength(since) } : { kind: 'late', words };
}

const agoWords = (rounds: number): string => (rounds === 1 ? 'last round' : `${rounds} rounds ago`);

function strength(rounds: number): 1 | 2 | 3 {
  if (rounds <= 1) return 1;
  return rounds === 2 ? 2 : 3;
}
