import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** What earlier sessions say about the next one. */
export interface EarlierPlay {
  /** Median seconds that people looked at a page of this recipe; null when nobody has. */
  readonly secondsAPage: number | null;
  /** The same of bots. */
  readonly botSecondsAPage: number | null;
  /** The most pages a second that were sent in ten seconds of a rehearsal; null when there was none. */
  readonly mostPages: number | null;
}

// Text: windows and percentiles. Only the newest sessions, so that it stays quick.
const earlierQuery = textQuery<{ config: string }, EarlierPlay>(
  'demand.earlier',
  `with recent as (
     select id, coalesce(label = 'rehearsal', false) as is_rehearsal from lab_session
     where config_name = $1 and not is_demo order by id desc limit 10),
   gaps as (
     select recent.is_rehearsal, page.is_wait,
       extract(epoch from page.completed_at - lag(page.completed_at) over (partition by page.participant_id order by page.page_index)) as seconds
     from recent join lab_participant person on person.session_id = recent.id join lab_page_time page on page.participant_id = person.id),
   rehearsals as (select id from lab_session where label = 'rehearsal' order by id desc limit 5),
   rates as (
     select count(*) / 10.0 as pages from rehearsals
     join lab_participant person on person.session_id = rehearsals.id join lab_page_time page on page.participant_id = person.id
     group by floor(extract(epoch from page.completed_at) / 10))
   select
     (select percentile_cont(0.5) within group (order by seconds) from gaps where not is_wait and not is_rehearsal and seconds is not null)::float8 as "secondsAPage",
     (select percentile_cont(0.5) within group (order by seconds) from gaps where not is_wait and is_rehearsal and seconds is not null)::float8 as "botSecondsAPage",
     (select max(pages) from rates)::float8 as "mostPages"`,
  ({ config }) => [config],
);

export function earlierPlay(db: Queryable, config: string): Promise<EarlierPlay> {
  return db.one(earlierQuery, { config });
}
