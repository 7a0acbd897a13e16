import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { Draw } from '../rules/draw/draw.ts';
import type { DrawReason } from '../rules/draw/explanation.ts';
import type { RoundId, TeamId } from '../rules/ids.ts';
import { reserveIds } from './bulk.ts';
import { insertDebates, insertDebateTeams } from './debates.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** How a draw came about; enough to make it again and to say why it is so. */
export interface DrawRun {
  readonly method: string;
  readonly seed: string;
  /** The settings it followed, as the rules read them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What each team brought into it. */
  readonly explanation: readonly DrawnTeam[];
  readonly durationMs: number;
}

export interface DrawnTeam {
  readonly id: TeamId;
  readonly points: number;
  readonly rank: number;
  /** Why it debates where and whom it does; draws of earlier versions have none. */
  readonly reasons?: readonly DrawReason[];
}

// Text: a draw that was deleted and made again keeps one row.
const insertRun = textQuery<DrawRun & { roundId: RoundId }, unknown>(
  'draws.insertRun',
  `insert into draw_runs (round_id, method, seed, settings, explanation, duration_ms) values ($1, $2, $3, $4::jsonb, $5::jsonb, $6)
   on conflict (round_id) do update set method = excluded.method, seed = excluded.seed, settings = excluded.settings,
     explanation = excluded.explanation, duration_ms = excluded.duration_ms, drawn_at = now()`,
  ({ roundId, method, seed, settings, explanation, durationMs }) => [
    roundId,
    method,
    seed,
    JSON.stringify(settings),
    JSON.stringify(explanation),
    durationMs,
  ],
);

export interface NewDraw {
  readonly roundId: RoundId;
  readonly draw: Draw;
  /** The order in which the rooms get their ids, so that an id says nothing about its bracket. */
  readonly idOrder: readonly number[];
  readonly run: DrawRun;
}

/** Stores the debates of a round that has none. */
export async function insertDraw(tx: Queryable, { roundId, draw, idOrder, run }: NewDraw): Promise<void> {
  const rooms = [
    ...draw.pairings.map(({ bracket, roomRank, flags, teams, teamFlags }) => ({
      room: { bracket, room_rank: roomRank, flags: [...flags] },
      teams: teams.map((team, side) => ({ team_id: team, side, flags: [...(teamFlags.get(team) ?? [])] })),
    })),
    ...draw.byes.map(({ team, roomRank }) => ({
      room: { bracket: -1, room_rank: roomRank, flags: [] },
      teams: [{ team_id: team, side: -1, flags: [] }],
    })),
  ];
  const ids = await reserveIds(tx, 'debates', rooms.length);
  const identified = rooms.flatMap(({ room, teams }, index) => {
    const id = ids[idOrder[index] ?? index];
    return id === undefined ? [] : [{ id, room, teams }];
  });
  await Promise.all([
    tx.run(insertDebates, {
      rows: identified.map(({ id, room }) => ({
        id,
        round_id: roundId,
        ...room,
        sides_confirmed: draw.sidesConfirmed,
        importance: 0,
        result_status: 'N' as const,
        version: 1,
      })),
    }),
    tx.run(insertDebateTeams, { rows: identified.flatMap(({ id, teams }) => teams.map((team) => ({ debate_id: id, ...team }))) }),
    tx.run(insertRun, { ...run, roundId }),
  ]);
}

// Text: a ballot, its score and its debate's state, for every team that sits out, in one statement.
export const winByes = textQuery<{ roundId: RoundId; content: Ballot }, unknown>(
  'draws.winByes',
  `with byes as (select d.id, t.team_id from debates d join debate_teams t on t.debate_id = d.id where d.round_id = $1 and d.bracket < 0),
   taken as (
     insert into ballots (debate_id, version, submitter_type, submitter, content, intent, confirmed, confirmer, confirmed_at)
     select id, 1, 'A', 'draw', $2::jsonb, 'bye ' || id, true, 'draw', now() from byes returning id, debate_id),
   scored as (
     insert into team_scores (ballot_id, team_id, side, points, win)
     select taken.id, byes.team_id, -1, 1, true from taken join byes on byes.id = taken.debate_id)
   update debates set result_status = 'C' where id in (select id from byes)`,
  ({ roundId, content }) => [roundId, JSON.stringify(content)],
);

const runQuery = query('draws.runOf', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('draw_runs')
    .select(['method', 'seed', 'explanation', 'duration_ms as durationMs', 'drawn_at as drawnAt'])
    .where('round_id', '=', args.roundId),
);

export interface StoredRun extends Omit<DrawRun, 'settings' | 'explanation'> {
  readonly explanation: readonly DrawnTeam[];
  readonly drawnAt: Date;
}

/** How the round's draw was made; null before it. */
export async function runOf(db: Queryable, roundId: RoundId): Promise<StoredRun | null> {
  const row = await db.maybeOne(runQuery, { roundId });
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the column holds what insertRun wrote
  return row && { ...row, explanation: row.explanation as readonly DrawnTeam[] };
}

const deleteRunQuery = query('draws.deleteRun', (db, args: { roundId: RoundId }) =>
  db.deleteFrom('draw_runs').where('round_id', '=', args.roundId),
);

export async function deleteRun(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(deleteRunQuery, { roundId });
}

const outcomesQuery = query('draws.outcomesOf', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debates')
    .innerJoin('debate_teams', 'debate_teams.debate_id', 'debates.id')
    .leftJoin('ballots', (join) => join.onRef('ballots.debate_id', '=', 'debates.id').on('ballots.confirmed', '=', true))
    .leftJoin('team_scores', (join) =>
      join.onRef('team_scores.ballot_id', '=', 'ballots.id').onRef('team_scores.team_id', '=', 'debate_teams.team_id'),
    )
    .select(['debates.id as debateId', 'room_rank as roomRank', 'debate_teams.team_id as team', 'points', 'win', 'score'])
    .where('round_id', '=', args.roundId)
    .orderBy('room_rank')
    .orderBy('debates.id')
    .orderBy('debate_teams.side')
    .limit(8000),
);

/** What each team of the round took by the confirmed ballots; nulls where there is none. */
export function outcomesOf(db: Queryable, roundId: RoundId) {
  return db.run(outcomesQuery, { roundId });
}
