import type { Gauges } from './gauges.ts';
import { mergedPacked } from './latency-buckets.ts';
import type { PackedBuckets } from './latency-buckets.ts';
import * as words from './metric-panel-words.ts';
import type { AddonGauges, Panel, PanelLine, PanelScene } from './metric-panels.ts';
import { percentiles } from './traffic.ts';
import type { TrafficStep } from './traffic.ts';

type Values = readonly (number | null)[];

/** The panels of a scene, in the order of the page (platform specification, UI-14). */
export const panelMakers: readonly ((scene: PanelScene) => readonly Panel[])[] = [
  responseTime,
  throughput,
  dynoLoad,
  memory,
  queue,
  cache,
  (scene) => scene.addons.filter(({ service }) => service === 'postgres').map((addon) => postgres(scene, addon)),
  (scene) => scene.addons.filter(({ service }) => service === 'redis').map((addon) => redis(scene, addon)),
  sockets,
  host,
];

function responseTime(scene: PanelScene): Panel[] {
  const steps = ofTraffic(scene, ({ buckets, cachedBuckets }) => {
    const own = percentiles(buckets);
    return { ...own, cached: cachedBuckets === '' ? own.p95 : percentiles(mergedPacked([buckets, cachedBuckets])).p95 };
  });
  const former = inSeconds(scene, scene.former, ({ buckets }) => percentiles(buckets).p95);
  const at = (name: 'p50' | 'p95' | 'p99' | 'max' | 'cached'): Values => steps.map((step) => step?.[name] ?? null);
  const lines = [
    line(['p50', 'p50, half'], at('p50')),
    line(['p95', 'p95'], at('p95')),
    line(['p99', 'p99'], at('p99'), { look: 'dashed' }),
    line(['max', 'slowest'], at('max'), { colour: 'fail', isShown: false }),
    line(['cached', 'p95 with the cache'], at('cached'), { colour: 'ok', isShown: false }),
    ...compared('former', 'p95 before', former),
  ];
  return [{ key: 'speed', title: 'Response time', unit: 'ms', ...words.speed(at('p50'), at('p95'), scene.stepSeconds), lines }];
}

function throughput(scene: PanelScene): Panel[] {
  const rate = (of: (step: TrafficStep) => number): Values => perSecond(scene, of);
  const ok = rate((step) => step.ok);
  const byRouter = rate((step) => step.failedByRouter);
  const byApp = rate((step) => step.failed - step.failedByRouter);
  const fromCache = rate(({ cache: { hit = 0, stale = 0, coalesced = 0 } }) => hit + stale + coalesced);
  const former = inSeconds(scene, scene.former, (step) => (step.ok + step.failed) / scene.stepSeconds);
  const lines = [
    line(['ok', 'ok'], ok, { look: 'stack', colour: 'ok-fill' }),
    line(['failedByApp', 'failed in the app'], byApp, { look: 'stack', colour: 'late-fill' }),
    line(['failedByRouter', 'failed at the router'], byRouter, { look: 'stack', colour: 'fail-fill' }),
    line(['fromCache', 'from the cache'], fromCache, { colour: 'p50' }),
    ...compared('formerRequests', 'before', former),
  ];
  return [{ key: 'throughput', title: 'Throughput', unit: 'rate', ...words.throughput({ ok, byRouter, byApp }), lines }];
}

function dynoLoad(scene: PanelScene): Panel[] {
  const gauges = held(scene, scene.dynos);
  const loads = gauges.map((step) => (step === null ? [] : dynoFigures(step, 'load')));
  const total = loads.map((own) => (own.length === 0 ? null : own.reduce((sum, [, mean]) => sum + mean, 0)));
  const fullest = loads.map((own) => (own.length === 0 ? null : Math.max(...own.map(([, , greatest]) => greatest))));
  const up = gauges.map((step) => (step === null ? null : sumOf(step, '/up')));
  const wanted = gauges.map((step) => (step === null ? null : sumOf(step, '/wanted')));
  const lines = [
    line(['load', 'busy or waiting, all dynos'], total, { look: 'area', colour: 'p50' }),
    line(['fullest', 'fullest dyno, at most'], fullest, { look: 'dashed', colour: 'p99' }),
    line(['up', 'dynos: can do at once'], up, { look: 'limit', colour: 'text' }),
    line(['wanted', 'dynos wanted'], wanted, { look: 'dashed', colour: 'muted', isShown: false }),
  ];
  return [{ key: 'load', title: 'Load and capacity', unit: 'number', ...words.load(total, up), lines }];
}

