import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId, TeamId } from '../rules/ids.ts';
import { debateOf, debatesFrom, panelsFrom, teamsFrom } from './debates.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A debate of one team or adjudicator, in whatever round. */
export interface RecordedDebate {
  readonly roundId: RoundId;
  readonly debate: Debate;
  /** What each team took by the confirmed ballot, in order of side; null where there is none. */
  readonly outcome: readonly { readonly points: number | null; readonly win: boolean | null }[] | null;
}

const takenFrom = (db: Kysely<Schema>) =>
  db
    .selectFrom('ballots')
    .innerJoin('team_scores', 'team_scores.ballot_id', 'ballots.id')
    .select(['debate_id as debateId', 'points', 'win'])
    .where('confirmed', '=', true)
    .orderBy('side');

/** The four queries of a record, given which debates it is about. */
function recordQueries<Args extends object>(
  label: string,
  ids: (db: Kysely<Schema>, args: Args) => SelectQueryBuilder<Schema, 'debate_teams' | 'debate_adjudicators', { debate_id: DebateId }>,
) {
  return {
    debates: query(`records.debates${label}`, (db, args: Args) =>
      debatesFrom(db).select('round_id as roundId').where('debates.id', 'in', ids(db, args)).orderBy('debates.id').limit(200),
    ),
    teams: query(`records.teams${label}`, (db, args: Args) => teamsFrom(db).where('debate_id', 'in', ids(db, args)).limit(1000)),
    panels: query(`records.panels${label}`, (db, args: Args) => panelsFrom(db).where('debate_id', 'in', ids(db, args)).limit(2000)),
    taken: query(`records.taken${label}`, (db, args: Args) => takenFrom(db).where('debate_id', 'in', ids(db, args)).limit(1000)),
  };
}

const idsOfTeam = (db: Kysely<Schema>, { id }: { id: TeamId }) =>
  db.selectFrom('debate_teams').select('debate_teams.debate_id').where('debate_teams.team_id', '=', id);
const idsOfAdjudicator = (db: Kysely<Schema>, { id }: { id: PersonId }) =>
  db.selectFrom('debate_adjudicators').select('debate_adjudicators.debate_id').where('debate_adjudicators.adjudicator_id', '=', id);

const ofTeamQueries = recordQueries('OfTeam', idsOfTeam);
const ofAdjudicatorQueries = recordQueries('OfAdjudicator', idsOfAdjudicator);

/** Every debate that a team was drawn into, published or not; four queries in one trip. */
export function debatesOfTeam(db: Queryable, id: TeamId): Promise<RecordedDebate[]> {
  return recorded(db, ofTeamQueries, { id });
}

/** Every debate that an adjudicator was allocated to, published or not. */
export function debatesOfAdjudicator(db: Queryable, id: PersonId): Promise<RecordedDebate[]> {
  return recorded(db, ofAdjudicatorQueries, { id });
}

async function recorded<Args extends object>(
  db: Queryable,
  queries: ReturnType<typeof recordQueries<Args>>,
  args: Args,
): Promise<RecordedDebate[]> {
  const [rows, teams, panels, taken] = await Promise.all([
    db.run(queries.debates, args),
    db.run(queries.teams, args),
    db.run(queries.panels, args),
    db.run(queries.taken, args),
  ]);
  const [teamsBy, panelsBy, takenBy] = [byDebate(teams), byDebate(panels), byDebate(taken)];
  return rows.map(({ roundId, ...row }) => ({
    roundId,
    debate: debateOf(row, teamsBy.get(row.id) ?? [], panelsBy.get(row.id) ?? []),
    outcome: takenBy.get(row.id) ?? null,
  }));
}

function byDebate<Row extends { readonly debateId: DebateId }>(rows: readonly Row[]): Map<DebateId, Row[]> {
  return Map.groupBy(rows, (row) => row.debateId);
}
