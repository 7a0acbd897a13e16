import type { CategoryId, RoundId } from './ids.ts';

/** How far a round's draw has come: none, draft, confirmed, released (published). */
export type DrawStatus = 'N' | 'D' | 'C' | 'R';

/** One round, as the order of play and the public site look at it. */
export interface Round {
  readonly id: RoundId;
  /** From 1, without gaps: the order of play. */
  readonly seq: number;
  readonly name: string;
  readonly abbreviation: string;
  /** Preliminary or elimination. */
  readonly stage: 'P' | 'E';
  readonly drawType: 'R' | 'M' | 'D' | 'P' | 'E' | 'S';
  /** Whom an elimination round is for; null in preliminary rounds. */
  readonly categoryId: CategoryId | null;
  readonly drawStatus: DrawStatus;
  readonly drawPublishedAt: Date | null;
  /** True once its results are published. */
  readonly isCompleted: boolean;
  /** Its results stay hidden until all results are released. */
  readonly isSilent: boolean;
  readonly areMotionsReleased: boolean;
  readonly startsAt: Date | null;
  /** Multiplies the points won in it. */
  readonly weight: number;
  /** When its confirmed draw publishes itself. */
  readonly publishAt?: Date | null;
  /** Since when the hall's screen shows its draw, which is not public yet. */
  readonly hallSince?: Date | null;
  /** True: the draw is public without its adjudicators. */
  readonly arePanelsHeld?: boolean;
}

/**
 * The rounds being played (requirements §1.1): the first that is not completed when it is preliminary, else the first of each category that has been
 * drawn. In order of play.
 */
export function currentRounds(rounds: readonly Round[]): Round[] {
  const open = rounds.filter((round) => !round.isCompleted).sort((a, b) => a.seq - b.seq);
  const first = open[0];
  if (!first || first.stage === 'P') return first ? [first] : [];
  const drawn = open.filter((round) => round.drawStatus !== 'N');
  return drawn.filter((round) => drawn.find((other) => other.categoryId === round.categoryId) === round);
}

/**
 * The elimination rounds of other categories that are held at the same time as this one: drawn, not over, the first of each category. Nobody can
 * judge in two of them. None for a preliminary round.
 */
export function concurrentRounds(round: Round, rounds: readonly Round[]): Round[] {
  if (round.stage !== 'E') return [];
  const held = rounds.filter((one) => one.stage === 'E' && !one.isCompleted && one.drawStatus !== 'N').toSorted((a, b) => a.seq - b.seq);
  const first = held.filter((one) => held.find((other) => other.categoryId === one.categoryId) === one);
  return first.filter((one) => one.categoryId !== round.categoryId);
}

/** The round that must be over before this one can be drawn; null for the first. */
export function previousRound(round: Round, rounds: readonly Round[]): Round | null {
  const earlier = rounds.filter((other) => other.seq < round.seq && (other.stage === 'P' || other.categoryId === round.categoryId));
  return earlier.sort((a, b) => b.seq - a.seq)[0] ?? null;
}

/** True when no later round follows in its sequence: preliminary rounds among themselves, elimination rounds in their category. */
export function isLastOfSequence(round: Round, rounds: readonly Round[]): boolean {
  return !rounds.some((other) => other.seq > round.seq && other.stage === round.stage && other.categoryId === round.categoryId);
}
