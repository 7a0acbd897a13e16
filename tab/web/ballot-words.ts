import type { BallotForm } from '../round/ballot-form.ts';
import type { BallotFault } from '../rules/ballots/ballot-fault.ts';

/** Where on the ballot a fault is, before its sentence: `Alder 1, speech 2: `. Empty when the whole ballot is meant. */
export function faultPlace(fault: BallotFault, form: Pick<BallotForm, 'debate' | 'sheetOwners' | 'rule'>): string {
  const owner = fault.sheet === null ? null : form.sheetOwners[fault.sheet];
  const team = fault.side === null ? null : form.debate.teams[fault.side];
  const speech = fault.position === null ? null : speechName(fault.position, form.rule.substantives);
  const parts = [owner?.name, team?.name, speech].filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

/** `speech 2`, or `reply` after the last. */
export function speechName(position: number, substantives: number): string {
  return position > substantives ? 'reply' : `speech ${position}`;
}
