import { emptyBallot } from '../round/ballot-form.ts';
import type { BallotForm } from '../round/ballot-form.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { ArchiveIds } from './archive-ids.ts';
import type { ArchiveDebate, ArchiveSide } from './archive-xml.ts';

/** The confirmed ballot of an archived debate, in the words of the rules: what this debate's ballots do not ask for is left out. */
export function ballotIn(debate: ArchiveDebate, form: BallotForm, ids: ArchiveIds): Ballot {
  const { rule } = form;
  const empty = emptyBallot(form);
  const sheets = empty.sheets.map((sheet, index) => ({
    ...sheet,
    scores: rule.hasScores ? debate.sides.map((side) => side.speeches.map(({ scores }) => scores[index] ?? null)) : [],
    ...(rule.criteria.length > 0 && {
      criteria: debate.sides.map((side) => side.speeches.slice(0, rule.substantives).map((speech) => speech.criteria[index] ?? [])),
    }),
    ranks: rule.ranks === 'none' ? [] : debate.sides.map((side) => ranksOf(side, index, rule.substantives)),
    winners: rule.winner.startsWith('ticked') ? debate.sides.flatMap((side, at) => (side.ranks[index] === 1 ? [at] : [])) : [],
  }));
  const speeches = debate.sides.map((side) =>
    side.speeches.map(({ speaker, isGhost }) => ({ speaker: speaker === null ? null : ids.speaker(speaker), isGhost })),
  );
  return {
    ...empty,
    speeches: rule.hasScores ? speeches : empty.speeches,
    sheets,
    motion: debate.motion === null ? null : ids.motion(debate.motion),
    vetoes: debate.sides.map(({ veto }) => (veto === null ? null : ids.motion(veto))),
  };
}

const ranksOf = ({ speeches }: ArchiveSide, sheet: number, substantives: number): (number | null)[] =>
  speeches.slice(0, substantives).map(({ ranks }) => ranks[sheet] ?? null);
