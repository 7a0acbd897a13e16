import type { App } from './resources.ts';

export interface AppFacts {
  readonly maintenance: boolean;
  /** Whether a release serves. */
  readonly hasRelease: boolean;
  readonly isRollingOut: boolean;
  /** Whether a deploy was tried, and failed. */
  readonly hasFailedDeploy: boolean;
  /** It wakes when somebody asks for it. */
  readonly isAsleep: boolean;
  /** What may be spent on it is spent. */
  readonly isStopped: boolean;
  readonly wanted: number;
  readonly up: number;
  readonly crashed: number;
}

/** How an app is, in one word: the worst that is true of it. */
export function appState(facts: AppFacts): App['state'] {
  if (facts.maintenance) return 'maintenance';
  if (!facts.hasRelease) return beforeRelease(facts);
  if (facts.isStopped) return 'stopped';
  if (facts.isAsleep) return 'asleep';
  if (facts.wanted === 0) return 'off';
  if (facts.crashed > 0) return 'crashed';
  return facts.up >= facts.wanted ? 'up' : 'starting';
}

function beforeRelease({ isRollingOut, hasFailedDeploy }: AppFacts): App['state'] {
  if (isRollingOut) return 'starting';
  return hasFailedDeploy ? 'failed' : 'blank';
}
