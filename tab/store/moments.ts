import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** A round of an active tournament that something is planned for. */
export interface PlannedRound {
  readonly slug: string;
  readonly tournament: string;
  readonly round: string;
  readonly seq: number;
  readonly publishAt: Date | null;
  readonly startsAt: Date | null;
  /** Speakers and adjudicators of the tournament. */
  readonly people: number;
}

// Text: one row a round that lies ahead, with a count beside it.
const plannedQuery = textQuery<{ now: Date }, PlannedRound>(
  'moments.planned',
  `select slug, tournaments.name as tournament, rounds.name as round, rounds.seq, starts_at as "startsAt",
     case when draw_status = 'C' then publish_at end as "publishAt",
     (select count(*)::int from people where people.tournament_id = tournaments.id and kind in ('speaker', 'adjudicator')) as people
   from rounds join tournaments on tournaments.id = rounds.tournament_id
   where active and not completed and ((draw_status = 'C' and publish_at >= $1) or starts_at >= $1)
   order by slug, rounds.seq limit 200`,
  ({ now }) => [now],
);

/** What lies ahead in all active tournaments; one query. */
export function plannedRounds(db: Queryable, now: Date): Promise<PlannedRound[]> {
  return db.run(plannedQuery, { now });
}
