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

function drawAnswer({ pairings, pulledUp }: Draw): object {
  return { pulled_up: pulledUp, pairings: pairings.map(pairingAnswer) };
}

function pairingAnswer({ teams, bracket, roomRank, flags, teamFlags }: Pairing): object {
  return { teams, bracket, room_rank: roomRank, flags, team_flags: Object.fromEntries(teamFlags) };
}
