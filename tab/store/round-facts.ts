import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { RoundId, TournamentId } from '../rules/ids.ts';

/** What has been counted of one round. */
export interface RoundCounts {
  readonly roundId: RoundId;
  readonly teams: number;
  readonly adjudicators: number;
  readonly venues: number;
  readonly debates: number;
  readonly withoutChair: number;
  readonly withoutVenue: number;
  readonly withClash: number;
  readonly ballotsConfirmed: number;
  readonly ballotsPostponed: number;
  readonly ballotsToConfirm: number;
  /** Of the teams that are in: how many have each side before the draw, and how many none. */
  readonly onFirstSide: number;
  readonly onSecondSide: number;
  readonly withoutSide: number;
  /** Debates whose sides are not final. */
  readonly sidesOpen: number;
}

// Text: counts of four tables side by side, each grouped before it is joined.
const ofTournament = textQuery<{ tournamentId: TournamentId }, RoundCounts>(
  'roundFacts.ofTournament',
  `with these_rounds as (select id, stage, break_category_id from rounds where tournament_id = $1),
  here as (
    select a.round_id, count(*) filter (where kind = 'team')::int as teams, count(*) filter (where kind = 'adjudicator')::int as adjudicators,
           count(*) filter (where kind = 'venue')::int as venues,
           count(*) filter (where kind = 'team' and s.side = 0)::int as "onFirstSide",
           count(*) filter (where kind = 'team' and s.side = 1)::int as "onSecondSide"
    from availabilities a left join team_side_allocations s on a.kind = 'team' and s.round_id = a.round_id and s.team_id = a.object_id
    where a.round_id in (select id from these_rounds) group by a.round_id),
  rooms as (
    select d.id, d.round_id, d.venue_id, d.result_status, d.sides_confirmed,
           exists (select from debate_adjudicators a where a.debate_id = d.id and a.type = 'C') as has_chair,
           exists (
             select from debate_adjudicators a join debate_teams t on t.debate_id = a.debate_id
             where a.debate_id = d.id and (
               exists (select from adjudicator_team_conflicts c where c.adjudicator_id = a.adjudicator_id and c.team_id = t.team_id)
               or exists (select from adjudicator_institution_conflicts ac join team_institution_conflicts tc using (institution_id)
                          where ac.adjudicator_id = a.adjudicator_id and tc.team_id = t.team_id))) as has_clash,
           exists (select from ballots b where b.debate_id = d.id and not b.confirmed and not b.discarded) as has_draft
    from debates d where d.round_id in (select id from these_rounds) and d.bracket >= 0),
  counted as (
    select round_id, count(*)::int as debates, count(*) filter (where not has_chair)::int as "withoutChair",
           count(*) filter (where venue_id is null)::int as "withoutVenue", count(*) filter (where has_clash)::int as "withClash",
           count(*) filter (where not sides_confirmed)::int as "sidesOpen",
           count(*) filter (where result_status = 'C')::int as "ballotsConfirmed",
           count(*) filter (where result_status = 'P')::int as "ballotsPostponed",
           count(*) filter (where result_status not in ('C', 'P') and has_draft)::int as "ballotsToConfirm"
    from rooms group by round_id),
  broken as (
    select category_id, count(*)::int as teams from breaking_teams
    where break_rank is not null and category_id in (select break_category_id from these_rounds) group by category_id)
  select r.id as "roundId", coalesce(case when r.stage = 'E' then broken.teams else here.teams end, 0) as teams,
         coalesce(adjudicators, 0) as adjudicators, coalesce(venues, 0) as venues, coalesce(debates, 0) as debates,
         coalesce("withoutChair", 0) as "withoutChair", coalesce("withoutVenue", 0) as "withoutVenue", coalesce("withClash", 0) as "withClash",
         coalesce("ballotsConfirmed", 0) as "ballotsConfirmed", coalesce("ballotsPostponed", 0) as "ballotsPostponed",
         coalesce("ballotsToConfirm", 0) as "ballotsToConfirm", coalesce("onFirstSide", 0) as "onFirstSide",
         coalesce("onSecondSide", 0) as "onSecondSide", coalesce(here.teams - "onFirstSide" - "onSecondSide", 0) as "withoutSide",
         coalesce("sidesOpen", 0) as "sidesOpen"
  from these_rounds r left join here on here.round_id = r.id left join counted on counted.round_id = r.id
  left join broken on broken.category_id = r.break_category_id`,
  ({ tournamentId }) => [tournamentId],
);

/** The counts of every round, by round. */
export async function countsOf(db: Queryable, tournamentId: TournamentId): Promise<Map<RoundId, RoundCounts>> {
  const rows = await db.run(ofTournament, { tournamentId });
  return new Map(rows.map((row) => [row.roundId, row]));
}
