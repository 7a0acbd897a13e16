import type { MotionId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Ballot } from './ballot.ts';
import { ballotFault, type BallotFault } from './ballot-fault.ts';

/** What a ballot is asked about motions (requirements §5.7). */
export interface MotionChoice {
  /** Of the round, in order. */
  readonly motions: readonly MotionId[];
  /** The ballot names the motion that was debated. */
  readonly asksMotion: boolean;
  /** The only motion of the round: every ballot of it is about this one without being asked. */
  readonly only: MotionId | null;
  /** Each side may say which motion it vetoed. */
  readonly asksVetoes: boolean;
}

/** A round with one motion asks nothing; with several, the settings say what is asked. */
export function motionChoice(motions: readonly MotionId[], settings: Settings): MotionChoice {
  const isChoice = motions.length > 1;
  return {
    motions,
    asksMotion: isChoice && settings.enable_motions,
    only: motions.length === 1 ? (motions[0] ?? null) : null,
    asksVetoes: isChoice && settings.motion_vetoes_enabled,
  };
}

/** What is wrong with the motion and the vetoes. The tab room may take down what happened, also where two sides vetoed the same or the debated one. */
export function motionFaults(
  ballot: Pick<Ballot, 'motion' | 'ownMotion' | 'vetoes' | 'forfeit'>,
  choice: MotionChoice,
  isTabRoom: boolean,
): BallotFault[] {
  const { motion, ownMotion, vetoes } = ballot;
  if (motion !== null && ownMotion !== undefined)
    return [ballotFault('motion', 'Name one motion: one of the round’s, or the words of another.')];
  if (motion !== null && !choice.motions.includes(motion)) return [ballotFault('motion', 'This motion is not one of the round’s.')];
  if (motion === null && ownMotion === undefined && choice.asksMotion && ballot.forfeit === null)
    return [ballotFault('missing', 'Say which motion was debated.')];
  return vetoes.flatMap((veto, side) => {
    if (veto === null) return [];
    if (!choice.motions.includes(veto)) return [ballotFault('veto', 'The vetoed motion is not one of the round’s.', { side })];
    if (isTabRoom) return [];
    if (veto === motion) return [ballotFault('veto', 'This is the motion that was debated, so nobody vetoed it.', { side })];
    return vetoes.indexOf(veto) < side ? [ballotFault('veto', 'Both sides cannot veto the same motion.', { side })] : [];
  });
}
