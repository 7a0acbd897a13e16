import { availableParallelism, totalmem } from 'node:os';
import type { Operations } from '../../control/operations.ts';
import type { Addon, App, AppEvent, Dyno, MetricPoint, PlatformStatus, ProcessType, Release } from '../../rules/resources.ts';
import type { Finding } from '../../rules/findings/finding.ts';
import { shownTrafficSeconds, trafficOf, type Traffic } from './traffic.ts';

/** What the pages of one app show, read in one go. */
export interface AppFacts {
  readonly app: App;
  readonly formation: readonly ProcessType[];
  readonly dynos: readonly Dyno[];
  readonly releases: readonly Release[];
  readonly addons: readonly Addon[];
  readonly configNames: readonly string[];
  readonly events: readonly AppEvent[];
  readonly lastMinute: Traffic;
  readonly findings: readonly Finding[];
  readonly machine: Machine;
  readonly nowMs: number;
}

/** What all dynos of this machine share. */
export interface Machine {
  readonly memoryMb: number;
  readonly cores: number;
}

/** What the overview shows. */
export interface OverviewFacts {
  readonly status: PlatformStatus;
  readonly apps: readonly AppSummary[];
  /** Of all apps, newest first. */
  readonly events: readonly AppEvent[];
  readonly nowMs: number;
}

export interface AppSummary {
  readonly app: App;
  readonly dynos: readonly Dyno[];
  readonly points: readonly MetricPoint[];
  readonly lastMinute: Traffic;
}

const shownEvents = 8;

export async function readAppFacts(operations: Operations, name: string, nowMs: number): Promise<AppFacts> {
  const [app, formation, dynos, releases, addons, config, events, metrics, findings] = await Promise.all([
    operations.app(name),
    operations.formation(name),
    operations.dynos(name),
    operations.releases(name),
    operations.addons(name),
    operations.configKeys(name),
    operations.events(name, { limit: shownEvents }),
    operations.metrics(name, { seconds: 60 }),
    operations.findings(name),
  ]);
  const lastMinute = trafficOf(metrics.points, nowMs / 1000 - 60);
  return {
    app,
    formation,
    dynos,
    releases,
    addons,
    configNames: config.names,
    events,
    lastMinute,
    findings,
    machine: machineOf(),
    nowMs,
  };
}

export async function readOverviewFacts(operations: Operations, nowMs: number): Promise<OverviewFacts> {
  const [status, apps] = await Promise.all([operations.status(), operations.apps()]);
  const [summaries, events] = await Promise.all([
    Promise.all(apps.map((app) => summaryOf(operations, app, nowMs))),
    Promise.all(apps.map((app) => operations.events(app.name, { limit: shownEvents }))),
  ]);
  const newest = events.flat().sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
  return { status, apps: summaries, events: newest.slice(0, shownEvents), nowMs };
}

async function summaryOf(operations: Operations, app: App, nowMs: number): Promise<AppSummary> {
  const [dynos, metrics] = await Promise.all([operations.dynos(app.name), operations.metrics(app.name, { seconds: shownTrafficSeconds })]);
  return { app, dynos, points: metrics.points, lastMinute: trafficOf(metrics.points, nowMs / 1000 - 60) };
}

function machineOf(): Machine {
  return { memoryMb: Math.round(totalmem() / 1024 ** 2), cores: availableParallelism() };
}
