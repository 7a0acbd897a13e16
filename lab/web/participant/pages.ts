import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { unreachable } from '#kit/errors/invariant.ts';
import { bodyHash, isIntent } from '#kit/db/receipts.ts';
import { failpoint } from '#kit/failpoints/failpoint.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { checkedCode } from '../../page/load-visit.ts';
import { lookAtPage, sendPage, start, type Look, type Submit } from '../../page/path.ts';
import type { Reply, ShownPage } from '../../page/reply.ts';
import { stopWaiting } from '../../page/too-long.ts';
import { typedSoFar, type Posted } from '../../rules/form.ts';
import { keep } from '../../store/drafts.ts';
import { dismissNotice } from '../../store/operation.ts';
import { bringBack, sayIdle } from '../../sessions/dropouts.ts';
import { byLink, indexIn, isByScript, labelIn, redirect } from './exchange.ts';
import type { OpenPages } from './open-pages.ts';
import { pathOf, paths, patterns } from './routes.ts';
import { conflictView } from './views/conflict.ts';
import { awayView } from './views/away.ts';
import { endView } from './views/end.ts';
import { pageView } from './views/page.ts';
import { waitView } from './views/wait.ts';

/** Set by the timer's island when it sends the page. */
const timeoutMark = 'timeout_happened';
/** The name of the button that leads to an earlier page. */
const backMark = 'lab_back';
/** Says after a redirect that an earlier page was sent once more. */
const repeatMark = 'repeat';

const byOpening = { exposeHeadRoute: false }; // a look at the headers takes no seat

/** The participants' side: links that lead in, pages, waiting. */
export function registerParticipant(server: FastifyInstance, { lab, pages }: { readonly lab: Lab; readonly pages: OpenPages }): void {
  server.get<{ Params: { code: string }; Querystring: { participant_label?: unknown } }>(
    patterns.start,
    byOpening,
    async (request, reply) =>
      answer(await start({ code: request.params.code, label: labelIn(request.query.participant_label) }, lab), { request, reply }),
  );
  server.get<{ Params: PageParams }>(patterns.page, async (request, reply) =>
    answer(await lookAtPage(lookOf(request.params), lab), { request, reply }),
  );
  server.get<{ Params: { code: string } }>(patterns.end, async (request, reply) =>
    answer(await lookAtPage({ code: request.params.code, page: 'end', pageIndex: null }, lab), { request, reply }),
  );
  server.post<{ Params: { code: string } }>(patterns.notice, byLink, async (request, reply) => {
    const code = checkedCode(request.params.code);
    await dismissNotice(lab.db, code);
    return redirect(reply, paths.start(code));
  });
  server.post<{ Params: { code: string } }>(patterns.back, byLink, async (request, reply) => {
    const code = checkedCode(request.params.code);
    await bringBack(code, lab);
    return redirect(reply, paths.start(code));
  });
  server.post<{ Params: { code: string } }>(patterns.away, byLink, async (request, reply) => {
    await sayIdle(checkedCode(request.params.code), lab);
    return reply.code(204).send();
  });
  server.post<{ Params: { code: string; pageIndex: string } }>(patterns.stop, byLink, async (request, reply) => {
    const { code, pageIndex } = request.params;
    return answer(await stopWaiting({ code, pageIndex: indexIn(pageIndex) }, lab), { request, reply });
  });
  server.post<{ Params: { code: string; pageIndex: string }; Body: unknown }>(patterns.draft, byLink, async (request, reply) => {
    const { code, pageIndex } = request.params;
    await keep(lab.db, { code: checkedCode(code), pageIndex: indexIn(pageIndex), answers: draftIn(request.body) });
    return reply.code(204).send();
  });
  server.post<{ Params: PageParams; Body: unknown }>(patterns.page, byLink, async (request, reply) => {
    const given = await sendPage(submitOf(request.params, request.body), lab);
    failpoint('lab.after_commit_before_reply');
    if (given.kind === 'goTo') pages.sent(given.spot.code, given.spot.pageIndex);
    return answer(given, { request, reply });
  });
}

interface PageParams {
  readonly code: string;
  readonly slug: string;
  readonly pageName: string;
  readonly pageIndex: string;
}

function lookOf({ code, slug, pageName, pageIndex }: PageParams): Look & { readonly pageIndex: number } {
  return { code, page: `${slug}/${pageName}`, pageIndex: indexIn(pageIndex) };
}

function submitOf(params: PageParams, body: unknown): Submit {
  const { intent, [timeoutMark]: mark, [backMark]: back, ...posted } = postedIn(body);
  return {
    ...lookOf(params),
    posted,
    intent: isIntent(intent) ? intent : null,
    bodyHash: bodyHash(posted),
    isMarked: Boolean(mark),
    back: Number(back) || 0,
  };
}

/** What was typed, without what only a press means. */
function draftIn(body: unknown): Posted {
  const { intent: _intent, [timeoutMark]: _mark, ...answers } = postedIn(body);
  return typedSoFar(answers);
}

function postedIn(body: unknown): Posted {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function answer(given: Reply, { request, reply }: Exchange): FastifyReply {
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  switch (given.kind) {
    case 'goTo': // also by way of a wait page that is over
      return redirect(reply, given.isRepeat || isRepeat(request) ? `${pathOf(given.spot)}?${repeatMark}=1` : pathOf(given.spot));
    case 'page':
      return sendPageView(given.page, { request, reply });
    case 'wait':
      return sendHtml(reply, waitView(given.wait));
    case 'away':
      return sendHtml(reply, awayView(given.frame));
    case 'end':
      return sendHtml(reply, endView(given.end));
    case 'conflict':
      return sendHtml(reply, conflictView(given.conflict), 409);
    default:
      return unreachable(given);
  }
}

function sendPageView(page: ShownPage, { request, reply }: { request: FastifyRequest; reply: FastifyReply }): FastifyReply {
  if (page.faults) reply.header('x-lab-form-errors', '1');
  return sendHtml(reply, pageView(page, { isRepeat: isRepeat(request) }), page.faults && isByScript(request) ? 422 : 200);
}

const isRepeat = ({ query }: FastifyRequest): boolean => typeof query === 'object' && query !== null && repeatMark in query;
