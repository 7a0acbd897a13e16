import { RostraError } from '#kit/errors/rostra-error.ts';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw, type Draw, type Pairing } from '../rules/draw/draw.ts';
import { drawOf } from './draw-case.ts';

export function answerDraws(given: unknown): unknown {
  const { field, seed } = drawOf(given);
  try {
    return drawAnswer(makeDraw(field, seededRandom(seed)));
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    return { error: error.message };
  }
}

/** A team that sits out is a debate of its own, bracket −1, after the last real one (tab spec section 1.4). */
function drawAnswer({ pairings, byes, pulledUp }: Draw): object {
  const sittingOut = byes.map(({ team, roomRank }) => ({ teams: [team], bracket: -1, room_rank: roomRank }));
  return { pulled_up: pulledUp, pairings: [...pairings.map(pairingAnswer), ...sittingOut] };
}

function pairingAnswer({ teams, bracket, roomRank, flags, teamFlags }: Pairing): object {
  return { teams, bracket, room_rank: roomRank, flags, team_flags: Object.fromEntries(teamFlags) };
}
