import type { Level } from './level.ts';
import { firstFail, firstGivenUp, holds } from './staircase.ts';

/** What a rehearsal comes to (REH-10). */
export type Outcome =
  /** `margin`: 0.5 is room for half as many again. */
  | { readonly verdict: 'PASS'; readonly atPeople: number; readonly margin: number }
  | { readonly verdict: 'FAIL'; readonly atPeople: number; readonly reason: string }
  | { readonly verdict: 'INVALID'; readonly atPeople: number; readonly reason: string };

/** Of `rostra rehearse`, for scripts. */
export const exitStatuses: Readonly<Record<Outcome['verdict'], number>> = { PASS: 0, FAIL: 3, INVALID: 4 };

export interface Run {
  readonly people: number;
  readonly curve: readonly Level[];
  /** Once more with the people who are expected, at the end; no pass without it. */
  readonly confirm: Level | null;
  /** With parts broken on purpose: the level, and `web.1 was killed`; null when that was not asked for or nothing held before. */
  readonly broken: { readonly level: Level; readonly words: string } | null;
  /** Why it ended early. */
  readonly stopped: string | null;
}

export function outcome({ people, curve, confirm, broken, stopped }: Run): Outcome {
  const atPeople = holds(curve);
  const fail = firstFail(curve);
  if (stopped !== null) return { verdict: 'INVALID', atPeople, reason: stopped };
  if (atPeople < people) return fail === null ? invalid(curve, atPeople) : { verdict: 'FAIL', atPeople, reason: fail.why };
  if (confirm === null) return { verdict: 'INVALID', atPeople, reason: 'it was not confirmed by a second run' };
  if (confirm.verdict === 'pass') return afterBreaking({ verdict: 'PASS', atPeople, margin: atPeople / people - 1 }, broken);
  return confirm.verdict === 'fail'
    ? { verdict: 'FAIL', atPeople: Math.min(atPeople, people - 1), reason: `the second time ${confirm.why}` }
    : { verdict: 'INVALID', atPeople, reason: confirm.why };
}

function afterBreaking(held: Outcome, broken: Run['broken']): Outcome {
  if (broken === null || broken.level.verdict === 'pass') return held;
  const { level, words } = broken;
  return { verdict: level.verdict === 'fail' ? 'FAIL' : 'INVALID', atPeople: held.atPeople, reason: `when ${words}, ${level.why}` };
}

function invalid(curve: readonly Level[], atPeople: number): Outcome {
  return { verdict: 'INVALID', atPeople, reason: firstGivenUp(curve)?.why ?? 'no level was played' };
}

/** `PASS with a margin of 50 %`, `FAIL at 84 of 120: …`, `INVALID: …` */
export function outcomeWords(result: Outcome, people: number): string {
  switch (result.verdict) {
    case 'PASS':
      return result.margin < 0.05 ? 'PASS' : `PASS with a margin of ${Math.round(result.margin * 100).toLocaleString('en')} %`;
    case 'FAIL':
      return `FAIL at ${result.atPeople} of ${people}: ${result.reason}`;
    case 'INVALID':
      return `INVALID: ${result.reason}`;
    default:
      return result satisfies never;
  }
}
