import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Query } from '#kit/db/query.ts';
import type { DebateId, RoundId } from '../rules/ids.ts';
import type { Kept, RoundPart, RoundState } from '../rules/history/round-diff.ts';

interface ByRound {
  readonly roundId: RoundId;
}
interface Row {
  readonly key: string;
  readonly value: Kept;
}

// Text: each part of a round as keys and JSON values, whatever its columns are.
const part = (name: RoundPart, text: string): Query<ByRound, Row> => textQuery(`roundState.${name}`, text, ({ roundId }) => [roundId]);

// A pin stands third, and only where there is one: so the journal has had seats since before there were pins.
const seatOf = (panel: string): string => `jsonb_build_array(${panel}, type) || case when pinned then '[true]'::jsonb else '[]'::jsonb end`;

const ofDebates = 'from debates where round_id = $1';
const queries: Readonly<Record<RoundPart, Query<ByRound, Row>>> = {
  round: part(
    'round',
    `select v.key, v.value from rounds, lateral (values ('draw_status', to_jsonb(draw_status)), ('draw_published_at', to_jsonb(draw_published_at)),
       ('panels_held', to_jsonb(panels_held)), ('completed', to_jsonb(completed)), ('motions_released', to_jsonb(motions_released)),
       ('starts_at', to_jsonb(starts_at))) v(key, value) where id = $1`,
  ),
  debates: part('debates', `select id::text as key, jsonb_build_array(bracket, room_rank, to_jsonb(flags)) as value ${ofDebates}`),
  teams: part(
    'teams',
    `select team_id::text as key, jsonb_agg(jsonb_build_array(debate_id, side, to_jsonb(t.flags)) order by debate_id) as value
     from debate_teams t join debates d on d.id = debate_id where round_id = $1 group by team_id`,
  ),
  panels: part(
    'panels',
    `select adjudicator_id::text as key, jsonb_agg(${seatOf('debate_id')} order by debate_id) as value
     from debate_adjudicators join debates d on d.id = debate_id where round_id = $1 group by adjudicator_id`,
  ),
  rooms: part('rooms', `select id::text as key, to_jsonb(venue_id) as value ${ofDebates} and venue_id is not null`),
  sides: part('sides', `select id::text as key, to_jsonb(sides_confirmed) as value ${ofDebates} and not sides_confirmed`),
  weights: part('weights', `select id::text as key, to_jsonb(importance) as value ${ofDebates} and importance <> 0`),
  kept: part(
    'kept',
    `select id::text as key, jsonb_build_array(panel_kept, room_kept) as value ${ofDebates} and (panel_kept or room_kept)`,
  ),
  here: part('here', `select kind || ':' || object_id as key, 'true'::jsonb as value from availabilities where round_id = $1`),
  run: part('run', `select 'run' as key, to_jsonb(r) - 'round_id' as value from draw_runs r where round_id = $1`),
  ahead: part(
    'ahead',
    `select id::text as key, jsonb_build_array(importance, bracket_min, bracket_max, room_rank, liveness, panel_kept) as value
     from preformed_panels where round_id = $1`,
  ),
  seatsAhead: part(
    'seatsAhead',
    `select adjudicator_id::text as key, jsonb_agg(${seatOf('panel_id')} order by panel_id) as value
     from preformed_panel_adjudicators join preformed_panels p on p.id = panel_id where round_id = $1 group by adjudicator_id`,
  ),
};

