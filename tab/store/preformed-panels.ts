import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { PanelProspect } from '../rules/allocation/importance.ts';
import type { Debate, PanelMember } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId } from '../rules/ids.ts';
import { insertMany, reserveIds } from './bulk.ts';
import type { Pin, Seat } from './panels.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A panel made before the draw, as a debate without teams, with what its debate is expected to be. */
export interface PanelAhead extends Debate, PanelProspect {
  /** It stays when the panels are filled anew. */
  readonly isKept: boolean;
}

const panelsQuery = query('preformed.ofRound', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('preformed_panels')
    .select([
      'id',
      'importance',
      'bracket_min as bracketMin',
      'bracket_max as bracketMax',
      'room_rank as roomRank',
      'liveness',
      'version',
      'panel_kept as isKept',
    ])
    .where('round_id', '=', args.roundId)
    .orderBy('room_rank')
    .orderBy('id')
    .limit(2000),
);

// Text: the name of the institution's column and the order, as on the panels of debates.
const membersQuery = textQuery<{ roundId: RoundId }, PanelMember & { panelId: DebateId }>(
  'preformed.membersOfRound',
  `select m.panel_id as "panelId", p.id, p.name, m.type as place, i.code as institution, m.pinned as "isPinned"
   from preformed_panel_adjudicators m join preformed_panels n on n.id = m.panel_id join adjudicators a on a.id = m.adjudicator_id
   join people p on p.id = a.id left join institutions i on i.id = a.institution_id
   where n.round_id = $1 order by m.type, a.base_score desc, p.name limit 10000`,
  ({ roundId }) => [roundId],
);

/** The round's panels, the top room's first; two queries in one trip. */
export async function ofRound(db: Queryable, roundId: RoundId): Promise<PanelAhead[]> {
  const [panels, members] = await Promise.all([db.run(panelsQuery, { roundId }), db.run(membersQuery, { roundId })]);
  const by = Map.groupBy(members, ({ panelId }) => panelId);
  return panels.map((panel) => ({
    ...panel,
    bracket: Math.max(panel.bracketMax, 0),
    flags: [],
    resultStatus: 'N',
    areSidesConfirmed: true,
    venue: null,
    teams: [],
    panel: by.get(panel.id) ?? [],
  }));
}

const dropQuery = query('preformed.dropOfRound', (db, args: { roundId: RoundId }) =>
  db.deleteFrom('preformed_panels').where('round_id', '=', args.roundId),
);
const insertPanels = insertMany('preformed_panels', [
  'id',
  'round_id',
  'importance',
  'bracket_min',
  'bracket_max',
  'room_rank',
  'liveness',
]);
const insertSeats = insertMany('preformed_panel_adjudicators', ['panel_id', 'adjudicator_id', 'type']);

/** What a panel is made from. */
export interface NewPanel extends PanelProspect {
  readonly importance: number;
  readonly roomRank: number;
  readonly members: readonly { readonly id: PersonId; readonly place: PanelMember['place'] }[];
}

/** From now on the round has these panels, and no others. */
export async function replace(tx: Queryable, roundId: RoundId, panels: readonly NewPanel[]): Promise<void> {
  const ids = await reserveIds(tx, 'preformed_panels', panels.length);
  const numbered = panels.flatMap((panel, index) => {
    const id = ids[index];
    return id === undefined ? [] : [{ ...panel, id }];
  });
  const rows = numbered.map(({ id, importance, bracketMin, bracketMax, roomRank, liveness }) => {
    return { id, round_id: roundId, importance, bracket_min: bracketMin, bracket_max: bracketMax, room_rank: roomRank, liveness };
  });
  const seats = numbered.flatMap(({ id, members }) =>
    members.map((member) => ({ panel_id: id, adjudicator_id: member.id, type: member.place })),
  );
  await Promise.all([tx.run(dropQuery, { roundId }), tx.run(insertPanels, { rows }), tx.run(insertSeats, { rows: seats })]);
}

// Text: whoever is pinned, and everybody on a panel that is kept, stays.
const emptyQuery = textQuery<{ roundId: RoundId; isAll: boolean }, unknown>(
  'preformed.empty',
  `delete from preformed_panel_adjudicators m using preformed_panels n
   where n.id = m.panel_id and n.round_id = $1 and ($2 or not (n.panel_kept or m.pinned))`,
  ({ roundId, isAll }) => [roundId, isAll],
);
const touchQuery = textQuery<{ roundId: RoundId }, unknown>(
  'preformed.touch',
  'update preformed_panels set version = version + 1 where round_id = $1',
  ({ roundId }) => [roundId],
);

