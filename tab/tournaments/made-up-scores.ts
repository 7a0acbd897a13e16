import type { Random } from '#kit/math/random.ts';
import { seededRandom } from '#kit/math/random.ts';
import { criteriaScore, type ScoreCriterion } from '../rules/ballots/criteria.ts';
import type { Scoresheet, ScoreLimits } from '../rules/ballots/scoresheet.ts';

/** A team in one debate, as good as it is plus its luck of the day. */
export interface Strength {
  readonly side: number;
  /** From 0 to 2. */
  readonly strength: number;
}

/** How good a team is, from 0 to 1, the same in every round. */
export function lastingStrength(name: string): number {
  return seededRandom(`strength ${name}`).next();
}

export interface Speeches {
  readonly substantive: ScoreLimits;
  /** Null: no scores for replies. */
  readonly reply: ScoreLimits | null;
  /** Speeches a team without its reply. */
  readonly substantives: number;
  readonly hasReplies: boolean;
}

/**
 * Scores for every side and speech that a ballot can take: speeches of a team lie one step above and below its level in turn, and levels fall
 * from place to place, so totals differ.
 */
export function madeUpScores(speeches: Speeches, bestFirst: readonly Strength[], random: Random): number[][] {
  const { substantive, reply, substantives, hasReplies } = speeches;
  const levels = levelsOf(bestFirst, stepsOf(substantive));
  return bestFirst.map((_strength, side) => {
    const level = levels.get(side) ?? 0;
    const sway = random.below(2) === 0 ? 1 : -1;
    const scores = Array.from({ length: substantives }, (_speech, index) => {
      const isUnpaired = index === substantives - 1 && index % 2 === 0;
      return substantive.min + substantive.step * (level + (isUnpaired ? 0 : index % 2 === 0 ? sway : -sway));
    });
    if (!hasReplies || reply === null) return scores;
    return [...scores, reply.min + reply.step * Math.round((stepsOf(reply) * level) / stepsOf(substantive))];
  });
}

/** The place of every substantive speech among all of the room, from 1, as their scores say; equal ones in order of side. */
export function madeUpRanks(scores: Scoresheet['scores'], substantives: number): number[][] {
  const speeches = scores.map((side) => side.slice(0, substantives).map((score) => ({ score: score ?? 0 })));
  const bestFirst = speeches.flat().sort((a, b) => b.score - a.score);
  return speeches.map((side) => side.map((speech) => 1 + bestFirst.indexOf(speech)));
}

/** What each criterion of a speech got, so that the sum is the score or next above it, as far as their ranges go. */
export function madeUpCriteria(score: number, criteria: readonly ScoreCriterion[]): number[] {
  const given = criteria.map(({ min }) => min);
  const isShort = (): boolean => (criteriaScore(given, criteria) ?? 0) < score;
  let isRaised = true;
  while (isShort() && isRaised) {
    isRaised = false;
    for (const [index, { step, max }] of criteria.entries()) {
      const next = Math.round(((given[index] ?? 0) + step) * 1000) / 1000;
      if (!isShort() || next > max) continue;
      given[index] = next;
      isRaised = true;
    }
  }
  return given;
}

const stepsOf = ({ min, max, step: one }: ScoreLimits): number => Math.floor((max - min) / one);

/** In steps above the lowest score, each place at least one below the place before. */
function levelsOf(bestFirst: readonly Strength[], steps: number): Map<number, number> {
  const levels = new Map<number, number>();
  let ceiling = steps - 1;
  bestFirst.forEach(({ side, strength }, place) => {
    const wanted = Math.round(steps * (0.3 + strength / 4));
    const level = Math.max(bestFirst.length - place, Math.min(wanted, ceiling));
    levels.set(side, level);
    ceiling = level - 1;
  });
  return levels;
}
