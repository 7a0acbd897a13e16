import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { advance } from '../../sessions/advance.ts';
import { changes } from '../../store/monitor.ts';
import { forSession, organisersOnly, textIn, type Desk, type SessionVisit } from './access.ts';
import { eachSecond, RegionNews } from './each-second.ts';
import { amountsOf } from './format.ts';
import { MonitorFeed, type MonitorFacts } from './monitor-feed.ts';
import { paths, patterns, type MonitorView } from './routes.ts';
import { monitorPage, monitorRegions, type MonitorState, type MovedPeople } from './views/monitor.ts';

/** Who is where: the page, and the stream that keeps it up to date. Data and payments are told when to look again. */
export function registerMonitor(server: FastifyInstance, desk: Desk): void {
  const feed = new MonitorFeed(desk.lab);

  server.get(
    patterns.monitor,
    forSession(desk, async (visit) => {
      const page = { visitor: visit.visitor, moved: movedIn(visit.request.query) };
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
  server.post(
    patterns.advance,
    forSession(
      desk,
      organisersOnly(desk, (visit) => moveSlowest(visit, feed)),
    ),
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

/** The button says on which page the organiser saw the slowest: who has left it meanwhile is left alone. */
async function moveSlowest({ lab, session, request, reply }: SessionVisit, feed: MonitorFeed): Promise<unknown> {
  const given = textIn(request.body, 'page_index');
  const pageIndex = /^\d{1,6}$/.test(given) ? Number(given) : -1;
  const people = await advance(session, { pageIndex, onlyStarted: pageIndex > 0 }, lab);
  feed.forget(session);
  const moved = people.filter(({ skippedBecause }) => skippedBecause === null).length;
  lab.logger.info('slowest_advanced', { session: session.code, pageIndex, moved, skipped: people.length - moved });
  const view = textIn(request.body, 'view') === 'table' ? 'table' : 'seats';
  return reply.redirect(paths.moved(session.code, { view, moved, skipped: people.length - moved }), 303);
}

/** What the last press did, from the address it led to. */
function movedIn(query: unknown): MovedPeople | null {
  const [moved, skipped] = [textIn(query, 'moved'), textIn(query, 'skipped')];
  return /^\d{1,6}$/.test(moved) && /^\d{1,6}$/.test(skipped) ? { moved: Number(moved), skipped: Number(skipped) } : null;
}

/** The browser counts times on by itself, so they alone are no news. */
function withoutTimes(state: MonitorState): MonitorState {
  return { ...state, seats: state.seats.map((seat) => ({ ...seat, sinceMs: null })) };
}

function stateOf({ lab, session, title, request }: SessionVisit, facts: MonitorFacts): MonitorState {
  const view: MonitorView = textIn(request.query, 'view') === 'table' ? 'table' : 'seats';
  return { ...facts, session: title, view, maxPageIndex: session.maxPageIndex, money: amountsOf(lab.project).payoff };
}
