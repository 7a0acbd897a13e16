import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { PersonId, TeamId, TournamentId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';

export interface AdjudicatorTeam {
  readonly adjudicatorId: PersonId;
  readonly teamId: TeamId;
}

export interface AdjudicatorPair {
  readonly adjudicatorId: PersonId;
  readonly otherId: PersonId;
}

// Text: a conflict is a personal row or a shared institution, so two sources are one answer.
const withTeamsQuery = textQuery<{ tournamentId: TournamentId }, AdjudicatorTeam>(
  'conflicts.withTeams',
  `select c.adjudicator_id as "adjudicatorId", c.team_id as "teamId"
   from adjudicator_team_conflicts c join teams t on t.id = c.team_id where t.tournament_id = $1 and c.strength = 'hard'
   union
   select a.adjudicator_id, tc.team_id
   from team_institution_conflicts tc join teams t on t.id = tc.team_id
   join adjudicator_institution_conflicts a on a.institution_id = tc.institution_id
   join people p on p.id = a.adjudicator_id and p.tournament_id = t.tournament_id
   where t.tournament_id = $1 and tc.strength = 'hard' and a.strength = 'hard'`,
  ({ tournamentId }) => [tournamentId],
);

/** Which adjudicators must not judge which teams, personally or by institution. */
export function withTeams(db: Queryable, tournamentId: TournamentId): Promise<AdjudicatorTeam[]> {
  return db.run(withTeamsQuery, { tournamentId });
}

const withEachOtherQuery = textQuery<{ tournamentId: TournamentId }, AdjudicatorPair>(
  'conflicts.withEachOther',
  `select c.adjudicator_id as "adjudicatorId", c.other_id as "otherId"
   from adjudicator_adjudicator_conflicts c join people p on p.id = c.adjudicator_id where p.tournament_id = $1 and c.strength = 'hard'`,
  ({ tournamentId }) => [tournamentId],
);

/** Which adjudicators must not sit together; each pair once. */
export function withEachOther(db: Queryable, tournamentId: TournamentId): Promise<AdjudicatorPair[]> {
  return db.run(withEachOtherQuery, { tournamentId });
}

const seenTeamsQuery = textQuery<{ tournamentId: TournamentId; beforeSeq: number }, AdjudicatorTeam>(
  'conflicts.seenTeams',
  `select distinct a.adjudicator_id as "adjudicatorId", t.team_id as "teamId"
   from debate_adjudicators a join debate_teams t using (debate_id) join debates d on d.id = a.debate_id join rounds r on r.id = d.round_id
   where r.tournament_id = $1 and r.seq < $2
   union
   select c.adjudicator_id, c.team_id
   from adjudicator_team_conflicts c join teams t on t.id = c.team_id where t.tournament_id = $1 and c.strength = 'soft'
   union
   select a.adjudicator_id, tc.team_id
   from team_institution_conflicts tc join teams t on t.id = tc.team_id
   join adjudicator_institution_conflicts a on a.institution_id = tc.institution_id
   join people p on p.id = a.adjudicator_id and p.tournament_id = t.tournament_id
   where t.tournament_id = $1 and (tc.strength = 'soft' or a.strength = 'soft')`,
  ({ tournamentId, beforeSeq }) => [tournamentId, beforeSeq],
);

/** Which adjudicators have judged which teams in rounds before, or had better not: a soft conflict costs what meeting again costs. */
export function seenTeams(db: Queryable, tournamentId: TournamentId, beforeSeq: number): Promise<AdjudicatorTeam[]> {
  return db.run(seenTeamsQuery, { tournamentId, beforeSeq });
}

// Text: as the one above, with the last time.
const lastSeenQuery = textQuery<{ tournamentId: TournamentId; beforeSeq: number }, AdjudicatorTeam & { seq: number }>(
  'conflicts.lastSeen',
  `select a.adjudicator_id as "adjudicatorId", t.team_id as "teamId", max(r.seq) as seq
   from debate_adjudicators a join debate_teams t using (debate_id) join debates d on d.id = a.debate_id join rounds r on r.id = d.round_id
   where r.tournament_id = $1 and r.seq < $2 group by 1, 2`,
  ({ tournamentId, beforeSeq }) => [tournamentId, beforeSeq],
);

/** In which round before this one each adjudicator last judged each team that they have judged. */
export function lastSeen(db: Queryable, tournamentId: TournamentId, beforeSeq: number): Promise<(AdjudicatorTeam & { seq: number })[]> {
  return db.run(lastSeenQuery, { tournamentId, beforeSeq });
}

const seenEachOtherQuery = textQuery<{ tournamentId: TournamentId; beforeSeq: number }, AdjudicatorPair>(
  'conflicts.seenEachOther',
  `select distinct a.adjudicator_id as "adjudicatorId", b.adjudicator_id as "otherId"
   from debate_adjudicators a join debate_adjudicators b on b.debate_id = a.debate_id and b.adjudicator_id > a.adjudicator_id
   join debates d on d.id = a.debate_id join rounds r on r.id = d.round_id
   where r.tournament_id = $1 and r.seq < $2
   union
   select c.adjudicator_id, c.other_id
   from adjudicator_adjudicator_conflicts c join people p on p.id = c.adjudicator_id where p.tournament_id = $1 and c.strength = 'soft'`,
  ({ tournamentId, beforeSeq }) => [tournamentId, beforeSeq],
);

/** Which adjudicators have sat together in rounds before, or had better not; each pair once. */
export function seenEachOther(db: Queryable, tournamentId: TournamentId, beforeSeq: number): Promise<AdjudicatorPair[]> {
  return db.run(seenEachOtherQuery, { tournamentId, beforeSeq });
}

export const insertAdjudicatorTeam = insertMany('adjudicator_team_conflicts', ['adjudicator_id', 'team_id'], 'keep');
export const insertAdjudicatorInstitution = insertMany('adjudicator_institution_conflicts', ['adjudicator_id', 'institution_id'], 'keep');
export const insertAdjudicatorAdjudicator = insertMany('adjudicator_adjudicator_conflicts', ['adjudicator_id', 'other_id'], 'keep');
export const insertTeamInstitution = insertMany('team_institution_conflicts', ['team_id', 'institution_id'], 'keep');
