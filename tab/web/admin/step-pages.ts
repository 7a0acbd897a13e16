import { invariant } from '#kit/errors/invariant.ts';
import type { Html } from '#kit/html/html.ts';
import { factsOf } from '../../round/facts.ts';
import type { RoundPlace } from '../../round/find.ts';
import { toldWishes } from '../../round/room-field.ts';
import { progressOf, resultsOf, verdictOf } from '../../round/results.ts';
import { availabilityCounts, availabilityWarnings, debatingAndBypassing } from '../../rules/availability.ts';
import { isBye } from '../../rules/debate.ts';
import { previousRound } from '../../rules/round.ts';
import type { Round } from '../../rules/round.ts';
import { sideName } from '../../rules/side-names.ts';
import type { SideName } from '../../rules/side-names.ts';
import type { Settings } from '../../rules/settings.ts';
import type { StepName } from '../../rules/round-stage.ts';
import { roomSizeOf, roomSizes } from '../../rules/draw/room-sizes.ts';
import * as availabilities from '../../store/availabilities.ts';
import { ironTeams } from '../../store/ballots.ts';
import * as debates from '../../store/debates.ts';
import * as kept from '../../store/kept.ts';
import * as people from '../../store/people.ts';
import * as roomWishes from '../../store/room-wishes.ts';
import type { RoomWishes } from '../../store/room-wishes.ts';
import * as teams from '../../store/teams.ts';
import * as venues from '../../store/venues.ts';
import type { Tab } from '../../tab.ts';
import { checksOf, showDraw } from './draw-step.ts';
import { eventOf } from './event.ts';
import { showPanels } from './panels-page.ts';
import { availabilityPage } from './views/availability.ts';
import { ballotsPage } from './views/ballots.ts';
import type { PageFault, Visitor } from './views/frame.ts';
import { publishPage } from './views/publish.ts';
import { roomsPage } from './views/rooms.ts';
import type { StepFrame } from './views/step.ts';

/** A round, who looks at it, and what was refused. */
export interface StepVisit extends RoundPlace {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
}

/** The page of one step. Each reads a fixed number of queries. */
export async function stepPage(tab: Tab, visit: StepVisit, step: StepName): Promise<Html> {
  return pages[step](tab, visit, await frameOf(tab, visit));
}

/** What every page of the round has around it. */
export async function frameOf(tab: Tab, { tournament, rounds, round, visitor, fault }: StepVisit): Promise<StepFrame> {
  const facts = (await factsOf(tab, tournament, rounds)).get(round.id);
  invariant(facts !== undefined, 'every round has facts');
  return { visitor, fault, facts, round, event: eventOf(tournament, rounds, round), sides: sidesOf(tournament.settings) };
}

/** The sides of a debate in the tournament's words. */
export function sidesOf({ teams_in_debate: teamCount, side_names: names }: Settings): SideName[] {
  return Array.from({ length: teamCount }, (_side, side) => sideName(side, teamCount, names));
}

type StepPage = (tab: Tab, visit: StepVisit, frame: StepFrame) => Promise<Html>;

const pages: Record<StepName, StepPage> = {
  available: showAvailability,
  draw: showDraw,
  panels: showPanels,
  check: showPanels,
  sides: showDraw,
  rooms: showRooms,
  publish: showPublish,
  ballots: showBallots,
  results: showBallots,
};

