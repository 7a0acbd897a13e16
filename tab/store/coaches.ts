import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { PersonId, RoundId, TeamId } from '../rules/ids.ts';

/** Where a team or an adjudicator of the coach's institution debates in a published round that is not over. */
export interface FollowedDebate {
  readonly teamId: TeamId | null;
  readonly judgeId: PersonId | null;
  readonly name: string;
  readonly roundId: RoundId;
  readonly round: string;
  readonly startsAt: Date | null;
  readonly room: string | null;
  readonly side: number | null;
  readonly teams: number;
  readonly areSidesConfirmed: boolean;
  readonly place: PanelPlace | null;
}

// Text: teams and adjudicators are one list.
const followedQuery = textQuery<{ coachId: PersonId }, FollowedDebate>(
  'coaches.followed',
  `with own as (select institution_id as id from coaches where id = $1), here as (
     select t.id as "teamId", null::int as "judgeId", t.short_name as name, dt.debate_id, dt.side, null as place
     from own join teams t on t.institution_id = own.id join debate_teams dt on dt.team_id = t.id
     union all
     select null, p.id, p.name, da.debate_id, null, da.type
     from own join adjudicators a on a.institution_id = own.id join people p on p.id = a.id join debate_adjudicators da on da.adjudicator_id = p.id)
   select here."teamId", here."judgeId", here.name, r.id as "roundId", r.name as round, r.starts_at as "startsAt", v.display_name as room, here.side,
     (select count(*)::int from debate_teams o where o.debate_id = d.id) as teams, d.sides_confirmed as "areSidesConfirmed", here.place
   from here join debates d on d.id = here.debate_id join rounds r on r.id = d.round_id left join venues v on v.id = d.venue_id
   where r.draw_status = 'R' and not r.completed and r.tournament_id = (select tournament_id from people where id = $1)
   order by r.seq, here."judgeId" nulls first, here.name limit 500`,
  ({ coachId }) => [coachId],
);

/** Teams first, then adjudicators, round by round; one query. */
export function followed(db: Queryable, coachId: PersonId): Promise<FollowedDebate[]> {
  return db.run(followedQuery, { coachId });
}
