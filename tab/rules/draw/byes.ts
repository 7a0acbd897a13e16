import type { Random } from '#kit/math/random.ts';
import { TeamsDoNotFillRooms, TooFewTeams } from './errors.ts';
import type { Bye } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';

/** The teams that debate, in their order, and those that sit out. */
export interface Attendance {
  readonly playing: readonly DrawTeam[];
  readonly sittingOut: readonly DrawTeam[];
}

/** Who sits out, so that the others fill their rooms. By lot in a random draw, else as bye_team_selection says. Tab spec section 3.1. */
export function splitByes(field: PreliminaryField, random: Random): Attendance {
  const { teams, teamsInDebate, options } = field;
  if (teams.length < teamsInDebate) throw new TooFewTeams(teams.length, teamsInDebate);
  const surplus = teams.length % teamsInDebate;
  if (surplus === 0) return { playing: teams, sittingOut: [] };
  if (options.byeTeamSelection === 'off') {
    if (!mayLastRoomBeShort(teamsInDebate, surplus)) throw new TeamsDoNotFillRooms(teams.length, teamsInDebate);
    return { playing: teams, sittingOut: [] };
  }
  const isByLot = field.drawType === 'random' || options.byeTeamSelection === 'random';
  const sittingOut = new Set(isByLot ? random.shuffle(teams).slice(0, surplus) : lowest(field, surplus));
  return { playing: teams.filter((team) => !sittingOut.has(team)), sittingOut: teams.filter((team) => sittingOut.has(team)) };
}

/** Rooms of other sizes than two and four may have a last one that is short, of two teams or more. */
function mayLastRoomBeShort(teamsInDebate: number, surplus: number): boolean {
  return teamsInDebate !== 2 && teamsInDebate !== 4 && surplus >= 2;
}

/** The last of the ranking; of those with the fewest byes so far, if nobody is to sit out twice before all have. */
function lowest({ teams, options }: PreliminaryField, surplus: number): DrawTeam[] {
  const fromBelow = teams.toReversed();
  if (options.byeTeamSelection === 'lowest_no_repeat') fromBelow.sort((a, b) => a.byes - b.byes);
  return fromBelow.slice(0, surplus);
}

/** The rooms of those that sit out, after the last real one. */
export function byesAfter(rooms: number, sittingOut: readonly DrawTeam[]): Bye[] {
  return sittingOut.map((team, index) => ({ team: team.id, roomRank: rooms + index + 1 }));
}
