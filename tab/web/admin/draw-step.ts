import type { Html } from '#kit/html/html.ts';
import { panelFormat } from '../../round/allocation.ts';
import type { RoundPlace } from '../../round/find.ts';
import { lastStanding } from '../../round/undo.ts';
import type { Debate } from '../../rules/debate.ts';
import { roundChecks } from '../../rules/round-checks.ts';
import type { RoundCheck } from '../../rules/round-checks.ts';
import { roomSizeOf, smallestRoom } from '../../rules/draw/room-sizes.ts';
import * as availabilities from '../../store/availabilities.ts';
import type { Present } from '../../store/availabilities.ts';
import * as breaks from '../../store/breaks.ts';
import * as debates from '../../store/debates.ts';
import { runOf } from '../../store/draws.ts';
import * as teams from '../../store/teams.ts';
import type { Tab } from '../../tab.ts';
import { drawPage } from './views/draw.ts';
import type { StepFrame } from './views/step.ts';

/** The page of a draw: why it is so, what to look at, how it is changed. */
export async function showDraw(tab: Tab, place: RoundPlace, frame: StepFrame): Promise<Html> {
  const { tournament, round } = place;
  const [rooms, run, present, all, lastEdit] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    runOf(tab.db, round.id),
    availabilities.ofRound(tab.db, round.id),
    teams.ofTournament(tab.db, tournament.id),
    lastStanding(tab.db, place, 'draw_edited'),
  ]);
  const here = round.stage === 'E' ? await broken(tab, place) : present.team;
  const drawn = new Set(rooms.flatMap((debate) => debate.teams.map(({ id }) => id)));
  return drawPage(frame, {
    debates: rooms,
    run,
    unused: all.filter(({ id }) => here.has(id) && !drawn.has(id)),
    lastEdit: lastEdit && { words: lastEdit.entry.words ?? '', actor: lastEdit.entry.actor },
    checks: checksOf(place, rooms, present),
  });
}

async function broken(tab: Tab, { tournament, round }: RoundPlace): Promise<ReadonlySet<number>> {
  const breaking = await breaks.breaking(tab.db, tournament.id);
  return new Set(breaking.filter((row) => row.categoryId === round.categoryId && row.breakRank !== null).map(({ teamId }) => teamId));
}

/** What a director should look at in the round as it stands. */
export function checksOf({ tournament, round }: RoundPlace, rooms: readonly Debate[], present: Present): RoundCheck[] {
  return roundChecks({
    debates: rooms,
    teamsInDebate: smallestRoom(roomSizeOf(tournament.settings)),
    isVoting: panelFormat(tournament.settings, round) === 'voting',
    presentTeams: round.stage === 'E' ? null : present.team,
    presentAdjudicators: present.adjudicator,
    presentRooms: present.venue,
  });
}
