import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId } from '../rules/ids.ts';
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

// Text: panels that are kept stay as they are.
const deleteOthersQuery = textQuery<{ roundId: RoundId }, unknown>(
  'panels.deleteOthers',
  'delete from debate_adjudicators where debate_id in (select id from debates where round_id = $1 and not panel_kept)',
  ({ roundId }) => [roundId],
);

/** Replaces every panel of the round that is not kept. */
export async function replaceOthers(tx: Queryable, roundId: RoundId, seats: readonly Seat[]): Promise<void> {
  const rows = seats.map(({ debateId, adjudicatorId, place }) => ({ debate_id: debateId, adjudicator_id: adjudicatorId, type: place }));
  await Promise.all([tx.run(deleteOthersQuery, { roundId }), tx.run(insertSeats, { rows }), tx.run(touchRound, { roundId })]);
}

/** Replaces every panel of the round. */
export async function replaceOfRound(tx: Queryable, roundId: RoundId, seats: readonly Seat[]): Promise<void> {
  const rows = seats.map(({ debateId, adjudicatorId, place }) => ({ debate_id: debateId, adjudicator_id: adjudicatorId, type: place }));
  await Promise.all([tx.run(deleteOfRoundQuery, { roundId }), tx.run(insertSeats, { rows }), tx.run(touchRound, { roundId })]);
}

// Text: the debate that somebody left has changed too.
const leaveQuery = textQuery<{ roundId: RoundId; adjudicatorId: PersonId }, unknown>(
  'panels.leave',
  `with gone as (
     delete from debate_adjudicators where adjudicator_id = $2 and debate_id in (select id from debates where round_id = $1) returning debate_id)
   update debates set version = version + 1 where id in (select debate_id from gone)`,
  ({ roundId, adjudicatorId }) => [roundId, adjudicatorId],
);

/** Takes an adjudicator out of whatever panel of the round they sit on. */
export async function leave(tx: Queryable, who: { roundId: RoundId; adjudicatorId: PersonId }): Promise<void> {
  await tx.run(leaveQuery, who);
}

const demoteQuery = query('panels.demoteChair', (db, args: { debateId: DebateId }) =>
  db.updateTable('debate_adjudicators').set({ type: 'P' }).where('debate_id', '=', args.debateId).where('type', '=', 'C'),
);

/** The present chair becomes a panellist, so that another can take the chair. */
export async function demoteChair(tx: Queryable, debateId: DebateId): Promise<void> {
  await tx.run(demoteQuery, { debateId });
}

// Text: Kysely would need a second statement to raise the debate's version.
const sitQuery = textQuery<Seat, unknown>(
  'panels.sit',
  `with touched as (update debates set version = version + 1 where id = $1)
   insert into debate_adjudicators (debate_id, adjudicator_id, type) values ($1, $2, $3)`,
  ({ debateId, adjudicatorId, place }) => [debateId, adjudicatorId, place],
);

export async function sit(tx: Queryable, seat: Seat): Promise<void> {
  await tx.run(sitQuery, seat);
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
