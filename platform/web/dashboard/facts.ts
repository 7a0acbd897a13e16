import { availableParallelism, totalmem } from 'node:os';
import type { Operations } from '../../control/operations.ts';
import type { Addon, App, AppEvent, Dyno, MetricPoint, PlatformStatus, ProcessType, Release } from '../../rules/resources.ts';
import type { AlertIncident } from '../../rules/alert-resources.ts';
import type { PriceBookAnswer } from '../../rules/costs/cost-resources.ts';
import type { DynoPrice, SizePrices } from '../../rules/costs/hourly.ts';
import { dynoSizes } from '../../rules/dyno-sizes.ts';
import { priceOf, readPriceBook } from '../../rules/costs/price-book.ts';
import type { AnnouncedMoment } from '../../rules/scaling/scaling-resources.ts';
import type { Finding } from '../../rules/findings/finding.ts';
import type { OpenError } from './headlines.ts';
import { moneyToday, type MoneyToday } from './money-today.ts';
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
  /** Of one dyno of each process type, where the meter has a price for its size. */
  readonly prices: Readonly<Record<string, DynoPrice>>;
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
  /** That bots play with for a rehearsal: how they are is nobody's trouble. */
  readonly copies: readonly App[];
  /** Of all apps, newest first. */
  readonly events: readonly AppEvent[];
  /** The newest that an alert is open about; null: none. */
  readonly openError: OpenError | null;
  /** The next time that many people are about to come; null: none was announced. */
  readonly nextMoment: AnnouncedMoment | null;
  readonly money: MoneyToday;
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
  const [app, formation, dynos, releases, addons, config, events, metrics, findings, books] = await Promise.all([
    operations.app(name),
    operations.formation(name),
    operations.dynos(name),
    operations.releases(name),
    operations.addons(name),
    operations.configKeys(name),
    operations.events(name, { limit: shownEvents }),
    operations.metrics(name, { seconds: 60 }),
    operations.findings(name),
    operations.priceBooks(),
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
    prices: pricesOf(formation, books),
    nowMs,
  };
}

/** By the book that the meter reckons by. */
function pricesOf(formation: readonly ProcessType[], books: readonly PriceBookAnswer[]): AppFacts['prices'] {
  const read = readPriceBook(books.find(({ isMeter }) => isMeter)?.document);
  if (!read.ok) return {};
  const { book } = read;
  const priced = formation.flatMap(({ type, size }): [string, DynoPrice][] => {
    const item = priceOf(book, { kind: 'dyno', key: size });
    return item === null ? [] : [[type, { monthlyMicro: item.monthlyMicro, currency: book.currency, book: book.id }]];
  });
  return Object.fromEntries(priced);
}

/** Of every size, by the book that the meter reckons by. */
export function sizePricesOf(books: readonly PriceBookAnswer[]): SizePrices {
  const read = readPriceBook(books.find(({ isMeter }) => isMeter)?.document);
  if (!read.ok) return { monthlyMicro: {}, currency: '' };
  const priced = dynoSizes.flatMap(({ name }) => {
    const item = priceOf(read.book, { kind: 'dyno', key: name });
    return item === null ? [] : [[name, item.monthlyMicro] as const];
  });
  return { monthlyMicro: Object.fromEntries(priced), currency: read.book.currency };
}

export async function readOverviewFacts(operations: Operations, nowMs: number): Promise<OverviewFacts> {
  const [status, all, [nextMoment = null], incidents] = await Promise.all([
    operations.status(),
    operations.apps(),
    operations.moments(),
    operations.allIncidents(),
  ]);
  const apps = all.filter(({ copyOf }) => copyOf === undefined);
  const [money, summaries, events] = await Promise.all([
    moneyToday(operations, nowMs),
    Promise.all(apps.map((app) => summaryOf(operations, app, nowMs))),
    Promise.all(apps.map((app) => operations.events(app.name, { limit: shownEvents }))),
  ]);
  const newest = events.flat().sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
  return {
    status,
    apps: summaries,
    copies: all.filter(({ copyOf }) => copyOf !== undefined),
    events: newest.slice(0, shownEvents),
    openError: openErrorOf(incidents),
    nextMoment,
    money,
    nowMs,
  };
}

function openErrorOf(incidents: readonly AlertIncident[]): OpenError | null {
  const open = incidents.flatMap(({ app, facts }) =>
    facts.flatMap(({ text, issue, since, endedAt }) =>
      app === null || issue === undefined || endedAt !== null ? [] : { app, text, issue, since },
    ),
  );
  return open.toSorted((a, b) => b.since.localeCompare(a.since))[0] ?? null;
}

async function summaryOf(operations: Operations, app: App, nowMs: number): Promise<AppSummary> {
  const [dynos, metrics] = await Promise.all([operations.dynos(app.name), operations.metrics(app.name, { seconds: shownTrafficSeconds })]);
  return { app, dynos, points: metrics.points, lastMinute: trafficOf(metrics.points, nowMs / 1000 - 60) };
}

function machineOf(): Machine {
  return { memoryMb: Math.round(totalmem() / 1024 ** 2), cores: availableParallelism() };
}
