import type { PersonId, TeamId } from '../ids.ts';
import type { Acquaintance } from './conflicts.ts';

/** What should not be between an adjudicator and a room: `fail` must not be, `late` is better avoided. */
export interface Clash {
  readonly kind: 'fail' | 'late';
  readonly words: string;
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

/** The worst thing between an adjudicator and a room: a conflict with a team, with a colleague, an earlier meeting; null for none. */
export function clashWith(judge: Pick<Somebody<PersonId>, 'id' | 'institution'>, room: ClashRoom, known: Acquaintance): Clash | null {
  const conflict = room.teams.find((team) => known.conflictsWithTeam.has(judge.id, team.id));
  if (conflict) {
    const isOwn = judge.institution !== null && judge.institution === conflict.institution;
    return { kind: 'fail', words: isOwn ? `own institution: ${conflict.name}` : `conflict with ${conflict.name}` };
  }
  const colleague = room.panel.find((other) => other.id !== judge.id && known.conflictsWithAdjudicator.has(judge.id, other.id));
  if (colleague) return { kind: 'fail', words: `conflict with ${colleague.name}` };
  const met = room.teams.filter((team) => known.hasSeenTeam.has(judge.id, team.id));
  if (met.length === 0) return null;
  return { kind: 'late', words: met.length === 1 ? `has judged ${met[0]?.name}` : `has judged ${met.length} of them` };
}
