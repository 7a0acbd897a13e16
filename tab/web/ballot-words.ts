import type { BallotForm } from '../round/ballot-form.ts';
import type { BallotFault } from '../rules/ballots/ballot-fault.ts';
import type { BallotCell } from '../rules/ballots/differences.ts';

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

const partNames: Readonly<Record<BallotCell['part'], string>> = {
  speaker: 'who spoke',
  ghost: 'whether it was a second speech',
  score: 'score',
  criterion: 'score',
  rank: 'rank',
  winner: 'who wins',
  motion: 'the motion',
  veto: 'the veto',
  forfeit: 'whether somebody did not come',
};

/** A cell of the ballot in words: `Alder 1, speech 2: score`. */
export function cellWords(
  { part, sheet, side, position, criterion }: BallotCell,
  form: Pick<BallotForm, 'debate' | 'sheetOwners' | 'rule'>,
): string {
  const named = criterion === undefined ? undefined : form.rule.criteria[criterion]?.name;
  return faultPlace({ code: 'missing', sheet, side, position, message: '' }, form) + (named ?? partNames[part]);
}
