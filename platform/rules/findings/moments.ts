import type { TrafficSummary } from '../traffic-summary.ts';
import type { AppEvidence, MemoryEvidence } from './app-evidence.ts';
import type { DatabaseEvidence, MonitorEvidence, RedisEvidence, WebEvidence } from './evidence.ts';
import type { EventAhead, LongRun } from './event-evidence.ts';
import type { FindingRule } from './finding.ts';
import type { GameEvidence, OwnTimeEvidence } from './visitor-evidence.ts';

/** Moments of apps as the monitor gathers them, for trials of the rules. */
export interface MomentPair {
  /** The rule speaks of it, and no other does. */
  readonly yes: MonitorEvidence;
  /** Nobody speaks of it, however near it is. */
  readonly no: MonitorEvidence;
}

export const traffic: TrafficSummary = {
  seconds: 300,
  requests: 6000,
  ok: 6000,
  failed: 0,
  failedByRouter: 0,
  failedByApp: 0,
  failedPercent: 0,
  p50: 80,
  p95: 240,
  p99: 400,
  max: 900,
  queueP95: 0,
  perSecond: 20,
  busySlots: 2,
  codes: {},
};

const web: WebEvidence = {
  quantity: 3,
  up: 3,
  slots: 8,
  runsAlone: false,
  size: 'standard-1x',
  nextSize: 'standard-2x',
  loads: [0.9, 0.9, 0.9, 0.9, 0.9],
  hourlyMicro: { 'standard-1x': 34_722, 'standard-2x': 69_444 },
  currency: 'USD',
};

const database: DatabaseEvidence = {
  name: 'tab-db',
  connections: 6,
  connectionLimit: 20,
  active: 0.5,
  lockWaits: 0,
  longestSeconds: 0.1,
  hitPercent: 99.8,
  idleInTransaction: 0,
  rows: 7_900,
  rowLimit: 10_000,
};

const redis: RedisEvidence = { name: 'tab-redis', configVar: 'REDIS_URL', clients: 15, clientLimit: 20, rejected: 0 };

const app: AppEvidence = {
  guest: 'other',
  missingVars: [],
  debug: false,
  hasOpenAdmin: false,
  databaseIsFile: false,
  timeZone: 'Europe/Berlin',
  version: null,
  exposed: [],
  personalPages: [],
  topIssue: null,
};

const memory: MemoryEvidence = {
  type: 'web',
  size: 'standard-1x',
  largerSize: 'standard-2x',
  quantity: 3,
  quotaMb: 512,
  highestMb: 300,
  overQuota: 0,
  killed: 0,
  growsMbPerHour: 100,
  minutesSinceRestart: null,
  lastRoute: null,
};

const event: EventAhead = {
  title: 'Berlin Open',
  hours: 20,
  timeZone: 'Europe/Berlin',
  checks: [{ text: 'A rehearsal has passed', isDone: true, found: 'for 120 people', at: 'rehearsals' }],
};

/** A tournament that goes well. */
export const calm: MonitorEvidence = {
  traffic,
  lastMinute: { ...traffic, seconds: 60, requests: 1200, ok: 1200 },
  web,
  routes: [
    { route: '/*/draw', requests: 3000, failed: 0, p95Ms: 200 },
    { route: '/*/admin/allocation', requests: 10, failed: 0, p95Ms: 900 },
  ],
  timeouts: {},
  databases: [database],
  burst: null,
  machineCores: 4,
  machine: { cpuPercent: 60, memoryPercent: 70 },
  app,
  workers: [{ type: 'worker', quantity: 1, size: 'standard-1x', load: 0.2 }],
  memory: [memory],
  redis: [redis],
  ownTime: null,
  game: null,
  cutOff: { unanswered: 0, atStops: 0, interrupted: 0, workerTimeouts: 0 },
  visitors: { requests: 3000, robots: 60, busiestRobot: 'Googlebot' },
  storm: null,
  forgotten: null,
  event,
  rush: { title: 'Draw of round 3', minutes: 20, expectPeople: 300, needed: 3 },
  longRun: { minutes: 30, load: 0.95, busySlots: 2, queueP95: 0 },
  mirrors: [{ name: 'tab-mirror', differences: [] }],
};

