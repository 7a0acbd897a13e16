import { invariant } from '#kit/errors/invariant.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotFault } from '../rules/ballots/ballot-fault.ts';
import { motionFaults } from '../rules/ballots/motion-choice.ts';
import { decideBallot } from '../rules/results/result.ts';
import type { DebateResult } from '../rules/results/result.ts';
import type { BallotForm } from './ballot-form.ts';

/** What a ballot comes to, or all that is wrong with it. */
export type BallotVerdict =
  | { readonly ok: true; readonly result: DebateResult }
  | { readonly ok: false; readonly faults: readonly BallotFault[] };

/** Holds a ballot to its form: scores, line-up, winner, panel, motion and vetoes. */
export function judgeBallot(form: BallotForm, content: Ballot, isTabRoom: boolean): BallotVerdict {
  const decision = decideBallot(content, form.room, form.tournament.settings);
  invariant(decision.kind !== 'contradiction', 'a form is only read when its settings agree');
  const ofMotions = motionFaults(content, form.choice, isTabRoom);
  if (decision.kind === 'decided' && ofMotions.length === 0) return { ok: true, result: decision.result };
  return { ok: false, faults: [...(decision.kind === 'invalid' ? decision.faults : []), ...ofMotions] };
}
