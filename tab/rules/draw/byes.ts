import type { Random } from '#kit/math/random.ts';
import { TeamsDoNotFillRooms, TooFewTeams } from './errors.ts';
import type { Bye } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import { withTiesByLot } from './ties.ts';
import { cutIntoRooms, isPoly, roomSizes, type RoomSize } from './room-sizes.ts';

/** The teams that debate, in their order, and those that sit out. */
export interface Attendance {
  readonly playing: readonly DrawTeam[];
  readonly sittingOut: readonly DrawTeam[];
}

/** Who sits out, so that the others fill their rooms. By lot in a random draw, else as bye_team_selection says. Tab spec section 3.1. */
export function splitByes(field: PreliminaryField, random: Random): Attendance {
  const { teams, teamsInDebate, options } = field;
  if (teams.length < teamsInDebate) throw new TooFewTeams(teams.length, teamsInDebate);
  const surplus = surplusOf(field);
  if (surplus === 0) return { playing: teams, sittingOut: [] };
  if (options.byeTeamSelection === 'off') {
    if (roomSizes(teams.length, sizeOf(field)) === null) throw new TeamsDoNotFillRooms(teams.length, teamsInDebate);
    return { playing: teams, sittingOut: [] };
  }
  const isByLot = field.drawType === 'random' || options.byeTeamSelection === 'random';
  const sittingOut = new Set(isByLot ? random.shuffle(teams).slice(0, surplus) : lowest(field, surplus, random));
  return { playing: teams.filter((team) => !sittingOut.has(team)), sittingOut: teams.filter((team) => sittingOut.has(team)) };
}

const sizeOf = ({ teamsInDebate, options: { polyRoomSizes = [] } }: PreliminaryField): RoomSize => ({ teamsInDebate, polyRoomSizes });

/** How many teams are more than fill rooms; of rooms of several sizes the fewest. */
function surplusOf(field: PreliminaryField): number {
  const { teams, teamsInDebate } = field;
  const size = sizeOf(field);
  if (!isPoly(size) || size.polyRoomSizes?.length === 0) return teams.length % teamsInDebate;
  const fewest = teams.findIndex((_team, left) => roomSizes(teams.length - left, size) !== null);
  return fewest === -1 ? teams.length : fewest;
}

/** The rooms that these teams fill, in order. */
export function roomsOf<Team>(teams: readonly Team[], field: PreliminaryField): Team[][] {
  return cutIntoRooms(teams, roomSizes(teams.length, sizeOf(field)) ?? []);
}

/** The last of the ranking, ties in it by lot; of those with the fewest byes so far, if nobody is to sit out twice before all have. */
function lowest({ teams, options }: PreliminaryField, surplus: number, random: Random): DrawTeam[] {
  const fromBelow = withTiesByLot(teams, options, random).toReversed();
  if (options.byeTeamSelection === 'lowest_no_repeat') fromBelow.sort((a, b) => a.byes - b.byes);
  return fromBelow.slice(0, surplus);
}

/** The rooms of those that sit out, after the last real one. */
export function byesAfter(rooms: number, sittingOut: readonly DrawTeam[]): Bye[] {
  return sittingOut.map((team, index) => ({ team: team.id, roomRank: rooms + index + 1 }));
}
