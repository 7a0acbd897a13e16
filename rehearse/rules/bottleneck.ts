import type { Level, StoreFigures } from './level.ts';
import { firstFail, firstGivenUp, plateau } from './staircase.ts';

export type BottleneckKind =
  | 'generator'
  | 'cache-stampede'
  | 'dyno-cpu'
  | 'machine'
  | 'single-process-lock'
  | 'memory'
  | 'postgres-connections'
  | 'postgres-locks'
  | 'postgres-time'
  | 'redis'
  | 'external';

/** What filled up, and how that can be seen. */
export interface Bottleneck {
  readonly kind: BottleneckKind;
  /** `Database connections` */
  readonly title: string;
  /** A sentence with its numbers. */
  readonly words: string;
  readonly evidence: Readonly<Record<string, number>>;
  /** Of the add-on, when it is one. */
  readonly addon: string | null;
}

export interface House {
  /** Processors of the machine that the app runs on; null when it is elsewhere. */
  readonly cores: number | null;
}

/** All that is known of a curve whose first failing level is `failed`, or the first that the bots could not play. */
interface Case {
  readonly failed: Level;
  /** Requests a second, at most. */
  readonly most: number;
  /** Milliseconds of an ordinary answer while there was no hurry; null when no level passed. */
  readonly calmMs: number | null;
  readonly house: House;
}

type Suspect = (found: Case) => Bottleneck | null;

/**
 * The two strongest reasons why the first failing level failed, in the order of REH-08: what stands earlier would also explain what
 * stands later. Nothing when no level failed and the bots kept up.
 */
export function bottlenecks(levels: readonly Level[], house: House): readonly Bottleneck[] {
  const failed = firstFail(levels) ?? firstGivenUp(levels);
  if (failed === null) return [];
  const calm = levels.filter(({ verdict }) => verdict === 'pass').flatMap(({ quickMs, p50 }) => quickMs ?? p50 ?? []);
  const found = { failed, most: plateau(levels), calmMs: calm.length === 0 ? null : Math.min(...calm), house };
  const seen = suspects.map((suspect) => suspect(found)).filter((bottleneck) => bottleneck !== null);
  const once = seen.filter(({ kind }, at) => seen.findIndex((other) => other.kind === kind) === at);
  return once.length === 0 ? [external(found)] : once.slice(0, 2);
}

/** It says nothing of the app, but what was full at that moment is told beside it. */
const generator: Suspect = ({ failed: level }) => {
  if (level.verdict !== 'invalid') return null;
  const { loopDelayP99Ms, cpuPercent } = level.generator;
  const words = `With ${level.people.toLocaleString('en')} people ${level.why}: that is no limit of the app.`;
  return { kind: 'generator', title: 'The bots themselves', words, evidence: { loopDelayP99Ms, cpuPercent }, addon: null };
};

/** A share of a limit from which on it is the limit that people feel. */
const full = 0.95;
/** Of a processor. */
const busy = 0.9;
const idle = 0.7;

const stampede: Suspect = ({ failed: { evidence, requests } }) => {
  const share = evidence.cacheHitShare;
  if (share === null || share >= 0.2 || requests < 50) return null;
  const words = `Only ${percent(share)} of the pages that may be kept came out of the page cache, so the app made the same page again and again.`;
  return { kind: 'cache-stampede', title: 'Page cache', words, evidence: { cacheHitShare: share }, addon: null };
};

const processors: Suspect = (found) => {
  const { failed, house } = found;
  const [{ load, totalLoad, dynos }, { cores }] = [failed.evidence, house];
  if (load === null || load < busy) return null;
  const whole = machine(found);
  if (whole !== null) return whole;
  if (cores !== null && totalLoad !== null && dynos > 1 && totalLoad >= cores * busy) {
    const words = `Together the dynos want ${two(totalLoad)} processors, and the machine has ${cores}.`;
    return { kind: 'machine', title: 'Processors of the machine', words, evidence: { totalLoad, cores }, addon: null };
  }
  const words = `The busiest web dyno computes all the time: its load is ${two(load)}, and a process that does one thing at a time is full at 1.`;
  return { kind: 'dyno-cpu', title: 'Processor of a dyno', words, evidence: { dynoLoad: load, dynos }, addon: null };
};

/** Whoever needs them: the dynos, the database, the router, the bots, or what else runs there. */
const machine: Suspect = ({ failed: { evidence, generator: bots }, house: { cores } }) => {
  const { busyProcessors, totalLoad } = evidence;
  if (cores === null || busyProcessors === null || busyProcessors < cores * full) return null;
  const own = totalLoad === null ? '' : `the app's dynos wanted ${two(totalLoad)}, `;
  const words = `All ${cores} processors of the machine were busy (${two(busyProcessors)}): ${own}the bots took ${two(bots.cpuPercent / 100)}, the rest is database, router and whatever else runs there.`;
  const numbers = { busyProcessors, cores, bots: bots.cpuPercent / 100, ...(totalLoad !== null && { totalLoad }) };
  return { kind: 'machine', title: 'Processors of the machine', words, evidence: numbers, addon: null };
};

/** What one request needs, times how many there are in a second, is one second: they stand in line although nobody computes. */
const lock: Suspect = ({ failed: { evidence, finished }, most, calmMs }) => {
  if (finished !== null) return null; // an event is no steady stream
  if (calmMs === null || (evidence.load ?? 0) >= idle) return null;
  const ownTimeBusy = (most * calmMs) / 1_000;
  if (ownTimeBusy < 0.75 || ownTimeBusy > 1.5) return null;
  const load = evidence.load === null ? '' : ` (load ${two(evidence.load)})`;
  const words = `Requests are served one after another: ${Math.round(calmMs)} ms each, at most ${Math.round(most)} a second, while the processor has nothing to do${load}.`;
  return {
    kind: 'single-process-lock',
    title: 'One request at a time',
    words,
    evidence: { ownTimeBusy: rounded(ownTimeBusy), ownTimeMs: calmMs, perSecond: rounded(most), dynoLoad: evidence.load ?? 0 },
    addon: null,
  };
};

