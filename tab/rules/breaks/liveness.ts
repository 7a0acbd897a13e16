/** A category before a round, as far as liveness looks at it (spec tab §7.6). */
export interface LivenessField {
  readonly format: 'two-team' | 'bp';
  readonly isGeneral: boolean;
  /** The round about to be drawn. */
  readonly currentRound: number;
  readonly totalRounds: number;
  readonly totalTeams: number;
  readonly breakSize: number;
  /** Points of the eligible teams, best first; a general category does not look at them. */
  readonly eligibleScores: readonly number[];
}

/** A team with `safe` points or more breaks, one with `dead` points or fewer does not; between them it is live. */
export interface LivenessThresholds {
  readonly safe: number;
  readonly dead: number;
}

export type Liveness = 'safe' | 'live' | 'dead';

/** The thresholds, or null where the break size says nothing. */
export function livenessThresholds(field: LivenessField): LivenessThresholds | null {
  if (field.breakSize <= 1) return null;
  const perRound = field.format === 'bp' ? 3 : 1;
  if (allAreSafe(field)) return { safe: field.format === 'bp' ? -1 : 0, dead: -1 };
  const most = field.totalRounds * perRound;
  const toGo = (field.totalRounds - field.currentRound + 1) * perRound;
  const expected = expectedTeams(field, perRound);
  const safe = most - firstPast(field.breakSize, expected.map(Math.ceil)) + 1;
  if (field.isGeneral) return { safe, dead: most - firstPast(field.breakSize, expected.map(Math.floor)) - toGo - 1 };
  const score = (place: number): number => field.eligibleScores[place] ?? 0;
  return { safe: Math.min(safe, score(field.breakSize) + toGo + 1), dead: score(field.breakSize - 1) - toGo - 1 };
}

/** What the points mean under the thresholds. */
export function liveness(points: number, { safe, dead }: LivenessThresholds): Liveness {
  if (points >= safe) return 'safe';
  return points <= dead ? 'dead' : 'live';
}

function allAreSafe(field: LivenessField): boolean {
  return field.totalTeams < field.breakSize || (!field.isGeneral && field.eligibleScores.length <= field.breakSize);
}

/** How many teams to expect with 0, 1, 2 … points dropped, if every result were a coin toss. */
function expectedTeams(field: LivenessField, perRound: number): number[] {
  let ways = [1];
  for (let round = 0; round < field.totalRounds; round += 1) ways = afterAnotherRound(ways, perRound);
  const outcomes = (perRound + 1) ** field.totalRounds;
  return ways.map((count) => (field.totalTeams * count) / outcomes);
}

function afterAnotherRound(ways: readonly number[], perRound: number): number[] {
  return Array.from({ length: ways.length + perRound }, (_none, dropped) => {
    let count = 0;
    for (let now = 0; now <= perRound; now += 1) count += ways[dropped - now] ?? 0;
    return count;
  });
}

/** The first index up to which the counts add up to more than the size; one past the last when they never do. */
function firstPast(size: number, counts: readonly number[]): number {
  let sum = 0;
  const index = counts.findIndex((count) => (sum += count) > size);
  return index < 0 ? counts.length : index;
}
