import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import type { TeamId } from '../ids.ts';
import { drawBpPowerPaired } from './bp-power-paired.ts';
import { drawElimination } from './elimination.ts';
import type { DrawField, PreliminaryField } from './field.ts';
import { drawPowerPaired, drawSeeded } from './power-paired.ts';
import { drawRandom } from './random.ts';
import { drawRoundRobin } from './round-robin.ts';
import { drawSlices } from './slices.ts';

/** Why a debate is not what the pairing method made of it. */
export type DebateFlag = 'max_swapped' | '1u1d_hist' | '1u1d_inst' | '1u1d_other';

/** Why a team is not in its own bracket, or could not be spared a conflict. */
export type TeamFlag =
  | 'pullup'
  | 'bub_up_hist'
  | 'bub_dn_hist'
  | 'bub_up_inst'
  | 'bub_dn_inst'
  | 'bub_up_accom'
  | 'bub_dn_accom'
  | 'no_bub_updn';

/** One debate of a draw. */
export interface Pairing {
  /** In order of side (two teams: side 0, side 1; BP: OG, OO, CG, CO). */
  readonly teams: readonly TeamId[];
  readonly bracket: number;
  /** 1 is the top room; 0 in random draws, whose rooms have no rank. */
  readonly roomRank: number;
  readonly flags: readonly DebateFlag[];
  /** Only teams that have a flag. */
  readonly teamFlags: ReadonlyMap<TeamId, readonly TeamFlag[]>;
  /** The two that the pairing method would have put here, where a swap changed it. */
  readonly planned?: readonly [TeamId, TeamId];
}

/** A team that sits out: stored as a debate of its own, bracket −1, side −1. */
export interface Bye {
  readonly team: TeamId;
  /** After the last real room. */
  readonly roomRank: number;
}

/** Who meets whom. In room order; store the debates in random order, so that their ids reveal nothing. */
export interface Draw {
  readonly pairings: readonly Pairing[];
  readonly byes: readonly Bye[];
  /** All teams with the flag pullup. */
  readonly pulledUp: readonly TeamId[];
  /** False when sides are a placeholder: the real ones come on the ballot or by a coin toss. */
  readonly sidesConfirmed: boolean;
}

/** Makes the debates of a round; the same field and seed give the same draw. Throws a fault that names the cure when the field cannot be drawn. */
export function makeDraw(field: DrawField, random: Random): Draw {
  switch (field.drawType) {
    case 'manual':
      return { pairings: [], byes: [], pulledUp: [], sidesConfirmed: true };
    case 'random':
      return drawRandom(field, random);
    case 'round_robin':
      return drawRoundRobin(field, random);
    case 'seeded':
      return drawSeeded(field, random);
    case 'power_paired':
      return powerPairedDraw(field)(field, random);
    case 'first_elimination':
    case 'elimination':
    case 'partial_elimination':
    case 'after_partial_elimination':
      return drawElimination(field, random);
    default:
      return unreachable(field);
  }
}

function powerPairedDraw(field: PreliminaryField): (field: PreliminaryField, random: Random) => Draw {
  if (field.teamsInDebate === 2) return drawPowerPaired;
  return field.teamsInDebate === 4 ? drawBpPowerPaired : drawSlices;
}
