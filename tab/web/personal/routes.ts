import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openEventStream } from '#kit/http/events.ts';
import { sendHtml } from '#kit/http/server.ts';
import { WrongInput } from '../../errors.ts';
import type { Tab } from '../../tab.ts';
import { staffTopic } from '../../tournaments/public-keys.ts';
import { purgeTournament } from '../purge.ts';
import { ballotWorker } from './ballot-worker.ts';
import { sendBallot, showBallot } from './ballot.ts';
import { ownCheckIn } from './check-in.ts';
import { sendConflict, showConflicts } from './conflicts.ts';
import { sendFeedback, showFeedback } from './feedback.ts';
import { showHome } from './home.ts';
import { showOpenForms, takeFormPassword, type OfSite, type OpenForm } from './open-forms.ts';
import { paths, patterns } from './paths.ts';
import { showReceipt } from './receipt.ts';
import { showSheet } from './sheet.ts';
import { formVisitOf, visitOf, type LinkParams } from './visit.ts';

interface OfLink {
  readonly Params: LinkParams;
}

/** The pages behind private links. The link is the proof of who asks, so these forms need no cookie. */
export function registerPersonal(server: FastifyInstance, tab: Tab): void {
  server.get<OfLink>(patterns.home, async (request, reply) => sendHtml(reply, await showHome(await visitOf(tab, request, reply))));

  server.get<OfLink>(patterns.ballot, async (request, reply) =>
    sendHtml(reply, await showBallot(await formVisitOf(tab, [request, reply], 'ballots'), request.params.seq)),
  );

  server.post<OfLink>(patterns.ballot, { config: { csrf: false } }, async (request, reply) => {
    const visit = await formVisitOf(tab, [request, reply], 'ballots');
    const sent = await sendBallot(visit, request.params.seq, request.body);
    if (sent.kind === 'faults') return sendHtml(reply, sent.page, 422);
    const { slug } = visit.tournament;
    if (sent.isPublic) purgeTournament(reply, slug);
    const next = paths.receipt(slug, sent.own.roundSeq, visit.key) + (visit.isOpen ? `?code=${sent.receipt.code}` : '');
    const isScript = request.headers['x-rostra-submit'] === 'script';
    return isScript ? reply.header('x-rostra-location', next).send('') : reply.redirect(next, 303);
  });

  server.post<OfLink>(patterns.checkIn, { config: { csrf: false } }, async (request, reply) => {
    const visit = await visitOf(tab, request, reply);
    await ownCheckIn(visit, request.body);
    return reply.redirect(visit.homeUrl, 303);
  });

  registerFeedback(server, tab);
  registerConflicts(server, tab);

  server.get<OfLink>(patterns.sheet, async (request, reply) =>
    sendHtml(reply, await showSheet(await visitOf(tab, request, reply), request.params.seq)),
  );

  server.get(patterns.worker, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(ballotWorker),
  );

  server.get<OfLink>(patterns.live, async (request, reply) => {
    const { tournament } = await formVisitOf(tab, [request, reply], 'ballots');
    const stream = openEventStream(request, reply);
    const refresh = (): void => stream.send('refresh', {});
    for (const end of [tab.live.subscribe(staffTopic(tournament.slug), refresh), tab.live.onGap(refresh)]) stream.onClose(end);
    return reply;
  });

  server.get<OfLink & { readonly Querystring: { readonly code?: string } }>(patterns.receipt, async (request, reply) => {
    const visit = await formVisitOf(tab, [request, reply], 'ballots');
    return sendHtml(reply, await showReceipt(visit, request.params.seq, request.query.code ?? null));
  });
  registerOpenForms(server, tab);
}

/** Forms that the settings open to everybody, by round and for feedback, and the password in front of them. */
function registerOpenForms(server: FastifyInstance, tab: Tab): void {
  const show = (form: OpenForm) => async (request: FastifyRequest<OfSite>, reply: FastifyReply) =>
    sendHtml(reply.header('cache-control', 'no-store'), await showOpenForms(tab, request, form));
  server.get<OfSite>(patterns.openBallots, show('ballots'));
  server.get<OfSite>(patterns.openFeedback, show('feedback'));
  server.post<OfSite>(patterns.formPassword, { config: { csrf: false } }, async (request, reply) => {
    const page = await takeFormPassword(tab, request, reply);
    return page === null ? reply : sendHtml(reply, page, 401);
  });
}

function registerFeedback(server: FastifyInstance, tab: Tab): void {
  server.get<OfLink>(patterns.feedback, async (request, reply) =>
    sendHtml(reply, await showFeedback(await formVisitOf(tab, [request, reply], 'feedback'))),
  );

  server.post<OfLink>(patterns.feedback, { config: { csrf: false } }, async (request, reply) => {
    const visit = await formVisitOf(tab, [request, reply], 'feedback');
    try {
      await sendFeedback(visit, request.body);
    } catch (error) {
      if (error instanceof WrongInput)
        return sendHtml(reply, await showFeedback(visit, { fault: error.message, body: request.body }), error.status);
      throw error;
    }
    const { slug, settings } = visit.tournament;
    if (settings.feedback_progress) purgeTournament(reply, slug);
    const next = paths.feedback(slug, visit.key);
    const isScript = request.headers['x-rostra-submit'] === 'script';
    return isScript ? reply.header('x-rostra-location', next).send('') : reply.redirect(next, 303);
  });
}

function registerConflicts(server: FastifyInstance, tab: Tab): void {
  server.get<OfLink>(patterns.conflicts, async (request, reply) =>
    sendHtml(reply, await showConflicts(await visitOf(tab, request, reply))),
  );

  server.post<OfLink>(patterns.conflicts, { config: { csrf: false } }, async (request, reply) => {
    const visit = await visitOf(tab, request, reply);
    try {
      await sendConflict(visit, request.body);
    } catch (error) {
      if (error instanceof WrongInput) return sendHtml(reply, await showConflicts(visit, error.message), error.status);
      throw error;
    }
    return reply.redirect(paths.conflicts(visit.tournament.slug, visit.key), 303);
  });
}
