import type { Ballot } from './ballot.ts';

/** One thing that is written on a ballot. */
export interface BallotCell {
  readonly part: 'speaker' | 'ghost' | 'score' | 'criterion' | 'rank' | 'winner' | 'motion' | 'veto' | 'forfeit';
  /** Null where the whole ballot has it once. */
  readonly sheet: number | null;
  readonly side: number | null;
  /** From 1. */
  readonly position: number | null;
  /** Of a speech that is scored by criteria, from 0. */
  readonly criterion?: number;
}

/** What one cell holds; null for nothing. */
export interface FilledCell {
  readonly cell: BallotCell;
  readonly value: number | boolean | null;
}

/** Every cell of a ballot in the order of the form: who spoke, sheet by sheet what they got, motion, vetoes, forfeit. */
export function ballotCells(ballot: Ballot): FilledCell[] {
  return [...lineupCells(ballot), ...ballot.sheets.flatMap((_sheet, sheet) => sheetCells(ballot, sheet)), ...debateCells(ballot)];
}

/** The cells in which two ballots of one debate differ; what one does not have counts as nothing. */
export function differences(one: Ballot, other: Ballot): BallotCell[] {
  const [ones, others] = [one, other].map((ballot) => new Map(ballotCells(ballot).map((filled) => [keyOf(filled.cell), filled])));
  if (ones === undefined || others === undefined) return [];
  const all = new Map([...others, ...ones]);
  return [...all].filter(([key]) => valueOf(ones.get(key)) !== valueOf(others.get(key))).map(([, { cell }]) => cell);
}

/** True when both say the same in every cell. */
export function areSame(one: Ballot, other: Ballot): boolean {
  return differences(one, other).length === 0;
}

/** Names a cell within its ballot. */
export function keyOf({ part, sheet, side, position, criterion }: BallotCell): string {
  return [part, sheet ?? '', side ?? '', position ?? '', ...(criterion === undefined ? [] : [criterion])].join(' ');
}

function valueOf(filled: FilledCell | undefined): number | boolean | null {
  const value = filled?.value ?? null;
  return value === false ? null : value;
}

function lineupCells({ speeches }: Ballot): FilledCell[] {
  return speeches.flatMap((side, index) =>
    side.flatMap(({ speaker, isGhost }, place): FilledCell[] => {
      const at = { sheet: null, side: index, position: place + 1 };
      return [
        { cell: { part: 'speaker', ...at }, value: speaker },
        { cell: { part: 'ghost', ...at }, value: isGhost },
      ];
    }),
  );
}

function sheetCells(ballot: Ballot, sheet: number): FilledCell[] {
  const { scores = [], criteria = [], ranks = [], winners = [] } = ballot.sheets[sheet] ?? {};
  const grid = (part: 'score' | 'rank', rows: readonly (readonly (number | null)[])[]): FilledCell[] =>
    rows.flatMap((row, side) => row.map((value, place): FilledCell => ({ cell: { part, sheet, side, position: place + 1 }, value })));
  const ticks = winners.map((side): FilledCell => ({ cell: { part: 'winner', sheet, side, position: null }, value: true }));
  const parts = criteria.flatMap((row, side) =>
    row.flatMap((given, place) =>
      given.map((value, criterion): FilledCell => ({ cell: { part: 'criterion', sheet, side, position: place + 1, criterion }, value })),
    ),
  );
  return [...grid('score', scores), ...parts, ...grid('rank', ranks), ...ticks];
}

function debateCells({ motion, vetoes, forfeit }: Ballot): FilledCell[] {
  const whole = { sheet: null, position: null };
  return [
    { cell: { part: 'motion', side: null, ...whole }, value: motion },
    ...vetoes.map((veto, side): FilledCell => ({ cell: { part: 'veto', side, ...whole }, value: veto })),
    { cell: { part: 'forfeit', side: null, ...whole }, value: forfeit },
  ];
}
