import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { openEventStream, type EventStream } from '#kit/http/events.ts';
import { sendHtml } from '#kit/http/server.ts';
import { forSession, textIn, type Desk, type SessionVisit } from './access.ts';
import { amountsOf } from './format.ts';
import { MonitorFeed, type MonitorFacts } from './monitor-feed.ts';
import { patterns, type MonitorView } from './routes.ts';
import { monitorPage, monitorRegions, type MonitorState } from './views/monitor.ts';

const tickMs = 1_000;

/** Who is where: the page, and the stream that keeps it up to date. */
export function registerMonitor(server: FastifyInstance, desk: Desk): void {
  const feed = new MonitorFeed(desk.lab);
  const ending = new AbortController();
  server.addHook('preClose', async () => ending.abort());

  server.get(
    patterns.monitor,
    forSession(desk, async (visit) => sendHtml(visit.reply, monitorPage(stateOf(visit, await feed.facts(visit.session)), visit.visitor))),
  );
  server.get(
    patterns.monitorLive,
    forSession(desk, async (visit) => {
      await feed.facts(visit.session); // what is wrong is said before the stream begins
      const stream = openEventStream(visit.request, visit.reply);
      const gone = new AbortController();
      stream.onClose(() => gone.abort());
      await keepUp(stream, AbortSignal.any([gone.signal, ending.signal]), async () => stateOf(visit, await feed.facts(visit.session)));
    }),
  );
}

/** Each second what has changed since it was last sent. Ends when the session is gone: the page says so when it comes back. */
async function keepUp(stream: EventStream, signal: AbortSignal, read: () => Promise<MonitorState>): Promise<void> {
  const sent = new Map<string, string>();
  while (!signal.aborted) {
    const state = await read().catch(() => null);
    if (!state) break;
    for (const [name, render] of Object.entries(monitorRegions)) {
      const told = render(withoutTimes(state)).toString();
      if (sent.get(name) !== told) stream.send(name, render(state).toString());
      sent.set(name, told);
    }
    await pause(tickMs, undefined, { signal }).catch(() => {});
  }
  stream.close();
}

/** The browser counts times on by itself, so they alone are no news. */
function withoutTimes(state: MonitorState): MonitorState {
  return { ...state, seats: state.seats.map((seat) => ({ ...seat, sinceMs: null })) };
}

function stateOf({ lab, session, title, request }: SessionVisit, facts: MonitorFacts): MonitorState {
  const view: MonitorView = textIn(request.query, 'view') === 'table' ? 'table' : 'seats';
  return { ...facts, session: title, view, maxPageIndex: session.maxPageIndex, money: amountsOf(lab.project).payoff };
}
