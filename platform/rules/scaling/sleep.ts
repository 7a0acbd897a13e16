/** What is known of an app that may fall asleep (platform specification, ALR-30). */
export interface SleepFacts {
  readonly nowMs: number;
  readonly afterMs: number;
  /** Since when it has been awake, as far as is known: its last wake, its last release, the day it was told to sleep. */
  readonly awakeSinceMs: number;
  /** Requests of visitors in the last `afterMs`, cached pages too, and WebSockets that are open. */
  readonly requests: number;
  readonly openSockets: number;
  /** Of so many of the seconds of `afterMs` the routers have told. */
  readonly secondsKnown: number;
  /** One-off dynos that are under way. */
  readonly runs: number;
  /** A schedule's window is open, or a moment is near. */
  readonly isExpected: boolean;
}

/** Where the routers were away for longer it is not known whether anybody came. */
const knownShare = 0.9;

/** Nobody has asked for it for long enough, and nobody is about to. */
export function fallsAsleep({ nowMs, afterMs, awakeSinceMs, requests, openSockets, secondsKnown, runs, isExpected }: SleepFacts): boolean {
  if (nowMs - awakeSinceMs < afterMs || secondsKnown < (knownShare * afterMs) / 1000) return false;
  return requests === 0 && openSockets === 0 && runs === 0 && !isExpected;
}
