import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { openEventStream, type EventStream } from '#kit/http/events.ts';
import { sendHtml } from '#kit/http/server.ts';
import { changes } from '../../store/monitor.ts';
import { forSession, textIn, type Desk, type SessionVisit } from './access.ts';
import { amountsOf } from './format.ts';
import { MonitorFeed, type MonitorFacts } from './monitor-feed.ts';
import { patterns, type MonitorView } from './routes.ts';
import { monitorPage, monitorRegions, type MonitorState } from './views/monitor.ts';

const tickMs = 1_000;

/** Who is where: the page, and the stream that keeps it up to date. Data and payments are told when to look again. */
export function registerMonitor(server: FastifyInstance, desk: Desk): void {
  const feed = new MonitorFeed(desk.lab);

  server.get(
    patterns.monitor,
    forSession(desk, async (visit) => sendHtml(visit.reply, monitorPage(stateOf(visit, await feed.facts(visit.session)), visit.visitor))),
  );
  server.get(
    patterns.monitorLive,
    forSession(desk, async (visit) => {
      await feed.facts(visit.session); // what is wrong is said before the stream begins
      const sent = new Map<string, string>();
      await eachSecond(visit, async (stream) => sendNews(stream, sent, stateOf(visit, await feed.facts(visit.session))));
    }),
  );
  server.get(
    patterns.changes,
    forSession(desk, async (visit) => {
      let known = await changes(visit.lab.db, visit.session.id);
      await eachSecond(visit, async (stream) => {
        const now = await changes(visit.lab.db, visit.session.id);
        if (now !== known) stream.send('refresh', null);
        known = now;
      });
    }),
  );
}

/** Runs `work` each second while somebody listens. Ends when it fails: the page comes back and is told why. */
async function eachSecond(visit: SessionVisit, work: (stream: EventStream) => Promise<void>): Promise<void> {
  const stream = openEventStream(visit.request, visit.reply);
  const gone = new AbortController();
  stream.onClose(() => gone.abort());
  while (!gone.signal.aborted) {
    const isDone = await work(stream).then(
      () => true,
      () => false,
    );
    if (!isDone) break;
    await pause(tickMs, undefined, { signal: gone.signal }).catch(() => {});
  }
  stream.close();
}

/** What has changed since it was last sent. */
function sendNews(stream: EventStream, sent: Map<string, string>, state: MonitorState): void {
  for (const [name, render] of Object.entries(monitorRegions)) {
    const told = render(withoutTimes(state)).toString();
    if (sent.get(name) !== told) stream.send(name, render(state).toString());
    sent.set(name, told);
  }
}

/** The browser counts times on by itself, so they alone are no news. */
function withoutTimes(state: MonitorState): MonitorState {
  return { ...state, seats: state.seats.map((seat) => ({ ...seat, sinceMs: null })) };
}

function stateOf({ lab, session, title, request }: SessionVisit, facts: MonitorFacts): MonitorState {
  const view: MonitorView = textIn(request.query, 'view') === 'table' ? 'table' : 'seats';
  return { ...facts, session: title, view, maxPageIndex: session.maxPageIndex, money: amountsOf(lab.project).payoff };
}
