import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId } from '../rules/ids.ts';

/** A published debate that concerns one person: as a judge, or as a speaker of one of its teams. */
export interface OwnDebate {
  readonly debateId: DebateId;
  readonly roundId: RoundId;
  readonly roundSeq: number;
  readonly roundName: string;
  readonly isCompleted: boolean;
  readonly isSilent: boolean;
  readonly startsAt: Date | null;
  readonly venue: string | null;
  /** The seat on the panel; null for speakers. */
  readonly place: PanelPlace | null;
  /** The team's side; null for judges. */
  readonly side: number | null;
  readonly resultStatus: 'N' | 'P' | 'D' | 'C';
  /** The person's own newest ballot that was not thrown away: version and time; null when they sent none. */
  readonly ownVersion: number | null;
  readonly ownIntent: string | null;
  readonly ownSentAt: Date | null;
}

// Text: two ways to belong to a debate are one list.
const ofPersonQuery = textQuery<{ personId: PersonId }, OwnDebate>(
  'personal.debatesOf',
  `with mine as (
     select debate_id, type as place, null::int as side from debate_adjudicators where adjudicator_id = $1
     union all
     select dt.debate_id, null, dt.side from debate_teams dt join speakers s on s.team_id = dt.team_id where s.id = $1)
   select d.id as "debateId", r.id as "roundId", r.seq as "roundSeq", r.name as "roundName", r.completed as "isCompleted", r.silent as "isSilent",
          r.starts_at as "startsAt", v.display_name as venue, mine.place, mine.side, d.result_status as "resultStatus",
          own.version as "ownVersion", own.intent as "ownIntent", own.created_at as "ownSentAt"
   from mine join debates d on d.id = mine.debate_id join rounds r on r.id = d.round_id left join venues v on v.id = d.venue_id
   left join lateral (
     select version, intent, created_at from ballots b
     where b.debate_id = d.id and b.submitter = 'person:' || $1::int and not b.discarded order by version desc limit 1) own on true
   where r.draw_status = 'R' order by r.seq desc, d.id limit 100`,
  ({ personId }) => [personId],
);

/** The newest round first; rounds whose draw is not published are left out. */
export function debatesOf(db: Queryable, personId: PersonId): Promise<OwnDebate[]> {
  return db.run(ofPersonQuery, { personId });
}
