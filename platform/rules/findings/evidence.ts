import type { TrafficSummary } from '../traffic-summary.ts';
import type { AppEvidence, MemoryEvidence, MirrorEvidence, WorkerEvidence } from './app-evidence.ts';
import type { EventAhead, Forgotten, LongRun, RushAhead } from './event-evidence.ts';
import type { BurstEvidence, CutOffEvidence, GameEvidence, OwnTimeEvidence, StormEvidence, VisitorEvidence } from './visitor-evidence.ts';

/**
 * The feature vector (MON-09): what is known of an app and was measured of it in the last five minutes. It is all that the rules look at, plain
 * enough to be kept as JSON and judged again.
 */
export interface MonitorEvidence {
  readonly traffic: TrafficSummary;
  readonly lastMinute: TrafficSummary;
  readonly web: WebEvidence;
  /** The route groups in which most time was spent. */
  readonly routes: readonly RouteEvidence[];
  /** How many requests ran into the time limit (H12), by route group. */
  readonly timeouts: Readonly<Record<string, number>>;
  readonly databases: readonly DatabaseEvidence[];
  /** The page that was asked for most often within ten seconds of a rush; null: there was none. */
  readonly burst: BurstEvidence | null;
  /** Of the machine that all dynos share. */
  readonly machineCores: number;
  readonly machine: MachineEvidence;
  readonly app: AppEvidence;
  /** Process types beside web that have dynos. */
  readonly workers: readonly WorkerEvidence[];
  readonly memory: readonly MemoryEvidence[];
  readonly redis: readonly RedisEvidence[];
  /** Null: the app's server writes no own time, as oTree does. */
  readonly ownTime: OwnTimeEvidence | null;
  /** The page of an oTree game that is asked for most; null: no game is played. */
  readonly game: GameEvidence | null;
  readonly cutOff: CutOffEvidence;
  readonly visitors: VisitorEvidence;
  /** Clients that ask for the same again and again; null: none do. */
  readonly storm: StormEvidence | null;
  readonly forgotten: Forgotten | null;
  /** The next event of the app; null: none is planned. */
  readonly event: EventAhead | null;
  readonly rush: RushAhead | null;
  /** The last half hour; null: too little of it was measured, or the dynos are there for what is to come. */
  readonly longRun: LongRun | null;
  readonly mirrors: readonly MirrorEvidence[];
}

export interface MachineEvidence {
  /** Null: not measured. */
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
}

export interface RedisEvidence {
  readonly name: string;
  /** The config var that carries its address says what it is for: `REDIS_URL`. */
  readonly configVar: string;
  readonly clients: number;
  /** Null: as many as its server allows. */
  readonly clientLimit: number | null;
  /** Turned away since five minutes. */
  readonly rejected: number;
}

export interface WebEvidence {
  readonly quantity: number;
  readonly up: number;
  /** Requests that one dyno works on at once. */
  readonly slots: number;
  /** Stock oTree, which is right on one web dyno only. */
  readonly runsAlone: boolean;
  /** `standard-1x` */
  readonly size: string;
  /** The next one up with more of a core's time; null: there is none. */
  readonly nextSize: string | null;
  /** The load of all web dynos together, minute by minute, oldest first. */
  readonly loads: readonly number[];
  /** Micro-units an hour of a dyno, by size; what the price book does not know is missing. */
  readonly hourlyMicro: Readonly<Record<string, number>>;
  readonly currency: string;
}

export interface RouteEvidence {
  readonly route: string;
  readonly requests: number;
  readonly failed: number;
  readonly p95Ms: number;
}

export interface DatabaseEvidence {
  readonly name: string;
  readonly connections: number;
  /** Null: as many as its server allows. */
  readonly connectionLimit: number | null;
  /** Statements under way, and those of them that wait for a lock; means of the window. */
  readonly active: number;
  readonly lockWaits: number;
  readonly longestSeconds: number;
  /** Null: too little was read to tell. */
  readonly hitPercent: number | null;
  readonly idleInTransaction: number;
  /** Null: nobody has counted them. */
  readonly rows: number | null;
  /** Null: no limit. */
  readonly rowLimit: number | null;
}

/** A page that takes longer is slow (people notice). */
export const slowMs = 1000;

export const isSlow = ({ p95, requests }: TrafficSummary): boolean => requests >= 20 && p95 !== null && p95 >= slowMs;

/** A dyno of one process is full at a load of 1. */
export const meanLoad = ({ loads }: WebEvidence): number =>
  loads.length === 0 ? 0 : loads.reduce((sum, load) => sum + load, 0) / loads.length;

export const loadPerDyno = (web: WebEvidence): number => (web.up === 0 ? 0 : meanLoad(web) / web.up);

/** `2.9`, `0.31` */
export const twoDigits = (value: number): number => Math.round(value * 100) / 100;

export const slowPages = ({ p95 }: TrafficSummary) => ({ text: '95 of 100 pages within', value: Math.round(p95 ?? 0), unit: 'ms' });

export const loadOfAll = (web: WebEvidence) => ({
  text: `load of ${web.up === 1 ? 'the one dyno' : `all ${web.up} dynos`}, ${web.up} is full`,
  value: twoDigits(meanLoad(web)),
  unit: '',
});

const idleLoad = 0.5;

/** Pages are slow, and the dynos have time. */
export const idleAndSlow = ({ web, traffic }: MonitorEvidence): boolean => web.up > 0 && loadPerDyno(web) < idleLoad && isSlow(traffic);
