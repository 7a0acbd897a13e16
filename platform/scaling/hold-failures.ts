import { RostraError } from '#kit/errors/rostra-error.ts';
import { alertOf, alertOver } from '../alerts/alert-of.ts';
import type { Control } from '../control/control.ts';

export interface HoldTarget {
  readonly appId: number;
  /** Its name. */
  readonly app: string;
  /** `web`, or an add-on's name. */
  readonly target: string;
}

interface Failure {
  readonly text: string;
  readonly nextTryMs: number;
}

/** What schedules could not do, until it works. */
const failures = new Map<string, Failure>();
const retryMs = 30_000;

const keyOf = ({ appId, target }: Pick<HoldTarget, 'appId' | 'target'>): string => `${appId} ${target}`;

/** Why the last try failed; null: it did not. */
export const failureOf = (target: Pick<HoldTarget, 'appId' | 'target'>): string | null => failures.get(keyOf(target))?.text ?? null;

/** Not right after a try that failed. */
export function mayTry({ clock }: Control, target: HoldTarget): boolean {
  const nowMs = clock.nowMs();
  const failure = failures.get(keyOf(target));
  return failure === undefined || nowMs >= failure.nextTryMs || nowMs < failure.nextTryMs - retryMs;
}

export function noteSuccess(control: Control, target: HoldTarget): void {
  const key = keyOf(target);
  if (failures.delete(key) || !seen.has(key)) alertOver(control, subjectOf(target)); // it may have failed before control was started
  seen.add(key);
}

const seen = new Set<string>();

const subjectOf = ({ appId, target }: HoldTarget): string => `schedule:${appId}:${target}`;

/** It is tried again; told once, as something that somebody has to see to. A fault of ours is thrown on. */
export function noteFailure(control: Control, target: HoldTarget, error: unknown): void {
  if (!(error instanceof RostraError)) throw error;
  const { store, clock, logBook } = control;
  const nowMs = clock.nowMs();
  const isNews = failureOf(target) !== error.message;
  failures.set(keyOf(target), { text: error.message, nextTryMs: nowMs + retryMs });
  if (!isNews) return;
  const text = `The schedule could not change ${target.target} and goes on trying: ${error.message}`;
  store.events.append({ appId: target.appId, atMs: nowMs, kind: 'scale', level: 'critical', text, actor: 'schedule' });
  logBook.tell(target.app, 'schedule', [text]);
  alertOf(control, { kind: 'schedule', stat: 'failed', subject: subjectOf(target), appId: target.appId, severity: 'critical', text });
}

/** Work that may fail and is then tried again. */
export function tryHold(control: Control, target: HoldTarget, work: () => void): void {
  if (!mayTry(control, target)) return;
  try {
    work();
    noteSuccess(control, target);
  } catch (error) {
    noteFailure(control, target, error);
  }
}
