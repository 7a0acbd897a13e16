import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { TournamentId } from '../rules/ids.ts';

/** A row of a list of things: its id, what it is called, and its fields under the names of the API. */
export interface ListRow {
  readonly id: number;
  readonly label: string;
  readonly [field: string]: string | number | boolean | null | readonly number[];
}

interface OfTournament {
  readonly tournamentId: TournamentId;
}

/** The ids that a table holds for an owner, as one array. */
const members = (table: string, [owner, member]: readonly [string, string], id: string): string =>
  `coalesce((select array_agg(m.${member} order by m.${member}) from ${table} m where m.${owner} = ${id}), '{}')`;

const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const person = `p.name, coalesce(p.email, '') as email, p.phone, p.gender, p.pronoun, p.anonymous, p.code_name`;

interface ConflictList {
  readonly label: string;
  readonly joins: string;
}

const conflict = (table: string, [one, other]: readonly [string, string], { label, joins }: ConflictList): string =>
  `select c.id, ${label} as label, c.${one} as ${one.replace('_id', '')}, c.${other} as ${other.replace('_id', '')}, c.strength, c.source
   from ${table} c ${joins} order by label, c.id limit 20000`;

// Text: each list gathers what hangs on a row into an array, so that it is one query whatever the size.
const lists = {
  institutions: `select i.id, i.name as label, i.name, i.code, i.region
    from tournament_institutions ti join institutions i on i.id = ti.institution_id where ti.tournament_id = $1 order by i.name, i.id limit 2000`,
  teams: `select t.id, t.short_name as label, t.institution_id as institution, t.reference, t.short_reference, t.use_institution_prefix, t.code_name,
      coalesce(t.emoji, '') as emoji, t.seed, t.type, t.division, ${members('break_eligibilities', ['team_id', 'category_id'], 't.id')} as break_categories
    from teams t where t.tournament_id = $1 order by t.short_name, t.id limit 2000`,
  speakers: `select p.id, p.name as label, ${person}, s.team_id as team,
      ${members('speaker_eligibilities', ['speaker_id', 'category_id'], 'p.id')} as categories
    from speakers s join people p on p.id = s.id where p.tournament_id = $1 order by p.name, p.id limit 8000`,
  adjudicators: `select p.id, p.name as label, ${person}, a.institution_id as institution, a.base_score, a.trainee, a.independent, a.adj_core, a.breaking
    from adjudicators a join people p on p.id = a.id where p.tournament_id = $1 order by p.name, p.id limit 4000`,
  coaches: `select p.id, p.name as label, ${person}, c.institution_id as institution
    from coaches c join people p on p.id = c.id where p.tournament_id = $1 order by p.name, p.id limit 2000`,
  venues: `select v.id, v.name as label, v.name, v.priority, v.url, v.capacity, v.site, v.for_rank,
      ${members('venue_category_members', ['venue_id', 'category_id'], 'v.id')} as categories
    from venues v where v.tournament_id = $1 order by v.priority desc, v.name, v.id limit 2000`,
  'venue-categories': `select c.id, c.name as label, c.name, c.description, c.display_in_venue_name, c.display_in_public_tooltip,
      ${members('venue_category_members', ['category_id', 'venue_id'], 'c.id')} as venues
    from venue_categories c where c.tournament_id = $1 order by c.name, c.id limit 500`,
  'venue-constraints': `select c.id, coalesce(t.short_name, p.name, i.name) || ' – ' || k.name as label, c.category_id as category, c.priority,
      c.team_id as team, c.adjudicator_id as adjudicator, c.institution_id as institution
    from venue_constraints c join venue_categories k on k.id = c.category_id left join teams t on t.id = c.team_id
    left join people p on p.id = c.adjudicator_id left join institutions i on i.id = c.institution_id
    where c.tournament_id = $1 order by c.priority desc, label, c.id limit 5000`,
  'break-categories': `select c.id, c.name as label, c.name, c.slug, c.seq, c.break_size, c.reserve_size, c.is_general, c.priority, c.shown_limit as "limit", c.rule, c.filters,
      ${members('break_eligibilities', ['category_id', 'team_id'], 'c.id')} as teams
    from break_categories c where c.tournament_id = $1 order by c.seq limit 100`,
  'speaker-categories': `select c.id, c.name as label, c.name, c.slug, c.seq, c.shown_limit as "limit", c.is_public as public,
      ${members('speaker_eligibilities', ['category_id', 'speaker_id'], 'c.id')} as speakers
    from speaker_categories c where c.tournament_id = $1 order by c.seq limit 100`,
  rounds: `select r.id, r.name as label, r.seq, r.name, r.abbreviation, r.stage, r.draw_type, r.break_category_id as break_category, r.silent,
      r.feedback_weight, r.weight, ${moment('r.starts_at')} as starts_at
    from rounds r where r.tournament_id = $1 order by r.seq limit 200`,
  'score-criteria': `select c.id, c.name as label, c.seq, c.name, c.weight, c.min_score, c.max_score, c.step, c.required
    from score_criteria c where c.tournament_id = $1 order by c.seq limit 50`,
  'feedback-questions': `select q.id, q.name as label, q.seq, q.text, q.help_text, q.name, q.reference, q.answer_type, q.required, q.min_value, q.max_value,
      q.choices, q.from_adj, q.from_team, q.audience
    from feedback_questions q where q.tournament_id = $1 order by q.seq limit 100`,
  questions: `select q.id, q.name as label, q.subject, q.seq, q.text, q.help_text, q.name, q.answer_type, q.required, q.min_value, q.max_value, q.choices
    from questions q where q.tournament_id = $1 order by array_position(array['institution', 'coach', 'team', 'speaker', 'adjudicator'], q.subject), q.seq limit 500`,
  schedule: `select e.id, e.title as label, e.title, e.type, ${moment('e.start_time')} as start_time, ${moment('e.end_time')} as end_time, e.round_id as round
    from schedule_events e where e.tournament_id = $1 order by e.start_time, e.id limit 1000`,
  'adjudicator-team-conflicts': conflict('adjudicator_team_conflicts', ['adjudicator_id', 'team_id'], {
    label: `p.name || ' – ' || t.short_name`,
    joins: 'join people p on p.id = c.adjudicator_id and p.tournament_id = $1 join teams t on t.id = c.team_id',
  }),
  'adjudicator-adjudicator-conflicts': conflict('adjudicator_adjudicator_conflicts', ['adjudicator_id', 'other_id'], {
    label: `p.name || ' – ' || o.name`,
    joins: 'join people p on p.id = c.adjudicator_id and p.tournament_id = $1 join people o on o.id = c.other_id',
  }),
  'adjudicator-institution-conflicts': conflict('adjudicator_institution_conflicts', ['adjudicator_id', 'institution_id'], {
    label: `p.name || ' – ' || i.name`,
    joins: 'join people p on p.id = c.adjudicator_id and p.tournament_id = $1 join institutions i on i.id = c.institution_id',
  }),
  'team-institution-conflicts': conflict('team_institution_conflicts', ['team_id', 'institution_id'], {
    label: `t.short_name || ' – ' || i.name`,
    joins: 'join teams t on t.id = c.team_id and t.tournament_id = $1 join institutions i on i.id = c.institution_id',
  }),
} as const;

