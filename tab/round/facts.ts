import type { RoundId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { RoundFacts } from '../rules/round-stage.ts';
import type { Settings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import { roomSizeOf, roomSizes } from '../rules/draw/room-sizes.ts';
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
  onFirstSide: 0,
  onSecondSide: 0,
  withoutSide: 0,
  sidesOpen: 0,
};

/** How far every round is and what stands in its way, by one query. */
export async function factsOf(tab: Tab, tournament: Tournament, rounds: readonly Round[]): Promise<Map<RoundId, RoundFacts>> {
  const counts = await countsOf(tab.db, tournament.id);
  const { settings } = tournament;
  return new Map(
    rounds.map((round) => {
      const counted = counts.get(round.id) ?? nothingCounted;
      const facts = {
        ...round,
        ...counted,
        teamsInDebate: settings.teams_in_debate,
        allowsByes: settings.bye_team_selection !== 'off' || roomSizes(counted.teams, roomSizeOf(settings)) !== null,
        earlierOpen: rounds.filter((other) => other.seq < round.seq && !other.isCompleted).map(({ name }) => name),
        allocatedSides: usesAllocatedSides(round, settings)
          ? { first: counted.onFirstSide, second: counted.onSecondSide, missing: counted.withoutSide }
          : null,
        sidesToToss: round.stage === 'E' && settings.draw_side_allocations !== 'manual-ballot' ? counted.sidesOpen : null,
      };
      return [round.id, facts];
    }),
  );
}

/** Draws that follow the sides given beforehand; by hand and in round robins the sides come otherwise. */
function usesAllocatedSides({ drawType }: Round, { draw_side_allocations: way }: Settings): boolean {
  return way === 'preallocated' && (drawType === 'R' || drawType === 'P' || drawType === 'S');
}
