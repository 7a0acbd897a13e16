import type { PanelPlace } from '../debate.ts';
import { adjudicatorScore, counts, meanFeedback, type ScoredFeedback } from '../feedback.ts';
import type { PersonId } from '../ids.ts';
import { mean, standardDeviation } from './figures.ts';

/** What an adjudicator has done and been told, over all rounds. */
export interface AdjudicatorRecord {
  readonly id: PersonId;
  readonly baseScore: number;
  readonly feedback: readonly (ScoredFeedback & { readonly round: number })[];
  /** Every debate somebody sat in, in any role. */
  readonly debates: readonly { readonly round: number; readonly place: PanelPlace }[];
}

/** One line of the adjudicators tab and of the overview of feedback. Tab spec section 6.7. */
export interface AdjudicatorFigures {
  readonly id: PersonId;
  readonly baseScore: number;
  /** Mean of the feedback that counts; null when there is none. */
  readonly averageFeedback: number | null;
  /** Base score and feedback, by the weight of the round. */
  readonly weightedScore: number;
  /** How many pieces count. */
  readonly pieces: number;
  /** Of the base score and every piece that counts together. */
  readonly deviation: number | null;
  /** Only rounds that the adjudicator judged in, in order. */
  readonly rounds: readonly RoundFigures[];
}

export interface RoundFigures {
  readonly round: number;
  /** Mean of the round's feedback; null when there is none. */
  readonly mean: number | null;
  /** The highest place held in it. */
  readonly place: PanelPlace;
  readonly debates: number;
}

/** The figures of each adjudicator, best weighted score first; equal ones stay in the order given. */
export function adjudicatorFigures(records: readonly AdjudicatorRecord[], feedbackWeight: number): AdjudicatorFigures[] {
  return records.map((record) => figuresOf(record, feedbackWeight)).sort((a, b) => b.weightedScore - a.weightedScore);
}

function figuresOf({ id, baseScore, feedback, debates }: AdjudicatorRecord, feedbackWeight: number): AdjudicatorFigures {
  const scores = feedback.filter(counts).map(({ score }) => score);
  const byRound = Map.groupBy(debates, ({ round }) => round);
  return {
    id,
    baseScore,
    averageFeedback: meanFeedback(feedback),
    weightedScore: adjudicatorScore(baseScore, feedback, feedbackWeight),
    pieces: scores.length,
    deviation: standardDeviation([baseScore, ...scores]),
    rounds: [...byRound]
      .sort(([a], [b]) => a - b)
      .map(([round, own]) => {
        const inRound = feedback.filter((piece) => counts(piece) && piece.round === round).map(({ score }) => score);
        return { round, mean: mean(inRound), place: highest(own.map(({ place }) => place)), debates: own.length };
      }),
  };
}

function highest(places: readonly PanelPlace[]): PanelPlace {
  return (['C', 'P'] as const).find((place) => places.includes(place)) ?? 'T';
}

/** How many adjudicators score from `from` up to, but not including, `to`; the highest band has its upper end too. */
export interface ScoreBand {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The range of scores in bands of equal width, highest first; scores outside of it count in the nearest band. */
export function scoreBands(scores: readonly number[], range: { readonly min: number; readonly max: number }, bands = 5): ScoreBand[] {
  const width = (range.max - range.min) / bands;
  const bandOf = (score: number): number => Math.min(bands - 1, Math.max(0, Math.floor((score - range.min) / (width || 1) + 1e-9)));
  return Array.from({ length: bands }, (_band, index): ScoreBand => ({
    from: range.min + index * width,
    to: range.min + (index + 1) * width,
    count: scores.filter((score) => bandOf(score) === index).length,
  })).reverse();
}