const slow = { ...traffic, p95: 2840 };
const full = { ...web, loads: [2.7, 2.8, 2.9, 2.8, 2.8] };
/** One dyno of stock oTree, as busy as it can be. */
const busyOtree = { ...web, quantity: 1, up: 1, runsAlone: true, loads: [0.4, 1.02, 1.1, 0.9, 1.2] };
const otreeApp: AppEvidence = { ...app, guest: 'otree' };
const otree: MonitorEvidence = { ...calm, web: { ...busyOtree, loads: [0.6, 0.6, 0.6] }, app: otreeApp, workers: [], longRun: null };
const waiting = { ...slow, queueP95: 2000, codes: { H12: 41, H11: 12 } };
const ownTime: OwnTimeEvidence = { requests: 2400, meanMs: 38, waitP95Ms: 830, busyShare: 0.6 };
const game: GameEvidence = { page: 'stag_hunt/Choose', participants: 60, rounds: 20, staySeconds: 5, requestsPerSecond: 14 };
const quiet: LongRun = { minutes: 30, load: 0.4, busySlots: 1, queueP95: 0 };
const burst = { path: '/wudc/draw/', requests: 412, cached: 20, times: 9, second: 1_000, trigger: null };
const minute = { ...traffic, seconds: 60, requests: 1200 };
const unready = { text: 'A rehearsal has passed', isDone: false, found: 'none', at: 'rehearsals' } as const;
const forgotten = {
  event: 'Berlin Open',
  types: [{ type: 'web', quantity: 1, was: 3 }],
  perDay: '$3.33',
  savesPerHourMicro: 69_444,
  currency: 'USD',
};

