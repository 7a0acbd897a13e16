import type { RoundId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { RoundFacts } from '../rules/round-stage.ts';
import type { Tournament } from '../rules/tournament.ts';
import { countsOf } from '../store/round-facts.ts';
import type { Tab } from '../tab.ts';

const nothingCounted = {
  teams: 0,
  adjudicators: 0,
  venues: 0,
  debates: 0,
  withoutChair: 0,
  withoutVenue: 0,
  withClash: 0,
  ballotsConfirmed: 0,
  ballotsPostponed: 0,
  ballotsToConfirm: 0,
};

/** How far every round is and what stands in its way, by one query. */
export async function factsOf(tab: Tab, tournament: Tournament, rounds: readonly Round[]): Promise<Map<RoundId, RoundFacts>> {
  const counts = await countsOf(tab.db, tournament.id);
  const { settings } = tournament;
  return new Map(
    rounds.map((round) => [
      round.id,
      {
        ...round,
        ...(counts.get(round.id) ?? nothingCounted),
        teamsInDebate: settings.teams_in_debate,
        allowsByes: settings.bye_team_selection !== 'off',
        earlierOpen: rounds.filter((other) => other.seq < round.seq && !other.isCompleted).map(({ name }) => name),
      },
    ]),
  );
}
