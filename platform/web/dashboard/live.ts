import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream, type EventStream } from '#kit/http/events.ts';
import type { Html } from '#kit/html/html.ts';
import type { Operations } from '../../control/operations.ts';
import type { AppEvent, Dyno, LogLine, MetricPoint } from '../../rules/resources.ts';
import { FreshFacts } from './fresh-facts.ts';
import { asMarks, asSeries } from './islands/traffic-series.ts';
import { patterns } from './patterns.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';
import { appRegions } from './views/app.ts';
import { shownTrafficSeconds } from './traffic.ts';
import { holds, logFilterOf, type LogFilter } from './views/logs.ts';
import { overviewRegions } from './views/overview.ts';
import type { Visitor } from './views/frame.ts';
import { runStatus } from './views/run.ts';
import { releasesTable } from './views/releases.ts';

interface Wanted {
  /** Names of the regions to keep up to date. */
  readonly regions?: unknown;
  /** `traffic`, `logs` */
  readonly streams?: unknown;
  readonly source?: unknown;
  readonly dyno?: unknown;
  readonly search?: unknown;
  /** A one-off dyno. */
  readonly run?: unknown;
}

const tickMs = 1000;

/** One event stream a page: regions as markup whenever they change, traffic second by second, log lines as they come. */
export function registerLive(server: FastifyInstance, desk: Desk): void {
  const ending = new AbortController();
  server.addHook('preClose', async () => ending.abort());
  const fresh = new FreshFacts();

  server.get<{ Querystring: Wanted }>(patterns.overviewLive, async (request, reply) => {
    const { operations, visitor } = await visitOf(request, reply, desk);
    const { stream, signal } = openStream(request, reply, ending.signal);
    await keepRegions(stream, signal, {
      regions: chosen(overviewRegions, request.query.regions),
      read: () => fresh.overview(operations, visitor.apps, desk.context.clock.nowMs()),
    });
  });

  server.get<AppRoute & { Querystring: Wanted }>(patterns.appLive, async (request, reply) => {
    const { operations, visitor } = await visitOf(request, reply, desk);
    const { app } = request.params;
    await operations.app(app); // an unknown app is said before the stream begins
    const { stream, signal } = openStream(request, reply, ending.signal);
    const regions = { ...appRegions, releases: ({ facts }: Parameters<typeof appRegions.release>[0]) => releasesTable(facts, visitor) };
    const live: LiveApp = { app, operations, stream, signal, run: typeof request.query.run === 'string' ? request.query.run : '' };
    const streams = namesIn(request.query.streams);
    const sendMarks = streams.includes('traffic') ? markSender(stream) : () => {};
    await Promise.race([
      keepRegions(stream, signal, {
        regions: chosen(regions, request.query.regions),
        read: async () => {
          const facts = await fresh.app(operations, app, desk.context.clock.nowMs());
          sendMarks(facts.events);
          return { facts, visitor };
        },
      }),
      ...(streams.includes('traffic') ? [sendTraffic(live, shownTrafficSeconds)] : []),
      ...(streams.includes('run') ? [sendRun(live, visitor, desk)] : []),
      ...(streams.includes('logs') ? [sendLogs(live, logFilterOf(request.query))] : []),
    ]).catch(() => {}); // the app is gone or control ends: the browser comes back and is told
    stream.close();
  });
}

export function openStream(
  request: FastifyRequest,
  reply: FastifyReply,
  ending: AbortSignal,
): { stream: EventStream; signal: AbortSignal } {
  const stream = openEventStream(request, reply);
  const gone = new AbortController();
  stream.onClose(() => gone.abort());
  ending.addEventListener('abort', () => stream.close(), { signal: gone.signal });
  return { stream, signal: AbortSignal.any([gone.signal, ending]) };
}

const namesIn = (list: unknown): string[] => (typeof list === 'string' ? list.split(',') : []);

type Regions<Facts> = Readonly<Record<string, (facts: Facts) => Html>>;

function chosen<Facts>(regions: Regions<Facts>, wanted: unknown): Regions<Facts> {
  const names = new Set(namesIn(wanted));
  return Object.fromEntries(Object.entries(regions).filter(([name]) => names.has(name)));
}

interface Kept<Facts> {
  readonly regions: Regions<Facts>;
  readonly read: () => Promise<Facts>;
  /** Each second unless said. */
  readonly everyMs?: number;
}

/** Again and again: what has changed since it was last sent. */
export async function keepRegions<Facts>(
  stream: EventStream,
  signal: AbortSignal,
  { regions, read, everyMs = tickMs }: Kept<Facts>,
): Promise<void> {
  const sent = new Map<string, string>();
  while (!signal.aborted) {
    const facts = await read();
    for (const [name, render] of Object.entries(regions)) {
      const markup = render(facts).toString();
      if (sent.get(name) !== markup) stream.send(name, markup);
      sent.set(name, markup);
    }
    await pause(everyMs, null, { signal }).catch(() => null);
  }
}

interface LiveApp {
  readonly app: string;
  readonly operations: Operations;
  readonly stream: EventStream;
  readonly signal: AbortSignal;
  /** The id of the one-off dyno that is watched. */
  readonly run: string;
}

/** First the whole time that is shown, then each second as it is measured. */
async function sendTraffic({ app, operations, stream, signal }: LiveApp, seconds: number): Promise<void> {
  const { points, stepSeconds, events } = await operations.metrics(app, { seconds });
  stream.send('traffic', asSeries(points, stepSeconds));
  stream.send('marks', asMarks(events));
  await operations.followMetrics(app, { onItem: (point: MetricPoint) => stream.send('traffic', asSeries([point], 1)), signal });
}

/** How a one-off dyno stands, until it is over. */
async function sendRun({ app, operations, stream, signal, run }: LiveApp, visitor: Visitor, desk: Desk): Promise<void> {
  const regions = { run: (dyno: Dyno) => runStatus({ app, dyno, visitor, nowMs: desk.context.clock.nowMs() }) };
  await keepRegions(stream, signal, { regions, read: () => operations.run(app, run) });
}

/** Sends each event once, as a mark for the time axis. */
function markSender(stream: EventStream): (events: readonly AppEvent[]) => void {
  let newest = 0;
  return (events) => {
    const added = events.filter((event) => event.id > newest);
    newest = Math.max(newest, ...added.map((event) => event.id));
    if (added.length > 0) stream.send('marks', asMarks(added));
  };
}

const gatherMs = 250;
const mostLinesAtOnce = 300;

/** Lines in bundles, four a second: a busy app writes hundreds. What a browser could not read in time is left out. */
async function sendLogs({ app, operations, stream, signal }: LiveApp, { search, ...which }: LogFilter): Promise<void> {
  let waiting: LogLine[] = [];
  const timer = setInterval(() => {
    if (waiting.length > 0) stream.send('log', waiting.slice(-mostLinesAtOnce));
    waiting = [];
  }, gatherMs);
  try {
    await operations.followLogs(
      app,
      { lines: 50, ...which },
      { onItem: (line) => void (holds(line, search) && waiting.push(line)), signal },
    );
  } finally {
    clearInterval(timer);
  }
}
