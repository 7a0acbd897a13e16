import { teamPresence, windowStartMs, type TeamPresence } from '../rules/check-in/presence.ts';
import type { TeamId } from '../rules/ids.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as checkIns from '../store/check-ins.ts';
import type { PersonAtDoor, RoomAtDoor } from '../store/check-ins.ts';
import type { Tab } from '../tab.ts';

export type { PersonAtDoor, RoomAtDoor };

export interface TeamAtDoor {
  readonly id: TeamId;
  readonly name: string;
  readonly institution: string | null;
  readonly presence: TeamPresence;
  readonly speakers: readonly PersonAtDoor[];
}

/** Who is here, and who is not. */
export interface Door {
  readonly teams: readonly TeamAtDoor[];
  readonly adjudicators: readonly PersonAtDoor[];
}

/** Since when check-ins of people count. */
export function peopleSince(tab: Pick<Tab, 'clock'>, { settings }: Tournament): Date {
  return new Date(windowStartMs(tab.clock.nowMs(), settings.checkin_window_people));
}

/** Since when check-ins of rooms count. */
export function roomsSince(tab: Pick<Tab, 'clock'>, { settings }: Tournament): Date {
  return new Date(windowStartMs(tab.clock.nowMs(), settings.checkin_window_venues));
}

/** Everybody of the tournament at the door; one query. */
export async function readDoor(tab: Tab, tournament: Tournament): Promise<Door> {
  const everybody = await checkIns.people(tab.db, { tournamentId: tournament.id, since: peopleSince(tab, tournament) });
  const byTeam = Map.groupBy(everybody, ({ teamId }) => teamId);
  const teams = [...byTeam].flatMap(([id, speakers]) => (id === null ? [] : teamOf(id, speakers, tournament)));
  return { teams, adjudicators: everybody.filter(({ kind }) => kind === 'adjudicator') };
}

function teamOf(id: TeamId, speakers: readonly PersonAtDoor[], { settings }: Tournament): TeamAtDoor {
  const here = speakers.filter(({ at }) => at !== null).length;
  const [first] = speakers;
  return {
    id,
    name: first?.team ?? '',
    institution: first?.institution ?? null,
    presence: teamPresence(here, settings.substantive_speakers),
    speakers,
  };
}

/** Every room at its door; one query. */
export function readRooms(tab: Tab, tournament: Tournament): Promise<RoomAtDoor[]> {
  return checkIns.rooms(tab.db, { tournamentId: tournament.id, since: roomsSince(tab, tournament) });
}
