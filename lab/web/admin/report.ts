import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import { html, type Html } from '#kit/html/html.ts';
import { callAuthor } from '../../game/definition.ts';
import { commonContext } from '../../game/objects/context-for.ts';
import { loadVisit } from '../../page/load-visit.ts';
import { subAt, type SubPlace } from '../../rules/session-plan.ts';
import { participants } from '../../store/overview.ts';
import { forSession, textIn, type Desk, type SessionVisit } from './access.ts';
import { roundLabel } from './data.ts';
import { playedSession } from './monitor-feed.ts';
import { patterns } from './routes.ts';
import { reportPage } from './views/report.ts';

/** What a game's author wants to show about a round. */
export function registerReport(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.report, forSession(desk, showReport));
}

async function showReport(visit: SessionVisit): Promise<unknown> {
  const { lab, session, title, visitor, request, reply } = visit;
  const { plan } = await playedSession(lab, session);
  const places = plan.subs.filter(({ playable }) => playable.game.report !== null);
  const wanted = Number(textIn(request.query, 'round'));
  const place = places.find(({ sub }) => sub === wanted) ?? places.at(-1);
  if (!place) throw new NoReport();
  const choice = ({ sub }: SubPlace) => ({ sub, label: roundLabel(subAt(plan, sub)) });
  const content = await reportOf(place, visit);
  return sendHtml(reply, reportPage({ session: title, rounds: places.map(choice), chosen: choice(place), content, visitor }));
}

/** With everything of the session in memory, and nothing of it to be written. What throws is said on the page: often the round is not played yet. */
async function reportOf({ sub, playable }: SubPlace, { lab, session }: SessionVisit): Promise<Html> {
  const [first] = await participants(lab.db, session.id);
  const { report } = playable.game;
  if (!first || !report) return html``;
  const { objects } = await loadVisit(
    lab.db,
    { code: first.code, needs: new Set(['all', 'shared', 'roundRecords']), counter: 'none', clock: false },
    lab,
  );
  const context = commonContext(objects, sub, { nowMs: lab.clock.nowMs(), callback: 'report', about: 'subsession' });
  try {
    return callAuthor(report, Object.assign(context, { subsession: objects.subsession(sub) }));
  } catch (error) {
    return html`<p class="r-banner late" role="status"><b>The report cannot be made now:</b> ${error instanceof Error ? error.message : 'the game threw something'}</p>`;
  }
}

class NoReport extends RostraError {
  constructor() {
    super({
      code: 'LAB_NO_REPORT',
      status: 404,
      message: 'No game of this session has a report.',
      hint: 'A game has one when it says report: ({ subsession }) => html`…`.',
    });
  }
}