async function showAvailability(tab: Tab, { tournament, round, rounds }: StepVisit, frame: StepFrame): Promise<Html> {
  const previous = previousRound(round, rounds);
  const [teamRows, judges, rooms, present, before, counted] = await Promise.all([
    teams.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
    venues.ofTournament(tab.db, tournament.id),
    availabilities.ofRound(tab.db, round.id),
    previous === null ? nobody : availabilities.ofRound(tab.db, previous.id),
    factsOf(tab, tournament, rounds),
  ]);
  const { teams_in_debate: teamsInDebate, bye_team_selection: byes } = tournament.settings;
  const idsOf = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id);
  const counts = availabilityCounts(
    {
      team: { all: idsOf(teamRows), now: present.team, previous: before.team },
      adjudicator: { all: idsOf(judges), now: present.adjudicator, previous: before.adjudicator },
      venue: { all: idsOf(rooms), now: present.venue, previous: before.venue },
    },
    teamsInDebate,
  );
  const last = previous === null ? undefined : counted.get(previous.id);
  const openResults = last === undefined || last.isCompleted ? 0 : last.debates - last.ballotsConfirmed;
  const isEmpty = counts.team.now + counts.adjudicator.now === 0;
  const warnings = isEmpty
    ? []
    : availabilityWarnings(counts, {
        teamsInDebate,
        openResults,
        hasByes: byes !== 'off' || roomSizes(counts.team.now, roomSizeOf(tournament.settings)) !== null,
      });
  const ticks = (
    rows: readonly { readonly id: number; readonly name: string; readonly institution?: string | null }[],
    ids: ReadonlySet<number>,
  ) => rows.map(({ id, name, institution }) => ({ id, name, detail: institution ?? null, isIn: ids.has(id) }));
  const lists = [
    { kind: 'team', title: 'Teams', ticks: ticks(teamRows, present.team), count: counts.team },
    { kind: 'adjudicator', title: 'Adjudicators', ticks: ticks(judges, present.adjudicator), count: counts.adjudicator },
    { kind: 'venue', title: 'Rooms', ticks: ticks(rooms, present.venue), count: counts.venue },
  ] as const;
  return availabilityPage(frame, {
    lists,
    warnings,
    hasPrevious: previous !== null,
    bypass: bypassOf(frame, { previous, teamsInDebate }),
  });
}

/** How many of the break wait for the next round; null where all debate. */
function bypassOf({ facts, round }: StepFrame, { previous, teamsInDebate }: { previous: Round | null; teamsInDebate: number }) {
  if (round.stage === 'P' || previous?.stage === 'E' || facts.teams === 0) return null;
  const parted = debatingAndBypassing(facts.teams, teamsInDebate);
  return parted.bypass > 0 ? parted : null;
}

const none: ReadonlySet<number> = new Set();
const nobody = { team: none, adjudicator: none, venue: none };

async function showRooms(tab: Tab, visit: StepVisit, frame: StepFrame): Promise<Html> {
  const { tournament, round } = visit;
  const [rooms, all, present, wishes, { rooms: keptRooms }] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    venues.ofTournament(tab.db, tournament.id),
    availabilities.ofRound(tab.db, round.id),
    roomWishes.ofTournament(tab.db, tournament.id),
    kept.ofRound(tab.db, round.id),
  ]);
  return roomsPage(frame, {
    rows: rooms
      .filter((debate) => !isBye(debate))
      .map((debate) => ({ debate, wishes: toldWishes(debate, wishes), isKept: keptRooms.has(debate.id) })),
    checks: checksOf(visit, rooms, present),
    venues: all.filter((venue) => present.venue.has(venue.id) || rooms.some((debate) => debate.venue?.id === venue.id)),
    rooms: new Map(wishes.rooms.map((room) => [room.id, { ...room, categories: categoriesOf(room.id, wishes) }])),
    by: tournament.settings,
  });
}

function categoriesOf(venueId: number, { members, categories }: RoomWishes): string[] {
  const own = new Set(members.filter((member) => member.venueId === venueId).map(({ category }) => category));
  return categories.filter(({ id }) => own.has(id)).map(({ name }) => name);
}

async function showPublish(tab: Tab, { tournament, round }: StepVisit, frame: StepFrame): Promise<Html> {
  const rooms = await debates.ofRound(tab.db, round.id);
  return publishPage(frame, { debates: rooms, isOnPublicSite: tournament.settings.public_draw !== 'off', timezone: tournament.timezone });
}

async function showBallots(tab: Tab, { tournament, round, rounds }: StepVisit, frame: StepFrame): Promise<Html> {
  const before = previousRound(round, rounds);
  const [all, irons] = await Promise.all([resultsOf(tab, round), ironTeams(tab.db, [round.id, ...(before === null ? [] : [before.id])])]);
  const outcomes = all.filter(({ debate }) => !isBye(debate));
  return ballotsPage(frame, {
    outcomes: outcomes.map((outcome) => ({ ...outcome, ...verdictOf(outcome, { tournament, round, rounds }) })),
    ironNow: new Set(irons.filter(({ roundId }) => roundId === round.id).map(({ teamId }) => teamId)),
    ironBefore: new Set(irons.filter(({ roundId }) => roundId === before?.id).map(({ teamId }) => teamId)),
    progress: progressOf(outcomes, tab.clock.nowMs()),
    timezone: tournament.timezone,
  });
}
