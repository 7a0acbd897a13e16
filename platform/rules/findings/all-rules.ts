import type { MonitorEvidence } from './evidence.ts';
import { dynoTooBusy } from './f01-dyno-too-busy.ts';
import { dynosTooBusy } from './f02-dynos-too-busy.ts';
import { databaseIsTheLimit } from './f03-database-is-the-limit.ts';
import { slowAndIdle } from './f04-slow-and-idle.ts';
import { memoryOverQuota } from './f05-memory-over-quota.ts';
import { killedForMemory } from './f06-killed-for-memory.ts';
import { connectionsNearLimit } from './f07-connections-near-limit.ts';
import { redisClientsNearLimit } from './f08-redis-clients-near-limit.ts';
import { useLivePages } from './f09-use-live-pages.ts';
import { otreeOnSeveralDynos } from './f10-otree-on-several-dynos.ts';
import { idleWorker } from './f11-idle-worker.ts';
import { oneSlowRoute } from './f12-one-slow-route.ts';
import { everythingWaits } from './f13-everything-waits.ts';
import { cutAtStops } from './f14-cut-at-stops.ts';
import { cutWithoutStops } from './f15-cut-without-stops.ts';
import { uncachedStampede } from './f16-uncached-stampede.ts';
import { machineIsFull } from './f17-machine-is-full.ts';
import { forgottenDynos } from './f18-forgotten.ts';
import { notReady } from './f19-not-ready.ts';
import { requestsFail } from './f20-requests-fail.ts';
import { standsOpen } from './f21-stands-open.ts';
import { filesThatVanish } from './f22-files-that-vanish.ts';
import { reachableFromOutside } from './f23-reachable-from-outside.ts';
import { looksPersonal } from './f24-looks-personal.ts';
import { oldVersion } from './f25-old-version.ts';
import { rowsNearLimit } from './f26-rows-near-limit.ts';
import { otherTimeZone } from './f27-other-time-zone.ts';
import { retryStorm } from './f28-retry-storm.ts';
import { mirrorDrift } from './f29-mirror-drift.ts';
import { robots } from './f30-robots.ts';
import { tooManyDynos } from './f31-too-many-dynos.ts';
import { rushAhead } from './f32-rush-ahead.ts';
import type { Found } from './finding.ts';

const rules = [
  dynoTooBusy,
  dynosTooBusy,
  databaseIsTheLimit,
  slowAndIdle,
  memoryOverQuota,
  killedForMemory,
  connectionsNearLimit,
  redisClientsNearLimit,
  useLivePages,
  otreeOnSeveralDynos,
  idleWorker,
  oneSlowRoute,
  everythingWaits,
  cutAtStops,
  cutWithoutStops,
  uncachedStampede,
  machineIsFull,
  forgottenDynos,
  notReady,
  requestsFail,
  standsOpen,
  filesThatVanish,
  reachableFromOutside,
  looksPersonal,
  oldVersion,
  rowsNearLimit,
  otherTimeZone,
  retryStorm,
  mirrorDrift,
  robots,
  tooManyDynos,
  rushAhead,
] as const;

/** What all rules say of a moment (platform specification, §8.1). */
export const findingsIn = (evidence: MonitorEvidence): readonly Found[] => rules.flatMap((rule) => rule(evidence) ?? []);