/** Every kind of thing that is set up by hand, as it stands in addresses. */
export type KindName = keyof typeof lists;

const byTournament = ({ tournamentId }: OfTournament): unknown[] => [tournamentId];
const listQueries = new Map(
  Object.entries(lists).map(([kind, text]) => [kind, textQuery<OfTournament, ListRow>(`setup.${kind}`, text, byTournament)]),
);

/** All things of a kind in a tournament, in the order that lists show. */
export async function listOf(db: Queryable, tournamentId: TournamentId, kind: KindName): Promise<ListRow[]> {
  const query = listQueries.get(kind);
  return query === undefined ? [] : db.run(query, { tournamentId });
}

const ownQueries = new Map(
  Object.entries(lists).map(([kind, text]) => [
    kind,
    textQuery<OfTournament & { readonly ids: readonly number[] }, { id: number }>(
      `setup.own.${kind}`,
      `select id from (${text}) own where id = any($2::int[])`,
      ({ tournamentId, ids }) => [tournamentId, ids],
    ),
  ]),
);

/** Which of the ids are things of this kind in this tournament. */
export async function ownIds(
  db: Queryable,
  tournamentId: TournamentId,
  { kind, ids }: { readonly kind: KindName; readonly ids: readonly number[] },
): Promise<ReadonlySet<number>> {
  const query = ownQueries.get(kind);
  const rows = query === undefined ? [] : await db.run(query, { tournamentId, ids });
  return new Set(rows.map(({ id }) => id));
}
