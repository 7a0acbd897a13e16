/** A motion as it is read out. */
export interface Motion {
  readonly text: string;
  /** A word for lists: "Cities". May be empty. */
  readonly reference: string;
  /** What everybody should know before it, as the staff wrote it; may be empty. */
  readonly infoSlide: string;
}

/** Why this cannot be a motion, in words; null when it can. */
export function motionFault({ text, reference }: Motion): string | null {
  if (text.trim() === '') return 'A motion needs a text.';
  if (text.length > 500) return `A motion has at most 500 characters; this one has ${text.length}.`;
  return reference.length > 100 ? 'A reference has at most 100 characters.' : null;
}

/** How far a motion favoured a side: the significance at which balance is rejected, `balanced`, or too few debates to say. */
export type MotionBalance = 'inconclusive' | 'balanced' | '50%' | '10%' | '5%' | '2%' | '1%' | '0.1%';

export interface BalanceTest {
  /** χ² with one degree of freedom; null under ten debates. */
  readonly statistic: number | null;
  readonly level: MotionBalance;
}

/** Critical values of χ²₁ and the evidence they stand for, strongest first. */
const levels: readonly { readonly above: number; readonly level: MotionBalance; readonly evidence: string }[] = [
  { above: 10.826, level: '0.1%', evidence: 'extremely strong' },
  { above: 6.635, level: '1%', evidence: 'strong' },
  { above: 5.412, level: '2%', evidence: 'moderate' },
  { above: 3.841, level: '5%', evidence: 'weak' },
  { above: 2.706, level: '10%', evidence: 'very weak' },
  { above: 0.455, level: '50%', evidence: 'extremely weak' },
];

const fewestDebates = 10;

/** Whether affirmative and negative wins on a motion differ by more than chance (spec tab §6.9). */
export function motionBalance(affirmativeWins: number, negativeWins: number): BalanceTest {
  const debates = affirmativeWins + negativeWins;
  if (debates < fewestDebates) return { statistic: null, level: 'inconclusive' };
  const statistic = (affirmativeWins - negativeWins) ** 2 / debates;
  return { statistic, level: levels.find(({ above }) => statistic > above)?.level ?? 'balanced' };
}

/** The test for vetoes: a veto by one side speaks against the motion from that side, so the sides change places. */
export function vetoBalance(affirmativeVetoes: number, negativeVetoes: number): BalanceTest {
  return motionBalance(negativeVetoes, affirmativeVetoes);
}

/** What became of one motion, or of one motion in one round, in debates of two teams; index 0 is the affirmative side. */
export interface TwoTeamMotion {
  readonly debates: number;
  readonly wins: readonly [number, number];
  readonly vetoes: readonly [number, number];
  /** All debates of the rounds that the motion was set in. */
  readonly debatesOfRounds: number;
}

export interface TwoTeamMotionFigures extends TwoTeamMotion {
  /** Wins as shares of all debates of the rounds; null where there were none. */
  readonly winShares: readonly [number, number] | null;
  /** Vetoes as shares of all debates of the rounds, halved, since each debate has two. */
  readonly vetoShares: readonly [number, number] | null;
  readonly balance: BalanceTest;
  readonly vetoBalance: BalanceTest;
}

/** How a motion fared in debates of two teams (spec tab §6.9). */
export function twoTeamMotionFigures(motion: TwoTeamMotion): TwoTeamMotionFigures {
  const { wins, vetoes, debatesOfRounds: all } = motion;
  return {
    ...motion,
    winShares: all === 0 ? null : [wins[0] / all, wins[1] / all],
    vetoShares: all === 0 ? null : [vetoes[0] / all / 2, vetoes[1] / all / 2],
    balance: motionBalance(...wins),
    vetoBalance: vetoBalance(...vetoes),
  };
}

/** By position of a BP elimination room, how often its team went on and how often it went out. */
export function eliminationShares(
  debates: readonly { readonly advancing: readonly number[] }[],
): { advancing: number; eliminated: number }[] {
  return [0, 1, 2, 3].map((position) => {
    const advancing = debates.filter((debate) => debate.advancing.includes(position)).length;
    return { advancing, eliminated: debates.length - advancing };
  });
}

/** The sentence under a motion's bars. */
export function balanceSentence({ level }: BalanceTest): string {
  if (level === 'inconclusive') return `Fewer than ${fewestDebates} debates: nothing can be said about balance.`;
  const found = levels.find((one) => one.level === level);
  return found === undefined ? 'Probably balanced.' : `Imbalanced at ${level} (${found.evidence} evidence).`;
}

/** Results of one motion in rooms of four: what each position (OG, OO, CG, CO) took. */
export interface PositionShares {
  /** Mean points by position, 0–3; null when the motion was never debated. */
  readonly averages: readonly (number | null)[];
  /** By position, how often it came 1st, 2nd, 3rd, 4th. */
  readonly places: readonly (readonly number[])[];
  /** Means of two positions each. */
  readonly opening: number | null;
  readonly closing: number | null;
  readonly government: number | null;
  readonly opposition: number | null;
}

/** How the four positions of a BP motion fared; each debate lists its points by position. */
export function positionShares(debates: readonly (readonly number[])[]): PositionShares {
  const positions = [0, 1, 2, 3];
  const averages = positions.map((position) => {
    const sum = debates.reduce((so, debate) => so + (debate[position] ?? 0), 0);
    return debates.length === 0 ? null : sum / debates.length;
  });
  const places = positions.map((position) => positions.map((place) => debates.filter((debate) => debate[position] === 3 - place).length));
  const pair = (first: number, second: number): number | null => {
    const [a, b] = [averages[first] ?? null, averages[second] ?? null];
    return a === null || b === null ? null : (a + b) / 2;
  };
  return { averages, places, opening: pair(0, 1), closing: pair(2, 3), government: pair(0, 2), opposition: pair(1, 3) };
}
