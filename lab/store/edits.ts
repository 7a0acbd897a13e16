import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** One value that the desk sets in somebody's round. */
export interface Edit {
  readonly sessionId: number;
  readonly code: string;
  readonly sub: number;
  readonly owner: 'player' | 'group' | 'subsession';
  readonly key: string;
  /** What the organiser saw, as JSON; another value there means that somebody was faster. */
  readonly old: string;
  readonly value: string;
}

// Text: JSON is compared and set by key. Everybody who may have read the value gets another `rev`, so a page that is being decided at this
// moment is decided again.
const statements = {
  player: `with changed as (
      update lab_player l set data = jsonb_set(l.data, array[$4::text], $6::jsonb) from lab_participant p
      where p.session_id = $1 and p.code = $2 and l.participant_id = p.id and l.sub = $3 and coalesce(l.data -> $4, 'null') = $5::jsonb
      returning l.group_id),
    who as (select participant_id as id from lab_player where group_id in (select group_id from changed))`,
  group: `with changed as (
      update lab_group g set data = jsonb_set(g.data, array[$4::text], $6::jsonb), rev = g.rev + 1 from lab_participant p, lab_player l
      where p.session_id = $1 and p.code = $2 and l.participant_id = p.id and l.sub = $3 and g.id = l.group_id
        and coalesce(g.data -> $4, 'null') = $5::jsonb
      returning g.id),
    who as (select participant_id as id from lab_player where group_id in (select id from changed))`,
  subsession: `with changed as (
      update lab_subsession s set data = jsonb_set(s.data, array[$4::text], $6::jsonb)
      where s.session_id = $1 and s.sub = $3 and $2 <> '' and coalesce(s.data -> $4, 'null') = $5::jsonb
      returning s.session_id),
    who as (select id from lab_participant where session_id in (select session_id from changed))`,
} as const;

const bind = ({ sessionId, code, sub, key, old, value }: Edit): unknown[] => [sessionId, code, sub, key, old, value];

const queries = {
  player: setter('player'),
  group: setter('group'),
  subsession: setter('subsession'),
} as const;

function setter(owner: keyof typeof statements) {
  return textQuery<Edit, { people: number }>(
    `edits.${owner}`,
    `${statements[owner]}, told as (update lab_participant set rev = rev + 1 where id in (select id from who) returning 1)
     select count(*)::int as people from told`,
    bind,
  );
}

/** Sets one value. False when it was no longer what the organiser saw, or there is nobody of that code. */
export async function edit(db: Queryable, wish: Edit): Promise<boolean> {
  return (await db.one(queries[wish.owner], wish)).people > 0;
}

interface PersonEdit {
  readonly sessionId: number;
  readonly code: string;
  readonly label: string | null;
  readonly status: string;
}

const personQuery = textQuery<PersonEdit, { number: number }>(
  'edits.person',
  `update lab_participant set label = $3, status = $4, rev = rev + 1 where session_id = $1 and code = $2 returning number`,
  ({ sessionId, code, label, status }) => [sessionId, code, label, status],
);

/** Gives somebody another label and status. False when there is nobody of that code. Throws on a label that somebody else has. */
export async function describePerson(db: Queryable, wish: PersonEdit): Promise<boolean> {
  return (await db.maybeOne(personQuery, wish)) !== null;
}

/** A participant, and in which session they are. */
export interface KnownPerson {
  readonly sessionId: number;
  readonly session: string;
  readonly label: string | null;
  readonly status: string;
}

const byCodeQuery = textQuery<{ code: string }, KnownPerson>(
  'edits.byCode',
  `select p.session_id as "sessionId", s.code as session, p.label, p.status from lab_participant p join lab_session s on s.id = p.session_id
   where p.code = $1`,
  ({ code }) => [code],
);

/** Null when there is nobody of that code. */
export function personOf(db: Queryable, code: string): Promise<KnownPerson | null> {
  return db.maybeOne(byCodeQuery, { code });
}

// Text: an array is bound.
const codesQuery = textQuery<{ sessionId: number; codes: readonly string[] }, { code: string }>(
  'edits.codes',
  'select code from lab_participant where session_id = $1 and code = any($2::text[]) order by number limit 20000',
  ({ sessionId, codes }) => [sessionId, codes],
);

/** Those of the codes that are participants of the session. */
export async function codesOf(db: Queryable, wish: { readonly sessionId: number; readonly codes: readonly string[] }): Promise<string[]> {
  return (await db.run(codesQuery, wish)).map(({ code }) => code);
}