/** These parts of the round as they are now; a query each, in one trip. */
export async function read(db: Queryable, roundId: RoundId, parts: readonly RoundPart[]): Promise<RoundState> {
  const states = parts.map(async (name) => {
    const rows = await db.run(queries[name], { roundId });
    return [name, new Map(rows.map(({ key, value }) => [key, value]))] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

interface Change extends ByRound {
  /** Keys and values as JSON: what shall stand there. */
  readonly rows: readonly Row[];
}

const change = (name: string, text: string): Query<Change, unknown> =>
  textQuery(
    `roundState.${name}`,
    `with wanted as (select key, value from jsonb_to_recordset($2::jsonb) as w(key text, value jsonb) where $1::int is not null) ${text}`,
    ({ roundId, rows }) => [roundId, JSON.stringify(rows)],
  );

const gone = `value is null or value = 'null'::jsonb`;
const seats = `from wanted, jsonb_array_elements(case when ${gone} then '[]' else value end) as seat`;
const flagsOf = (json: string): string => `array(select jsonb_array_elements_text(${json}))`;
const ofWanted = 'from wanted where debates.id = key::int and round_id = $1';

/** The statements of each part in order: first what makes room, then what takes it. */
const steps: readonly (readonly [RoundPart, Query<Change, unknown>])[] = [
  ['here', change('hereGone', `delete from availabilities using wanted where round_id = $1 and kind || ':' || object_id = key`)],
  [
    'here',
    change(
      'here',
      `insert into availabilities (round_id, kind, object_id) select $1, split_part(key, ':', 1), split_part(key, ':', 2)::int from wanted where not (${gone})`,
    ),
  ],
  ['debates', change('debatesGone', `delete from debates using wanted where round_id = $1 and id = key::int and (${gone})`)],
  [
    'debates',
    change(
      'debates',
      `insert into debates (id, round_id, bracket, room_rank, flags)
       select key::int, $1, (value->>0)::float8, (value->>1)::int, ${flagsOf('value->2')} from wanted where not (${gone})
       on conflict (id) do update set bracket = excluded.bracket, room_rank = excluded.room_rank, flags = excluded.flags`,
    ),
  ],
  [
    'teams',
    change(
      'teamsGone',
      `delete from debate_teams t using wanted, debates d where team_id = key::int and d.id = t.debate_id and d.round_id = $1`,
    ),
  ],
  [
    'teams',
    change(
      'teams',
      `insert into debate_teams (debate_id, team_id, side, flags)
       select (seat->>0)::int, key::int, (seat->>1)::int, ${flagsOf('seat->2')} ${seats}`,
    ),
  ],
  [
    'panels',
    change(
      'panelsGone',
      `delete from debate_adjudicators a using wanted, debates d where adjudicator_id = key::int and d.id = a.debate_id and d.round_id = $1`,
    ),
  ],
  [
    'panels',
    change(
      'panels',
      `insert into debate_adjudicators (debate_id, adjudicator_id, type, pinned)
       select (seat->>0)::int, key::int, seat->>1, coalesce((seat->>2)::boolean, false) ${seats}`,
    ),
  ],
  ['rooms', change('roomsGone', `update debates set venue_id = null ${ofWanted}`)],
  ['rooms', change('rooms', `update debates set venue_id = (value#>>'{}')::int ${ofWanted} and not (${gone})`)],
  ['sides', change('sides', `update debates set sides_confirmed = coalesce((value#>>'{}')::boolean, true) ${ofWanted}`)],
  ['weights', change('weights', `update debates set importance = coalesce((value#>>'{}')::float8, 0) ${ofWanted}`)],
  [
    'kept',
    change(
      'kept',
      `update debates set panel_kept = coalesce((value->>0)::boolean, false), room_kept = coalesce((value->>1)::boolean, false) ${ofWanted}`,
    ),
  ],
  [
    'round',
    change(
      'round',
      `, now as (
         select to_jsonb(r) || coalesce((select jsonb_object_agg(key, value) from wanted), '{}'::jsonb) as row from rounds r where id = $1)
       update rounds set draw_status = row->>'draw_status', draw_published_at = (row->>'draw_published_at')::timestamptz,
         panels_held = (row->>'panels_held')::boolean, completed = (row->>'completed')::boolean,
         motions_released = (row->>'motions_released')::boolean, starts_at = (row->>'starts_at')::timestamptz, publish_at = null, hall_since = null
       from now where id = $1`,
    ),
  ],
  ['ahead', change('aheadGone', `delete from preformed_panels using wanted where round_id = $1 and id = key::int and (${gone})`)],
  [
    'ahead',
    change(
      'ahead',
      `insert into preformed_panels (id, round_id, importance, bracket_min, bracket_max, room_rank, liveness, panel_kept)
       select key::int, $1, (value->>0)::float8, (value->>1)::float8, (value->>2)::float8, (value->>3)::int, (value->>4)::int, (value->>5)::boolean
       from wanted where not (${gone})
       on conflict (id) do update set importance = excluded.importance, panel_kept = excluded.panel_kept, version = preformed_panels.version + 1`,
    ),
  ],
  [
    'seatsAhead',
    change(
      'seatsAheadGone',
      `, left_behind as (
         delete from preformed_panel_adjudicators a using wanted, preformed_panels p
         where adjudicator_id = key::int and p.id = a.panel_id and p.round_id = $1 returning a.panel_id)
       update preformed_panels set version = version + 1 where id in (select panel_id from left_behind)`,
    ),
  ],
  [
    'seatsAhead',
    change(
      'seatsAhead',
      `, taken as (
         insert into preformed_panel_adjudicators (panel_id, adjudicator_id, type, pinned)
         select (seat->>0)::int, key::int, seat->>1, coalesce((seat->>2)::boolean, false) ${seats} returning panel_id)
       update preformed_panels set version = version + 1 where id in (select panel_id from taken)`,
    ),
  ],
  ['run', change('runGone', 'delete from draw_runs using wanted where round_id = $1')],
  [
    'run',
    change(
      'run',
      `insert into draw_runs select r.* from wanted, jsonb_populate_record(null::draw_runs, value || jsonb_build_object('round_id', $1::int)) r where not (${gone})`,
    ),
  ],
];

const touch = textQuery<{ readonly ids: readonly number[] }, unknown>(
  'roundState.touch',
  'update debates set version = version + 1 where id = any($1::int[])',
  ({ ids }) => [[...ids]],
);

/** Puts under each key what shall stand there; open boards see by their versions which debates were touched. */
export async function write(
  tx: Queryable,
  { roundId, touched }: { readonly roundId: RoundId; readonly touched: readonly DebateId[] },
  wanted: RoundState,
): Promise<void> {
  for (const [name, query] of steps) {
    const rows = [...(wanted[name] ?? [])].map(([key, value]) => ({ key, value }));
    if (rows.length > 0) await tx.run(query, { roundId, rows });
  }
  await tx.run(touch, { ids: touched });
}