/** Replaces whoever sits on the round's panels, but for those who stay. */
export async function replaceOthers(tx: Queryable, roundId: RoundId, seats: readonly Seat[]): Promise<void> {
  const rows = seats.map(({ debateId, adjudicatorId, place }) => ({ panel_id: debateId, adjudicator_id: adjudicatorId, type: place }));
  await Promise.all([tx.run(emptyQuery, { roundId, isAll: false }), tx.run(insertSeats, { rows }), tx.run(touchQuery, { roundId })]);
}

const versionsQuery = textQuery<{ ids: readonly DebateId[] }, { debateId: DebateId; version: number }>(
  'preformed.versionsOf',
  'select id as "debateId", version from preformed_panels where id = any($1::int[]) limit 2000',
  ({ ids }) => [[...ids]],
);

/** The versions of these panels, which every change of their seats raises. */
export function versionsOf(db: Queryable, ids: readonly DebateId[]): Promise<{ debateId: DebateId; version: number }[]> {
  return db.run(versionsQuery, { ids });
}

/** Takes everybody off the round's panels. */
export async function empty(tx: Queryable, roundId: RoundId): Promise<void> {
  await Promise.all([tx.run(emptyQuery, { roundId, isAll: true }), tx.run(touchQuery, { roundId })]);
}

// Text: an array of people, and the panels that they left have changed too.
const leaveAllQuery = textQuery<{ roundId: RoundId; adjudicatorIds: readonly PersonId[] }, unknown>(
  'preformed.leaveAll',
  `with gone as (
     delete from preformed_panel_adjudicators where adjudicator_id = any($2::int[])
     and panel_id in (select id from preformed_panels where round_id = $1) returning panel_id)
   update preformed_panels set version = version + 1 where id in (select panel_id from gone)`,
  ({ roundId, adjudicatorIds }) => [roundId, [...adjudicatorIds]],
);

/** Takes several adjudicators off whatever panels of the round they sit on. */
export async function leaveAll(tx: Queryable, who: { roundId: RoundId; adjudicatorIds: readonly PersonId[] }): Promise<void> {
  await tx.run(leaveAllQuery, who);
}

// Text: any number of seats is one statement.
const sitAllQuery = textQuery<{ seats: readonly Seat[] }, unknown>(
  'preformed.sitAll',
  `with seats as (select * from jsonb_to_recordset($1::jsonb) as seat("debateId" int, "adjudicatorId" int, place text)),
   touched as (update preformed_panels set version = version + 1 where id in (select "debateId" from seats))
   insert into preformed_panel_adjudicators (panel_id, adjudicator_id, type) select "debateId", "adjudicatorId", place from seats`,
  ({ seats }) => [JSON.stringify(seats)],
);

/** Seats several adjudicators who sit nowhere. */
export async function sitAll(tx: Queryable, seats: readonly Seat[]): Promise<void> {
  await tx.run(sitAllQuery, { seats });
}

// Text: an update from a JSON list, so that any number of panels is one statement.
const weighQuery = textQuery<{ debates: readonly { debateId: DebateId; importance: number }[] }, unknown>(
  'preformed.weigh',
  `update preformed_panels set importance = one.importance
   from jsonb_to_recordset($1::jsonb) as one("debateId" int, importance float8) where preformed_panels.id = one."debateId"`,
  ({ debates }) => [JSON.stringify(debates)],
);

/** How much the debates of these panels matter. */
export async function weigh(tx: Queryable, debates: readonly { debateId: DebateId; importance: number }[]): Promise<void> {
  await tx.run(weighQuery, { debates });
}

// Text: as for debates.
const pinQuery = textQuery<Pin, { panelId: DebateId }>(
  'preformed.pin',
  `update preformed_panel_adjudicators set pinned = $3
   where adjudicator_id = $2 and panel_id in (select id from preformed_panels where round_id = $1) returning panel_id as "panelId"`,
  ({ roundId, adjudicatorId, isPinned }) => [roundId, adjudicatorId, isPinned],
);

/** True when they have a seat on one of the round's panels. */
export async function pin(tx: Queryable, wish: Pin): Promise<boolean> {
  return (await tx.run(pinQuery, wish)).length > 0;
}

// Text: as the pin.
const keepQuery = textQuery<{ roundId: RoundId; debateId: DebateId; isKept: boolean }, { id: DebateId }>(
  'preformed.keep',
  'update preformed_panels set panel_kept = $3 where id = $2 and round_id = $1 returning id',
  ({ roundId, debateId, isKept }) => [roundId, debateId, isKept],
);

/** Whether a panel stays when the others are filled anew; null when the round has no such panel. */
export function keep(tx: Queryable, wish: { roundId: RoundId; debateId: DebateId; isKept: boolean }): Promise<{ id: DebateId } | null> {
  return tx.maybeOne(keepQuery, wish);
}

const countQuery = query('preformed.count', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('preformed_panels')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('round_id', '=', args.roundId),
);

/** How many panels there are for the round. */
export async function countOf(db: Queryable, roundId: RoundId): Promise<number> {
  return (await db.one(countQuery, { roundId })).count;
}