const memory: Suspect = ({ failed: { evidence } }) => {
  const { codes } = evidence;
  const [held, quota] = [evidence.memoryMb ?? 0, evidence.memoryQuotaMb ?? Infinity].map(Math.round);
  const over = ['R14', 'R15'].reduce((sum, code) => sum + (codes[code] ?? 0), 0);
  if (held === undefined || quota === undefined || (over === 0 && held < quota * full)) return null;
  const words = `A web dyno held ${held} MB of ${quota} MB${over > 0 ? `; ${over} × memory quota exceeded` : ''}.`;
  return { kind: 'memory', title: 'Memory of a dyno', words, evidence: { memoryMb: held, memoryQuotaMb: quota }, addon: null };
};

const isFull = ({ connections, connectionLimit }: StoreFigures): boolean =>
  connectionLimit !== null && connections >= connectionLimit * full;

const postgresConnections: Suspect = ({ failed }) => {
  const store = failed.evidence.stores.find((each) => each.service === 'postgres' && isFull(each));
  if (store === undefined) return null;
  const words = `${store.connections} of the ${store.connectionLimit} connections that the database's plan allows were taken.`;
  return {
    kind: 'postgres-connections',
    title: 'Database connections',
    words,
    evidence: { connections: store.connections, connectionLimit: store.connectionLimit ?? 0 },
    addon: store.name,
  };
};

const postgresLocks: Suspect = ({ failed }) => {
  const store = failed.evidence.stores.find(({ service, waiting }) => service === 'postgres' && waiting >= 1);
  if (store === undefined) return null;
  const words = `On average ${rounded(store.waiting)} statements waited for a lock that another one held in the database.`;
  return {
    kind: 'postgres-locks',
    title: 'Locks in the database',
    words,
    evidence: { waiting: rounded(store.waiting) },
    addon: store.name,
  };
};

/** It computes as much as there are processors, while the dynos wait for it. */
const postgresTime: Suspect = ({ failed, house: { cores } }) => {
  const store = failed.evidence.stores.find(({ service, active }) => service === 'postgres' && active >= (cores ?? Infinity) * busy);
  if (store === undefined) return null;
  const words = `The database was at work all the time: on average on ${rounded(store.active)} statements at once, and the machine has ${cores} processors.`;
  const numbers = { active: rounded(store.active), cores: cores ?? 0 };
  return { kind: 'postgres-time', title: 'Work of the database', words, evidence: numbers, addon: store.name };
};

const redis: Suspect = ({ failed }) => {
  const store = failed.evidence.stores.find(
    (each) => each.service === 'redis' && (isFull(each) || (each.limitMb !== null && each.usedMb >= each.limitMb * full)),
  );
  if (store === undefined) return null;
  const words = `Redis had ${store.connections} of ${store.connectionLimit ?? 'any number of'} clients and ${rounded(store.usedMb)} of ${store.limitMb ?? 'any number of'} MB.`;
  return {
    kind: 'redis',
    title: 'Redis',
    words,
    evidence: { clients: store.connections, usedMb: rounded(store.usedMb) },
    addon: store.name,
  };
};

/** In the order in which they are asked. */
const suspects: readonly Suspect[] = [
  generator,
  stampede,
  processors,
  lock,
  memory,
  postgresConnections,
  postgresLocks,
  postgresTime,
  redis,
  machine,
];

/** Nothing of ours is full. */
function external({ failed, most, calmMs }: Case): Bottleneck {
  const atOnce = calmMs === null ? null : (most * calmMs) / 1_000;
  const together = atOnce === null ? '' : ` About ${Math.max(1, Math.round(atOnce))} requests were worked on at a time.`;
  const words = `Processor, memory and connections have room, so the app waits for something else: a service outside, a pause or a lock of its own.${together}`;
  const evidence = { dynoLoad: failed.evidence.load ?? 0, ...(atOnce !== null && { atOnce: rounded(atOnce) }) };
  return { kind: 'external', title: 'Something that cannot be seen from here', words, evidence, addon: null };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const two = (value: number): string => value.toFixed(2);
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** How near to full each limit was: the fullest first. */
export interface Fill {
  readonly title: string;
  readonly used: number;
  readonly limit: number;
  readonly unit: string;
}

/** Every limit that was measured at the level, the fullest first. */
export function fills({ evidence }: Level): readonly Fill[] {
  const { load, memoryMb, memoryQuotaMb, stores } = evidence;
  const all = [
    ...(load === null ? [] : [{ title: 'Processor of the busiest dyno', used: rounded(load), limit: 1, unit: '' }]),
    ...(memoryMb === null || memoryQuotaMb === null
      ? []
      : [{ title: 'Memory of a dyno', used: Math.round(memoryMb), limit: Math.round(memoryQuotaMb), unit: 'MB' }]),
    ...stores.flatMap(({ service, connections, connectionLimit, usedMb, limitMb }) => {
      const title = service === 'postgres' ? 'Database' : 'Redis';
      return [
        ...(connectionLimit === null ? [] : [{ title: `${title} connections`, used: connections, limit: connectionLimit, unit: '' }]),
        ...(limitMb === null ? [] : [{ title: `${title} memory`, used: rounded(usedMb), limit: limitMb, unit: 'MB' }]),
      ];
    }),
  ];
  return all.toSorted((a, b) => b.used / b.limit - a.used / a.limit);
}