/** For each rule a moment that it must speak of, alone, and one that nobody must, however near it is. */
export const moments: Readonly<Record<Exclude<FindingRule, 'SITE'>, MomentPair>> = {
  F01: {
    yes: { ...calm, web: busyOtree, traffic: slow },
    no: { ...calm, web: { ...busyOtree, loads: [0.4, 1.02, 1.1, 0.9, 0.9] }, traffic: slow, databases: [] },
  },
  F02: { yes: { ...calm, web: full, traffic: slow }, no: { ...calm, web: full, traffic: { ...traffic, p95: 990 } } },
  F03: {
    yes: { ...calm, traffic: slow, databases: [{ ...database, lockWaits: 3, active: 4 }] },
    no: { ...calm, traffic: { ...traffic, p95: 990 }, databases: [{ ...database, lockWaits: 3, active: 4 }] },
  },
  F04: { yes: { ...calm, traffic: slow }, no: { ...calm, traffic: slow, web: { ...web, loads: [1.6, 1.6, 1.6] } } },
  F05: {
    yes: { ...calm, memory: [{ ...memory, highestMb: 530, overQuota: 3 }] },
    no: { ...calm, memory: [{ ...memory, highestMb: 300, growsMbPerHour: 105 }] },
  },
  F06: {
    yes: { ...calm, memory: [{ ...memory, highestMb: 1030, killed: 1, overQuota: 9, lastRoute: '/*/export' }] },
    no: { ...calm, memory: [{ ...memory, highestMb: 500, growsMbPerHour: null, lastRoute: '/*/export' }] },
  },
  F07: { yes: { ...calm, databases: [{ ...database, connections: 16 }] }, no: { ...calm, databases: [{ ...database, connections: 15 }] } },
  F08: { yes: { ...calm, redis: [{ ...redis, rejected: 2 }] }, no: { ...calm, redis: [{ ...redis, clients: 400, clientLimit: null }] } },
  F09: { yes: { ...otree, ownTime, game }, no: { ...otree, ownTime, game: { ...game, rounds: 9 } } },
  F10: { yes: { ...calm, web: { ...web, runsAlone: true } }, no: otree },
  F11: {
    yes: { ...otree, workers: [{ type: 'worker', quantity: 1, size: 'standard-1x', load: 0 }] },
    no: { ...calm, workers: [{ type: 'worker', quantity: 1, size: 'standard-1x', load: 0 }] },
  },
  F12: {
    yes: { ...calm, timeouts: { '/*/admin/allocation': 9, '/*/draw': 1 } },
    no: { ...calm, timeouts: { '/*/admin/allocation': 7, '/*/draw': 3 } },
  },
  F13: {
    yes: { ...calm, web: { ...web, loads: [2.5, 2.5, 2.5] }, traffic: waiting, timeouts: { '/*/draw': 20, '/*/results': 21 } },
    no: { ...calm, web: full, traffic: { ...waiting, p95: 900, codes: { H12: 2, H11: 2 } } },
  },
  F14: {
    yes: { ...calm, cutOff: { unanswered: 10, atStops: 9, interrupted: 0, workerTimeouts: 0 } },
    no: { ...calm, cutOff: { unanswered: 4, atStops: 4, interrupted: 0, workerTimeouts: 0 } },
  },
  F15: {
    yes: { ...calm, cutOff: { unanswered: 4, atStops: 0, interrupted: 3, workerTimeouts: 2 } },
    no: { ...calm, cutOff: { unanswered: 2, atStops: 0, interrupted: 2, workerTimeouts: 2 } },
  },
  F16: { yes: { ...calm, burst }, no: { ...calm, burst: { ...burst, cached: 380 } } },
  F17: {
    yes: { ...calm, web: full, machine: { cpuPercent: 97, memoryPercent: 70 } },
    no: { ...calm, machine: { cpuPercent: 97, memoryPercent: 70 } },
  },
  F18: { yes: { ...calm, forgotten }, no: calm },
  F19: {
    yes: { ...calm, event: { ...event, checks: [...event.checks, unready] } },
    no: { ...calm, event: { ...event, hours: 49, checks: [unready] } },
  },
  F20: {
    yes: { ...calm, lastMinute: { ...minute, failed: 31, failedByApp: 31 } },
    no: { ...calm, lastMinute: { ...minute, failed: 30, failedByApp: 30 } },
  },
  F21: { yes: { ...otree, app: { ...otreeApp, missingVars: ['OTREE_PRODUCTION'] } }, no: otree },
  F22: { yes: { ...otree, app: { ...otreeApp, databaseIsFile: true } }, no: otree },
  F23: { yes: { ...calm, app: { ...app, exposed: ['web.1 at 10.0.0.5:20001'] } }, no: calm },
  F24: { yes: { ...calm, app: { ...app, personalPages: ['/wudc/draw/'] } }, no: calm },
  F25: {
    yes: { ...otree, app: { ...otreeApp, version: { name: 'oTree', running: '5.9.2', newest: '5.10.0' } } },
    no: { ...otree, app: { ...otreeApp, version: { name: 'oTree', running: '5.10.1', newest: '5.10.0' } } },
  },
  F26: {
    yes: { ...calm, databases: [{ ...database, rows: 8_000 }] },
    no: { ...calm, databases: [{ ...database, rows: 90_000, rowLimit: null }] },
  },
  F27: { yes: { ...calm, app: { ...app, timeZone: 'UTC' } }, no: { ...calm, app: { ...app, timeZone: null } } },
  F28: {
    yes: { ...calm, storm: { path: '/wudc/results/', clients: 20, requests: 260 } },
    no: { ...calm, storm: { path: '/wudc/results/', clients: 19, requests: 900 } },
  },
  F29: { yes: { ...calm, mirrors: [{ name: 'tab-mirror', differences: ['REDISCLOUD_URL leads to another server'] }] }, no: calm },
  F30: {
    yes: { ...calm, visitors: { requests: 1000, robots: 301, busiestRobot: 'GPTBot' } },
    no: { ...calm, visitors: { requests: 99, robots: 90, busiestRobot: 'GPTBot' } },
  },
  F31: { yes: { ...calm, longRun: quiet }, no: { ...calm, longRun: { ...quiet, queueP95: 12 } } },
  F32: {
    yes: { ...calm, rush: { title: 'Draw of round 3', minutes: 20, expectPeople: 600, needed: 5 } },
    no: { ...calm, rush: { title: 'Draw of round 3', minutes: 31, expectPeople: 600, needed: 5 } },
  },
};
