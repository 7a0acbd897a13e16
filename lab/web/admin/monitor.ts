import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { listed, sortKeys, type ListWish } from '../../rules/monitor-list.ts';
import { changes } from '../../store/monitor.ts';
import { forSession, textIn, type Desk, type SessionVisit } from './access.ts';
import { registerChosen } from './chosen.ts';
import { eachSecond, RegionNews } from './each-second.ts';
import { amountsOf } from './format.ts';
import { MonitorFeed, type MonitorFacts } from './monitor-feed.ts';
import { doneIn, registerOperation, viewIn } from './operation.ts';
import { patterns } from './routes.ts';
import { monitorPage, monitorRegions, type MonitorState } from './views/monitor.ts';

/** Who is where: the page, and the stream that keeps it up to date. Data and payments are told when to look again. */
export function registerMonitor(server: FastifyInstance, desk: Desk): void {
  const feed = new MonitorFeed(desk.lab);

  server.get(
    patterns.monitor,
    forSession(desk, async (visit) => {
      const page = { visitor: visit.visitor, done: doneIn(visit.request.query) };
      return sendHtml(visit.reply, monitorPage(stateOf(visit, await feed.facts(visit.session)), page));
    }),
  );
  server.get(
    patterns.monitorLive,
    forSession(desk, async (visit) => {
      await feed.facts(visit.session); // what is wrong is said before the stream begins
      const news = new RegionNews(monitorRegions, withoutTimes);
      await eachSecond(visit, async (stream) => news.send(stream, stateOf(visit, await feed.facts(visit.session))));
    }),
  );
  registerOperation(server, desk, feed);
  registerChosen(server, desk, feed);
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

/** The browser counts times on by itself, so they alone are no news. */
function withoutTimes(state: MonitorState): MonitorState {
  const quiet = (seats: MonitorState['seats']): MonitorState['seats'] =>
    seats.map((seat) => ({ ...seat, sinceMs: null, leftMs: null, seenAgoMs: null }));
  return { ...state, seats: quiet(state.seats), listed: quiet(state.listed) };
}

function stateOf({ lab, session, title, visitor, request }: SessionVisit, facts: MonitorFacts): MonitorState {
  const list = listIn(request.query);
  return {
    ...facts,
    session: title,
    view: viewIn(request.query),
    list,
    listed: listed(facts.seats, list),
    open: Number(textIn(request.query, 'seat')) || null,
    maxPageIndex: session.maxPageIndex,
    money: amountsOf(lab.project).payoff,
    csrf: visitor.mayRun ? visitor.csrf : null,
  };
}

function listIn(query: unknown): ListWish {
  const given = textIn(query, 'sort');
  const hasStatus = typeof query === 'object' && query !== null && 'status' in query;
  return {
    sort: sortKeys.find((key) => key === given) ?? 'number',
    isDescending: textIn(query, 'order') === 'down',
    status: hasStatus ? textIn(query, 'status') : null,
  };
}