function memory(scene: PanelScene): Panel[] {
  const gauges = held(scene, scene.dynos);
  const each = gauges.map((step) => (step === null ? [] : dynoFigures(step, 'memory')));
  const mean = each.map((own) => (own.length === 0 ? null : own.reduce((sum, [, one]) => sum + one, 0) / own.length));
  const fullest = each.map((own) => (own.length === 0 ? null : Math.max(...own.map(([, , greatest]) => greatest))));
  const quota = gauges.map((step) => (step === null ? null : greatestOf(step, '/quotaMb')));
  const lines = [
    line(['memory', 'fullest dyno'], fullest, { look: 'area', colour: 'p50' }),
    line(['meanMemory', 'mean of all'], mean, { colour: 'muted', isShown: false }),
    line(['quota', 'quota'], quota, { look: 'limit', colour: 'late-fill' }),
  ];
  return [{ key: 'memory', title: 'Memory, fullest dyno', unit: 'mb', ...words.memory(fullest, quota), lines }];
}

function queue(scene: PanelScene): Panel[] {
  const p95 = ofTraffic(scene, ({ queueBuckets }) => waitOf(queueBuckets));
  const waiting = ofTraffic(scene, (step) => step.waiting);
  const lines = [
    line(['queue', 'p95 in line'], p95, { look: 'area', colour: 'p95' }),
    line(['waiting', 'most in line at once'], waiting, { unit: 'number' }),
  ];
  return [{ key: 'queue', title: 'Line before the dynos', unit: 'ms', ...words.queue(p95, waiting), lines }];
}

const cacheColours = { hit: 'ok-fill', stale: 'p99', coalesced: 'p50', miss: 'late-fill', bypass: 'line-strong' } as const;

function cache(scene: PanelScene): Panel[] {
  const isUsed = [...scene.traffic.values()].some(({ cache: counts }) =>
    Object.keys(cacheColours).some((name) => name !== 'bypass' && (counts[name] ?? 0) > 0),
  );
  if (!isUsed) return [];
  const lines = Object.entries(cacheColours).map(([name, colour]) =>
    line(
      [name, name],
      perSecond(scene, (step) => step.cache[name] ?? 0),
      { look: 'stack', colour },
    ),
  );
  return [
    {
      key: 'cache',
      title: 'Page cache',
      unit: 'rate',
      ...words.cache([...scene.traffic.values()].findLast((step) => Object.keys(step.cache).length > 0)?.cache ?? {}),
      lines,
    },
  ];
}

function postgres(scene: PanelScene, { name, gauges }: AddonGauges): Panel {
  const steps = held(scene, gauges);
  const mean = (figure: string): Values => steps.map((step) => step?.[figure]?.[1] ?? null);
  const most = (figure: string): Values => steps.map((step) => step?.[figure]?.[2] ?? null);
  const lines = [
    line(['active', 'at work'], mean('active'), { look: 'stack', colour: 'p50' }),
    line(['idle', 'idle'], mean('idle'), { look: 'stack', colour: 'line-strong' }),
    line(['idleInTransaction', 'idle in a transaction'], mean('idleInTransaction'), { look: 'stack', colour: 'late-fill' }),
    line(['limit', 'the plan allows'], mean('limit'), { look: 'limit', colour: 'fail-fill' }),
    line(['lockWaits', 'wait for a lock'], most('lockWaits'), { colour: 'fail', isShown: false }),
  ];
  const said = words.postgres(
    { active: mean('active'), idle: mean('idle'), open: mean('idleInTransaction') },
    { limit: mean('limit'), longest: most('longestSeconds'), hits: mean('hitPercent'), locks: most('lockWaits') },
  );
  return { key: `postgres-${name}`, title: `Postgres ${name}`, unit: 'number', ...said, lines };
}

function redis(scene: PanelScene, { name, gauges }: AddonGauges): Panel {
  const steps = held(scene, gauges);
  const mean = (figure: string): Values => steps.map((step) => step?.[figure]?.[1] ?? null);
  const lines = [
    line(['clients', 'clients'], mean('clients'), { look: 'area', colour: 'p50' }),
    line(['limit', 'the plan allows'], mean('limit'), { look: 'limit', colour: 'fail-fill' }),
  ];
  const said = words.redis({
    clients: mean('clients'),
    limit: mean('limit'),
    memory: mean('memoryMb'),
    memoryLimit: mean('memoryLimitMb'),
    rejected: mean('rejected'),
    evicted: mean('evicted'),
  });
  return { key: `redis-${name}`, title: `Redis ${name}`, unit: 'number', ...said, lines };
}

