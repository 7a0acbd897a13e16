import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** Everything that a session has in the database, as a test looks at it. */
export interface SessionNow {
  readonly people: readonly PersonNow[];
  readonly groups: readonly { readonly number: number; readonly data: Record<string, unknown> }[];
  /** By page: how many are missing at a wait page, and whether it is over. */
  readonly waits: readonly { readonly page: number; readonly missing: number; readonly isOver: boolean; readonly hasFailed: boolean }[];
  readonly session: Record<string, unknown>;
}

export interface PersonNow {
  readonly number: number;
  readonly label: string | null;
  readonly visited: boolean;
  readonly page: number;
  readonly payoff: number;
  /** The payoffs of all rounds together. */
  readonly earned: number;
  /** Of the first round. */
  readonly data: Record<string, unknown>;
  /** The pages that were left, in order. */
  readonly left: readonly { readonly page: number; readonly isWait: boolean; readonly timedOut: boolean }[];
  /** Of which page, and in how many seconds it is up. */
  readonly clock: { readonly page: number; readonly seconds: number } | null;
}

const query = textQuery<{ sessionId: number }, SessionNow>(
  'interleaving.session',
  `select s.data as session,
    (select json_agg(json_build_object('number', p.number, 'label', p.label, 'visited', p.visited, 'page', p.page_index, 'payoff', p.payoff,
      'earned', (select sum(l.payoff) from lab_player l where l.participant_id = p.id),
      'data', (select l.data from lab_player l where l.participant_id = p.id and l.sub = 1),
      'left', (select coalesce(json_agg(json_build_object('page', t.page_index, 'isWait', t.is_wait, 'timedOut', t.timed_out) order by t.page_index), '[]')
        from lab_page_time t where t.participant_id = p.id),
      'clock', (select json_build_object('page', c.page_index, 'seconds', round(extract(epoch from c.deadline_at - clock_timestamp())))
        from lab_timer c where c.participant_id = p.id)) order by p.number) from lab_participant p where p.session_id = s.id) as people,
    (select json_agg(json_build_object('number', g.number, 'data', g.data) order by g.sub, g.number) from lab_group g where g.session_id = s.id) as groups,
    (select coalesce(json_agg(json_build_object('page', w.page_index, 'missing', w.missing, 'isOver', w.completed_at is not null,
      'hasFailed', w.failed_at is not null) order by w.page_index, w.group_id), '[]') from lab_wait w where w.session_id = s.id) as waits
  from lab_session s where s.id = $1`,
  ({ sessionId }) => [sessionId],
);

export function sessionNow(db: Queryable, sessionId: number): Promise<SessionNow> {
  return db.one(query, { sessionId });
}

const leftoversQuery = textQuery<{ sessionId: number }, { people: number; waits: number }>(
  'interleaving.leftovers',
  `select (select count(*)::int from lab_participant where session_id = $1) as people,
     (select count(*)::int from lab_wait where session_id = $1) as waits`,
  ({ sessionId }) => [sessionId],
);

/** What is still there of a session that was deleted. */
export function leftovers(db: Queryable, sessionId: number): Promise<{ people: number; waits: number }> {
  return db.one(leftoversQuery, { sessionId });
}

/** A group of a round, with the numbers of its members and the pages they are on. */
export interface GroupNow {
  readonly number: number;
  readonly data: Record<string, unknown>;
  readonly members: readonly number[];
  readonly pages: readonly number[];
}

const groupsQuery = textQuery<{ sessionId: number; sub: number }, GroupNow>(
  'interleaving.groups',
  `select g.number, g.data, json_agg(p.number order by l.seat) as members, json_agg(p.page_index order by l.seat) as pages
   from lab_group g join lab_player l on l.group_id = g.id and l.sub = g.sub join lab_participant p on p.id = l.participant_id
   where g.session_id = $1 and g.sub = $2 group by g.id order by g.number`,
  ({ sessionId, sub }) => [sessionId, sub],
);

export function groupsNow(db: Queryable, round: { readonly sessionId: number; readonly sub: number }): Promise<GroupNow[]> {
  return db.run(groupsQuery, round);
}
