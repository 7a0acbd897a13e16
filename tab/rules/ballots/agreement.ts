import type { Ballot, BallotKind } from './ballot.ts';
import { differences, keyOf, type BallotCell } from './differences.ts';
import type { Scoresheet } from './scoresheet.ts';

/** Ballots that the voting adjudicators of one debate sent each for themselves, put together (requirements §5.6). */
export interface MergedBallot {
  /** What they disagree about is left empty. */
  readonly ballot: Ballot;
  /** Where they disagree; empty when the ballot is whole. */
  readonly disputed: readonly BallotCell[];
}

/**
 * One ballot from those of each adjudicator, in panel order. Who spoke, motion, vetoes and forfeit must be the same on all. Where each adjudicator has
 * a sheet, each sheet becomes theirs; where the panel has one together, every cell of it must be the same on all.
 */
export function mergedBallot(own: readonly Ballot[], kind: BallotKind): MergedBallot {
  const [first, ...others] = own;
  if (first === undefined) throw new RangeError('A merge takes at least one ballot.');
  const disputed = uniqueCells(others.flatMap((other) => disputes(first, other, kind)));
  const at = new Set(disputed.map(keyOf));
  const isAgreed = (cell: BallotCell): boolean => !at.has(keyOf(cell));
  const whole = { sheet: null, position: null };
  const comment = own.flatMap((one) => one.comment ?? []).join('\n\n');
  const ownMotion = [...new Set(own.flatMap((one) => one.ownMotion ?? []))].join(' / ');
  return {
    disputed,
    ballot: {
      ...(comment !== '' && { comment }),
      ...(ownMotion !== '' && { ownMotion }),
      speeches: first.speeches.map((side, index) =>
        side.map((speech, place) => {
          const spot = { sheet: null, side: index, position: place + 1 };
          return {
            speaker: isAgreed({ part: 'speaker', ...spot }) ? speech.speaker : null,
            isGhost: isAgreed({ part: 'ghost', ...spot }) && speech.isGhost,
          };
        }),
      ),
      sheets:
        kind.by === 'adjudicator'
          ? own.flatMap(({ sheets }) => sheets.slice(0, 1))
          : first.sheets.map((sheet) => agreedSheet(sheet, isAgreed)),
      motion: isAgreed({ part: 'motion', side: null, ...whole }) ? first.motion : null,
      vetoes: first.vetoes.map((veto, side) => (isAgreed({ part: 'veto', side, ...whole }) ? veto : null)),
      forfeit: isAgreed({ part: 'forfeit', side: null, ...whole }) ? first.forfeit : null,
    },
  };
}

/** The cells in which two adjudicators of a panel disagree, of those that must be the same; scores of one's own sheet need not be. */
export function disputes(one: Ballot, other: Ballot, kind: BallotKind): BallotCell[] {
  return differences(one, other).filter(({ sheet }) => kind.by === 'debate' || sheet === null);
}

function agreedSheet(sheet: Scoresheet, isAgreed: (cell: BallotCell) => boolean): Scoresheet {
  const agreed = (part: 'score' | 'rank', rows: Scoresheet['scores']): Scoresheet['scores'] =>
    rows.map((row, side) => row.map((value, place) => (isAgreed({ part, sheet: 0, side, position: place + 1 }) ? value : null)));
  return {
    scores: agreed('score', sheet.scores),
    ...(sheet.criteria && {
      criteria: sheet.criteria.map((row, side) =>
        row.map((given, place) =>
          given.map((value, criterion) => (isAgreed({ part: 'criterion', sheet: 0, side, position: place + 1, criterion }) ? value : null)),
        ),
      ),
    }),
    ranks: agreed('rank', sheet.ranks),
    winners: sheet.winners.filter((side) => isAgreed({ part: 'winner', sheet: 0, side, position: null })),
  };
}

function uniqueCells(cells: readonly BallotCell[]): BallotCell[] {
  return [...new Map(cells.map((cell) => [keyOf(cell), cell])).values()];
}
