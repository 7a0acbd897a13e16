import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { SessionCounts } from '../rules/whole-session.ts';

const appliedQuery = textQuery<object, { name: string }>(
  'whole.applied',
  'select name from lab_migrations order by name limit 10000',
  () => [],
);

/** The steps that made these tables. */
export async function appliedSteps(db: Queryable): Promise<string[]> {
  return (await db.run(appliedQuery, {})).map(({ name }) => name);
}

const sessionIdsQuery = textQuery<object, { id: number }>(
  'whole.sessions',
  'select id from lab_session order by id limit 1000000',
  () => [],
);

export async function sessionIds(db: Queryable): Promise<number[]> {
  return (await db.run(sessionIdsQuery, {})).map(({ id }) => id);
}

// Text: one statement, so that all counts are of one moment, also while the session is played.
const countsQuery = textQuery<{ id: number }, SessionCounts>(
  'whole.counts',
  `with person as (select id, page_index from lab_participant where session_id = $1)
   select s.code, s.num_participants as seats, (select count(*)::int from person) as people,
     (select count(*)::int from lab_subsession where session_id = $1) as rounds,
     (select count(*)::int from lab_player where participant_id in (select id from person)) as players,
     (select count(*)::int from lab_page_time where participant_id in (select id from person)) as "pagesLeft",
     (select count(*)::int from person where page_index not between 0 and s.max_page_index + 1) as astray,
     (select count(*)::int from person p join lab_player pl on pl.participant_id = p.id join lab_group g on g.id = pl.group_id
      where g.session_id <> $1 or g.sub <> pl.sub) as "inWrongGroup"
   from lab_session s where s.id = $1`,
  ({ id }) => [id],
);

/** What there is of a session; null when it is gone. */
export function sessionCounts(db: Queryable, id: number): Promise<SessionCounts | null> {
  return db.maybeOne(countsQuery, { id });
}
