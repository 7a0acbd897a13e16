import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId, TournamentId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const deleteOfRoundQuery = query('panels.deleteOfRound', (db, args: { roundId: RoundId }) =>
  db
    .deleteFrom('debate_adjudicators')
    .where('debate_id', 'in', (eb) => eb.selectFrom('debates').select('id').where('round_id', '=', args.roundId)),
);

const touchRound = textQuery<{ roundId: RoundId }, unknown>(
  'panels.touchRound',
  'update debates set version = version + 1 where round_id = $1',
  ({ roundId }) => [roundId],
);

export interface Seat {
  readonly debateId: DebateId;
  readonly adjudicatorId: PersonId;
  readonly place: PanelPlace;
}

const insertSeats = insertMany('debate_adjudicators', ['debate_id', 'adjudicator_id', 'type']);

// Text: panels that are kept stay as they are, and so does whoever is pinned.
const deleteOthersQuery = textQuery<{ roundId: RoundId }, unknown>(
  'panels.deleteOthers',
  'delete from debate_adjudicators where not pinned and debate_id in (select id from debates where round_id = $1 and not panel_kept)',
  ({ roundId }) => [roundId],
);

/** Replaces every panel of the round that is not kept, but for whoever is pinned. */
export async function replaceOthers(tx: Queryable, roundId: RoundId, seats: readonly Seat[]): Promise<void> {
  const rows = seats.map(({ debateId, adjudicatorId, place }) => ({ debate_id: debateId, adjudicator_id: adjudicatorId, type: place }));
  await Promise.all([tx.run(deleteOthersQuery, { roundId }), tx.run(insertSeats, { rows }), tx.run(touchRound, { roundId })]);
}

/** Replaces every panel of the round. */
export async function replaceOfRound(tx: Queryable, roundId: RoundId, seats: readonly Seat[]): Promise<void> {
  const rows = seats.map(({ debateId, adjudicatorId, place }) => ({ debate_id: debateId, adjudicator_id: adjudicatorId, type: place }));
  await Promise.all([tx.run(deleteOfRoundQuery, { roundId }), tx.run(insertSeats, { rows }), tx.run(touchRound, { roundId })]);
}

// Text: an array of people, and the debates that they left have changed too.
const leaveAllQuery = textQuery<{ roundId: RoundId; adjudicatorIds: readonly PersonId[] }, unknown>(
  'panels.leaveAll',
  `with gone as (
     delete from debate_adjudicators where adjudicator_id = any($2::int[]) and debate_id in (select id from debates where round_id = $1) returning debate_id)
   update debates set version = version + 1 where id in (select debate_id from gone)`,
  ({ roundId, adjudicatorIds }) => [roundId, [...adjudicatorIds]],
);

/** Takes several adjudicators out of whatever panels of the round they sit on. */
export async function leaveAll(tx: Queryable, who: { roundId: RoundId; adjudicatorIds: readonly PersonId[] }): Promise<void> {
  await tx.run(leaveAllQuery, who);
}

// Text: any number of seats is one statement.
const sitAllQuery = textQuery<{ seats: readonly Seat[] }, unknown>(
  'panels.sitAll',
  `with seats as (select * from jsonb_to_recordset($1::jsonb) as seat("debateId" int, "adjudicatorId" int, place text)),
   touched as (update debates set version = version + 1 where id in (select "debateId" from seats))
   insert into debate_adjudicators (debate_id, adjudicator_id, type) select "debateId", "adjudicatorId", place from seats`,
  ({ seats }) => [JSON.stringify(seats)],
);

/** Seats several adjudicators who sit nowhere. */
export async function sitAll(tx: Queryable, seats: readonly Seat[]): Promise<void> {
  await tx.run(sitAllQuery, { seats });
}

interface Version {
  readonly debateId: DebateId;
  readonly version: number;
}

const versionsQuery = textQuery<{ ids: readonly DebateId[] }, Version>(
  'panels.versionsOf',
  'select id as "debateId", version from debates where id = any($1::int[]) limit 2000',
  ({ ids }) => [[...ids]],
);

/** The versions of these debates, which every change of their panels raises. */
export function versionsOf(db: Queryable, ids: readonly DebateId[]): Promise<Version[]> {
  return db.run(versionsQuery, { ids });
}

// Text: a pin is no change of the panel, so the debate keeps its version.
const pinQuery = textQuery<Pin, { debateId: DebateId }>(
  'panels.pin',
  `update debate_adjudicators set pinned = $3 where adjudicator_id = $2 and debate_id in (select id from debates where round_id = $1)
   returning debate_id as "debateId"`,
  ({ roundId, adjudicatorId, isPinned }) => [roundId, adjudicatorId, isPinned],
);

/** Whether an adjudicator stays in their seat of the round. */
export interface Pin {
  readonly roundId: RoundId;
  readonly adjudicatorId: PersonId;
  readonly isPinned: boolean;
}

/** True when they have a seat in the round. */
export async function pin(tx: Queryable, wish: Pin): Promise<boolean> {
  return (await tx.run(pinQuery, wish)).length > 0;
}

// Text: freed when the transaction ends. Whoever seats somebody in an elimination round waits here, after the rounds' own rows.
const holdOutRoundsQuery = textQuery<{ tournamentId: TournamentId }, unknown>(
  'panels.holdOutRounds',
  `select pg_advisory_xact_lock(hashtextextended('seats of out-rounds', $1))`,
  ({ tournamentId }) => [tournamentId],
);

/** Seats of elimination rounds change one after the other: nobody ends up in two rounds that are held at once. */
export async function holdOutRounds(tx: Queryable, tournamentId: TournamentId): Promise<void> {
  await tx.run(holdOutRoundsQuery, { tournamentId });
}

export interface JudgeFacts {
  readonly id: PersonId;
  /** Of the institution; empty for none. */
  readonly region: string;
  readonly gender: 'M' | 'F' | 'O' | '';
}

const judgeFactsQuery = query('panels.judgeFacts', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('adjudicators')
    .innerJoin('people', 'people.id', 'adjudicators.id')
    .leftJoin('institutions', 'institutions.id', 'adjudicators.institution_id')
    .select((eb) => ['people.id', 'gender', eb.fn.coalesce('region', eb.val('')).as('region')])
    .where('tournament_id', '=', args.tournamentId)
    .limit(4000),
);

/** Where adjudicators come from, and their gender. */
export function judgeFacts(db: Queryable, tournamentId: TournamentId): Promise<JudgeFacts[]> {
  return db.run(judgeFactsQuery, { tournamentId });
}
