import { ballotFault, type BallotFault } from './ballot-fault.ts';
import type { Scoresheet, SheetRule } from './scoresheet.ts';

interface RankedSpeech {
  readonly side: number;
  readonly position: number;
  readonly rank: number | null;
  readonly score: number;
}

/**
 * Faults of the speeches' ranks: the substantive speeches of the room are ranked 1 to N, each rank once; where they
 * must follow the scores, a higher score never has the worse rank (equal scores: either order). Spec tab §5.4.
 */
export function speechRankFaults(sheet: Scoresheet, rule: SheetRule): BallotFault[] {
  const speeches = rankedSpeeches(sheet, rule);
  const missing = speeches.filter((speech) => speech.rank === null);
  if (missing.length > 0) return missing.map((speech) => ballotFault('missing', 'The rank is missing.', speech));
  const wrong = speeches.filter((speech) => !isRank(speech.rank, speeches));
  if (wrong.length > 0) return wrong.map((speech) => ballotFault('rank', `Ranks are 1 to ${speeches.length}, each used once.`, speech));
  return rule.ranks === 'high-points' ? orderFaults(speeches) : [];
}

function rankedSpeeches(sheet: Scoresheet, rule: SheetRule): RankedSpeech[] {
  return Array.from({ length: rule.teams }).flatMap((_team, side) =>
    Array.from({ length: rule.substantives }, (_speech, index) => ({
      side,
      position: index + 1,
      rank: sheet.ranks[side]?.[index] ?? null,
      score: sheet.scores[side]?.[index] ?? 0,
    })),
  );
}

function isRank(rank: number | null, speeches: readonly RankedSpeech[]): boolean {
  return (
    rank !== null &&
    Number.isInteger(rank) &&
    rank >= 1 &&
    rank <= speeches.length &&
    speeches.filter((other) => other.rank === rank).length === 1
  );
}

function orderFaults(speeches: readonly RankedSpeech[]): BallotFault[] {
  const byRank = speeches.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return byRank
    .filter((speech, index) => index > 0 && speech.score > (byRank[index - 1]?.score ?? Infinity))
    .map((speech) => ballotFault('rank', 'This speech has a better score than the one ranked before it.', speech));
}
