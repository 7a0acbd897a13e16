import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invariant } from '#kit/errors/invariant.ts';
import type { Html } from '#kit/html/html.ts';
import { sendHtml } from '#kit/http/server.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { registerAdjudicator, withdrawAdjudicator } from '../../registration/adjudicator.ts';
import type { RegistrationWish } from '../../registration/record.ts';
import { registerTeam, withdrawTeam } from '../../registration/team.ts';
import { findTournament } from '../../round/find.ts';
import { readId, type PersonId, type TeamId } from '../../rules/ids.ts';
import type { Given } from '../../rules/registration/form.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as store from '../../store/registration.ts';
import type { Tab } from '../../tab.ts';
import { formTexts } from '../admin/visit.ts';
import { paths as personalPaths } from '../personal/paths.ts';
import { visitOf, type Visit } from '../personal/visit.ts';
import { purgeTournament } from '../purge.ts';
import { sendOpenForm, showOpenForm, showStart } from './open-forms.ts';
import { showAdjudicatorForm, showTeamForm, type OwnForm } from './own-forms.ts';
import { registrantOf, showOwn } from './own.ts';
import { paths, patterns } from './paths.ts';

interface Open {
  readonly Params: { readonly slug: string; readonly form: string };
}
interface Own {
  readonly Params: { readonly slug: string; readonly key: string; readonly id: string };
  readonly Querystring: { readonly new?: string };
}

/** A campus is one address: only a flood is held back. */
const formsAMinuteAndAddress = 60;

/** Online registration: forms that are open to everybody, and what stands behind the private links that they end with. */
export async function registerRegistration(server: FastifyInstance, tab: Tab): Promise<void> {
  await server.register(async (open) => {
    await open.register(rateLimit, { global: false });
    registerOpenForms(open, tab);
  });
  server.get<Own>(patterns.own, async (request, reply) =>
    sendHtml(reply, await showOwn(await visitOf(tab, request, reply), request.query.new !== undefined)),
  );
  registerOwnForm(server, tab, {
    patterns: { form: patterns.team, withdraw: patterns.withdrawTeam },
    show: showTeamForm,
    send: (wish, id) => registerTeam(tab, { ...wish, id: readId<TeamId>(id) }),
    withdraw: (wish, id) => withdrawTeam(tab, { ...wish, id: readId<TeamId>(id) ?? nobody('team') }),
  });
  registerOwnForm(server, tab, {
    patterns: { form: patterns.adjudicator, withdraw: patterns.withdrawAdjudicator },
    show: showAdjudicatorForm,
    send: (wish, id) => registerAdjudicator(tab, { ...wish, id: readId<PersonId>(id) }),
    withdraw: (wish, id) => withdrawAdjudicator(tab, { ...wish, id: readId<PersonId>(id) ?? nobody('adjudicator') }),
  });
}

function nobody(what: string): never {
  throw new NothingThere(`${what} of yours under this address`);
}

function registerOpenForms(server: FastifyInstance, tab: Tab): void {
  server.get<Open>(patterns.start, async (request, reply) =>
    sendHtml(reply.header('cache-control', 'no-store'), showStart(await findTournament(tab, request.params.slug))),
  );

  server.get<Open>(patterns.open, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    return sendHtml(
      reply.header('cache-control', 'no-store'),
      await showOpenForm(tab, tournament, { form: request.params.form, refused: null }),
    );
  });

  const limited = { csrf: false, rateLimit: { max: formsAMinuteAndAddress, timeWindow: 60_000 } };
  server.post<Open>(patterns.open, { config: limited }, async (request, reply) => {
    const { slug, form } = request.params;
    const tournament = await findTournament(tab, slug);
    const wish = { ...wishOf(request, tournament), registrant: { kind: 'public' } } as const;
    return answer(reply, {
      done: async () => {
        const key = await store.urlKey(tab.db, await sendOpenForm(tab, form, wish));
        invariant(key !== null, 'whoever has just registered has a private link');
        purgeTournament(reply, slug);
        return goTo(request, reply, `${paths.own(slug, key)}?new=1`);
      },
      show: (fault) => showOpenForm(tab, tournament, { form, refused: { fault, given: wish.given } }),
    });
  });
}

interface OwnRoutes {
  readonly patterns: { readonly form: string; readonly withdraw: string };
  readonly show: (visit: Visit, form: OwnForm) => Promise<Html>;
  readonly send: (wish: RegistrationWish, id: string) => Promise<unknown>;
  readonly withdraw: (wish: RegistrationWish, id: string) => Promise<unknown>;
}

function registerOwnForm(server: FastifyInstance, tab: Tab, routes: OwnRoutes): void {
  server.get<Own>(routes.patterns.form, async (request, reply) =>
    sendHtml(reply, await routes.show(await visitOf(tab, request, reply), { id: request.params.id, refused: null })),
  );

  for (const act of ['form', 'withdraw'] as const)
    server.post<Own>(routes.patterns[act], { config: { csrf: false } }, async (request, reply) => {
      const { slug, key, id } = request.params;
      const visit = await visitOf(tab, request, reply);
      const wish = { ...wishOf(request, visit.tournament), registrant: await registrantOf(visit) };
      return answer(reply, {
        done: async () => {
          await (act === 'form' ? routes.send(wish, id) : routes.withdraw(wish, id));
          purgeTournament(reply, slug);
          return goTo(request, reply, paths.own(slug, key));
        },
        show: (fault) => routes.show(visit, { id, refused: { fault, given: wish.given } }),
      });
    });
}

function wishOf(request: FastifyRequest, tournament: Tournament): Omit<RegistrationWish, 'registrant'> {
  const given: Given = (name) => formTexts(request.body, name);
  return {
    tournament,
    given,
    intent: given('intent')[0] ?? '',
    linkOf: (key) => `${request.protocol}://${request.host}${personalPaths.home(tournament.slug, key)}`,
  };
}

interface Attempted {
  readonly done: () => Promise<FastifyReply>;
  readonly show: (fault: string) => Promise<Html>;
}

/** Does it, or shows the form again with what is wrong and all that was written. */
async function answer(reply: FastifyReply, { done, show }: Attempted): Promise<FastifyReply> {
  try {
    return await done();
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error;
    return sendHtml(reply, await show(`${error.message} ${error.hint ?? ''}`), error.status);
  }
}

function goTo(request: FastifyRequest, reply: FastifyReply, next: string): FastifyReply {
  const isScript = request.headers['x-rostra-submit'] === 'script';
  return isScript ? reply.header('x-rostra-location', next).send('') : reply.redirect(next, 303);
}