function sockets(scene: PanelScene): Panel[] {
  const open = ofTraffic(scene, (step) => step.sockets.open);
  if (open.every((value) => (value ?? 0) === 0)) return [];
  const opened = perSecond(scene, (step) => step.sockets.opened);
  const closed = perSecond(scene, (step) => step.sockets.closed);
  const lines = [
    line(['sockets', 'open'], open, { look: 'area', colour: 'p50' }),
    line(['opened', 'opened a second'], opened, { colour: 'ok', isShown: false }),
    line(['closed', 'closed a second'], closed, { colour: 'fail', isShown: false }),
  ];
  return [{ key: 'sockets', title: 'WebSockets', unit: 'number', ...words.sockets(open, opened, closed), lines }];
}

function host(scene: PanelScene): Panel[] {
  const steps = held(scene, scene.host);
  const mean = (figure: string): Values => steps.map((step) => step?.[figure]?.[1] ?? null);
  const cpu = steps.map((step) =>
    step?.['cpu.user'] === undefined ? null : ['user', 'system', 'stolen'].reduce((sum, part) => sum + (step[`cpu.${part}`]?.[1] ?? 0), 0),
  );
  const router = steps.map((step) => (step === null ? null : percentOf(greatestOf(step, '/busy'))));
  const lines = [
    line(['cpu', 'processors'], cpu, { look: 'area', colour: 'p50' }),
    line(['hostMemory', 'memory'], mean('memoryPercent'), { colour: 'p95' }),
    line(['disk', 'disk'], mean('diskPercent'), { look: 'dashed', colour: 'p99' }),
    line(['router', 'router at work'], router, { colour: 'ok' }),
    line(['stolen', 'taken by neighbours'], mean('cpu.stolen'), { colour: 'fail', isShown: false }),
    line(['diskWait', 'waiting for the disk'], mean('cpu.wait'), { colour: 'muted', isShown: false }),
  ];
  return [
    {
      key: 'host',
      title: 'Machine',
      unit: 'percent',
      ...words.host({ cpu, memory: mean('memoryPercent'), disk: mean('diskPercent'), router }),
      lines,
    },
  ];
}

const percentOf = (share: number | null): number | null => (share === null ? null : share * 100);

/** The lowest bucket is no waiting. */
function waitOf(buckets: PackedBuckets): number | null {
  const { p95 } = percentiles(buckets);
  return p95 === null ? null : Math.round(p95);
}

type Style = Partial<Pick<PanelLine, 'look' | 'colour' | 'isShown' | 'unit'>>;

function line([key, label]: readonly [key: string, label: string], values: Values, style: Style = {}): PanelLine {
  return { key, label, look: 'line', colour: key, isShown: true, ...style, values: values.map(short) };
}

/** Six digits are more than a chart shows. */
const short = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)));

function compared(key: string, label: string, values: Values): PanelLine[] {
  return values.every((value) => value === null) ? [] : [line([key, label], values, { look: 'dashed', colour: 'muted' })];
}

const ofTraffic = <Value>(scene: PanelScene, of: (step: TrafficStep) => Value): (Value | null)[] => inSeconds(scene, scene.traffic, of);

/** By the seconds in which a router reported: a step that has just begun is no dip. */
const perSecond = (scene: PanelScene, of: (step: TrafficStep) => number): Values =>
  ofTraffic(scene, (step) => of(step) / (scene.reported.get(step.second) ?? scene.stepSeconds));

function inSeconds<Step, Value>(scene: PanelScene, steps: ReadonlyMap<number, Step>, of: (step: Step) => Value): (Value | null)[] {
  return scene.seconds.map((second) => {
    const step = steps.get(second);
    return step === undefined ? null : of(step);
  });
}

/** A reading stands until the next one is due. */
const goodForSeconds = 15;

/** By figure, because not all are read at once. */
function held({ seconds, stepSeconds }: PanelScene, gauges: ReadonlyMap<number, Gauges>): (Gauges | null)[] {
  const longest = Math.max(goodForSeconds, stepSeconds);
  const last = new Map<string, { readonly second: number; readonly figure: Gauges[string] }>();
  return seconds.map((second) => {
    for (const [name, figure] of Object.entries(gauges.get(second) ?? {})) last.set(name, { second, figure });
    for (const [name, reading] of last) if (second - reading.second >= longest) last.delete(name);
    return last.size === 0 ? null : Object.fromEntries([...last].map(([name, { figure }]) => [name, figure]));
  });
}

function dynoFigures(step: Gauges, figure: 'load' | 'memory') {
  return Object.entries(step).flatMap(([name, own]) => (name.endsWith(`/${figure}`) ? [own] : []));
}

function sumOf(step: Gauges, ending: string): number | null {
  const own = Object.entries(step).flatMap(([name, [, mean]]) => (name.endsWith(ending) ? [mean] : []));
  return own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0);
}

function greatestOf(step: Gauges, ending: string): number | null {
  const own = Object.entries(step).flatMap(([name, [, mean]]) => (name.endsWith(ending) ? [mean] : []));
  return own.length === 0 ? null : Math.max(...own);
}
