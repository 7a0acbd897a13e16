import { durationWords } from '#kit/time/duration.ts';
import type { TrafficSummary } from './traffic-summary.ts';

/** How an app was in the two minutes before or after a change. */
export interface EffectSide {
  readonly traffic: TrafficSummary;
  /** Tasks busy or waiting in all dynos; null when it was not measured. */
  readonly load: number | null;
  readonly dynos: number;
}

/** Fewer requests on either side say nothing (platform specification, MET-09). */
const fewestRequests = 50;
/** A change by less is none. */
const noticeable = 0.1;
const idleShare = 0.5;

/** What a change did, in a sentence; null when nobody was there to feel it. */
export function effectReceipt(before: EffectSide, after: EffectSide): string | null {
  if (before.traffic.requests + after.traffic.requests === 0) return null;
  if (Math.min(before.traffic.requests, after.traffic.requests) < fewestRequests) return 'Too little traffic to tell what it did.';
  const facts = [p95Words(before, after), failedWords(before, after), queueWords(before, after), loadWords(before, after)].filter(
    (fact) => fact !== null,
  );
  return `${facts.join(', ')}: ${verdict(before, after)}.`;
}

function p95Words(before: EffectSide, after: EffectSide): string {
  return `p95 ${durationWords(before.traffic.p95)} → ${durationWords(after.traffic.p95)}`;
}

function failedWords(before: EffectSide, after: EffectSide): string | null {
  const rate = ({ traffic: { failed, seconds } }: EffectSide): string => (failed / Math.max(1, seconds)).toFixed(2);
  return before.traffic.failed + after.traffic.failed === 0 ? null : `failed ${rate(before)} → ${rate(after)} a second`;
}

function queueWords(before: EffectSide, after: EffectSide): string | null {
  const [was, is] = [before.traffic.queueP95 ?? 0, after.traffic.queueP95 ?? 0];
  return was + is === 0 ? null : `in line ${durationWords(was)} → ${durationWords(is)}`;
}

function loadWords(before: EffectSide, after: EffectSide): string | null {
  if (before.load === null || after.load === null) return null;
  return `load ${before.load.toFixed(1)}/${before.dynos} → ${after.load.toFixed(1)}/${after.dynos}`;
}

function verdict(before: EffectSide, after: EffectSide): string {
  const change = ((after.traffic.p95 ?? 0) - (before.traffic.p95 ?? 0)) / Math.max(1, before.traffic.p95 ?? 0);
  if (change <= -noticeable)
    return hasRoom(after) ? 'faster; one more dyno would gain little' : 'faster; the dynos are still busy, one more would help';
  if (change >= noticeable) return 'slower than before';
  const isMore = after.dynos > before.dynos;
  return isMore && before.load !== null && before.load < idleShare * before.dynos
    ? 'no effect: the dynos were not the limit (F03)'
    : 'no effect to speak of';
}

const hasRoom = ({ load, dynos }: EffectSide): boolean => load === null || dynos === 0 || load / dynos < 0.75;
