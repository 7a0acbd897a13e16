import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { RoundId, TeamId, TournamentId } from '../rules/ids.ts';
import type { AllocatedSide } from '../rules/setup/side-table.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

interface GivenSide extends AllocatedSide {
  readonly side: number;
}

const ofTournamentQuery = query('sides.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('team_side_allocations')
    .innerJoin('rounds', 'rounds.id', 'round_id')
    .select(['round_id as roundId', 'team_id as teamId', 'side'])
    .where('tournament_id', '=', args.tournamentId)
    .limit(40_000),
);

/** The sides that are given before the draw, of every round. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<GivenSide[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

const ofRoundQuery = query('sides.ofRound', (db, args: { roundId: RoundId }) =>
  db.selectFrom('team_side_allocations').select(['team_id as teamId', 'side']).where('round_id', '=', args.roundId).limit(5000),
);

/** The side of each team that has one in the round. */
export async function ofRound(db: Queryable, roundId: RoundId): Promise<Map<TeamId, number>> {
  const rows = await db.run(ofRoundQuery, { roundId });
  return new Map(rows.map(({ teamId, side }) => [teamId, side]));
}

// Text: one statement for any number of sides, some given and some taken away.
const giveQuery = textQuery<{ sides: readonly AllocatedSide[] }, unknown>(
  'sides.give',
  `with given as (select * from jsonb_to_recordset($1::jsonb) as given("roundId" int, "teamId" int, side int)),
   gone as (delete from team_side_allocations old using given
            where given.side is null and old.round_id = given."roundId" and old.team_id = given."teamId")
   insert into team_side_allocations (round_id, team_id, side) select "roundId", "teamId", side from given where side is not null
   on conflict (round_id, team_id) do update set side = excluded.side`,
  ({ sides }) => [JSON.stringify(sides)],
);

/** Gives teams their sides, and takes them from those whose side is null; all others stay. */
export async function give(tx: Queryable, sides: readonly AllocatedSide[]): Promise<void> {
  await tx.run(giveQuery, { sides });
}
