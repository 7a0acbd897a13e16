import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { invariant } from '#kit/errors/invariant.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { markSome } from '../../round/availability.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { isRoundAct, roundActs } from '../../round/path.ts';
import type { Round } from '../../rules/round.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { removeThing, saveThing } from '../../setup/change.ts';
import type { Thing } from '../../setup/kind.ts';
import { kinds as setUpKinds } from '../../setup/kinds.ts';
import * as availabilities from '../../store/availabilities.ts';
import * as motions from '../../store/motions.ts';
import * as rounds from '../../store/rounds.ts';
import type { AvailabilityKind } from '../../store/schema.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { bodyOf, refOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, isAnonymous, mayCaller } from './caller.ts';
import { sendPage } from './paging.ts';

export interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** Rounds, who is in, and every act of the round path. */
export function registerRounds(server: FastifyInstance, tab: Tab): void {
  server.get<Named>('/tournaments/:slug/rounds', async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    return sendPage(request, reply, await roundShapes(tab, request, tournament));
  });

  server.get<OfRound>('/tournaments/:slug/rounds/:seq', (request) => oneRound(tab, request));
  registerRoundChanges(server, tab);

  server.post<{ Params: OfRound['Params'] & { act: string } }>('/tournaments/:slug/rounds/:seq/acts/:act', async (request, reply) => {
    const { slug, seq, act } = request.params;
    if (!isRoundAct(act)) throw new NothingThere(`act "${act}"; there are ${Object.keys(roundActs).join(', ')}`);
    const place = await findRound(tab, slug, seq);
    const notes = await roundActs[act].run(tab, { ...place, actor: actorOf(request) });
    if (roundActs[act].isPublic) purgeTournament(reply, slug);
    return { round: await oneRound(tab, request), notes };
  });

  registerAvailabilities(server, tab);
}

interface Named {
  readonly Params: { readonly slug: string };
}

/** Rounds are added, changed and deleted by their number. */
function registerRoundChanges(server: FastifyInstance, tab: Tab): void {
  server.post<Named>('/tournaments/:slug/rounds', async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const id = await saveThing(tab, { tournament, kind: rounding, actor: actorOf(request), id: null, values: valuesIn(request) });
    purgeTournament(reply, tournament.slug);
    const made = (await roundShapes(tab, request, tournament)).find((round) => round.id === id);
    return reply.code(201).send(made);
  });

  const change = async (request: FastifyRequest<OfRound>, reply: FastifyReply, isPartial: boolean) => {
    const { tournament, round } = await findRound(tab, request.params.slug, request.params.seq);
    const before = (await rounding.list(tab.db, tournament.id)).find(({ id }) => id === round.id);
    const values = isPartial ? { ...before?.values, ...valuesIn(request) } : valuesIn(request);
    await saveThing(tab, { tournament, kind: rounding, actor: actorOf(request), id: round.id, values });
    purgeTournament(reply, tournament.slug);
    return oneRound(tab, request);
  };
  const path = '/tournaments/:slug/rounds/:seq';
  server.patch<OfRound>(path, (request, reply) => change(request, reply, true));
  server.put<OfRound>(path, (request, reply) => change(request, reply, false));
  server.post<OfRound>(path, (request, reply) => change(request, reply, false));

  server.delete<OfRound>(path, async (request, reply) => {
    const { tournament, round } = await findRound(tab, request.params.slug, request.params.seq);
    await removeThing(tab, { tournament, kind: rounding, actor: actorOf(request), id: round.id });
    purgeTournament(reply, tournament.slug);
    return reply.code(204).send();
  });
}

const rounding = setUpKinds.rounds;

/** What there is no field for is refused, so that a slip is noticed. */
function valuesIn({ body }: FastifyRequest): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new WrongInput('The body must be a JSON object.');
  const given = Object.entries(body);
  const extra = given.find(([name]) => !Object.hasOwn(rounding.fields, name));
  if (extra) throw new WrongInput(`There is no field "${extra[0]}"; there are ${Object.keys(rounding.fields).join(', ')}.`);
  return Object.fromEntries(given);
}

async function oneRound(tab: Tab, request: FastifyRequest<OfRound>) {
  const { round, tournament } = await findRound(tab, request.params.slug, request.params.seq);
  const found = (await roundShapes(tab, request, tournament)).find(({ id }) => id === round.id);
  invariant(found !== undefined, 'a round that was found is on the list');
  return found;
}

/** A draw that is not published is not said to be there to whoever has no key; nor is a motion. */
async function roundShapes(tab: Tab, request: FastifyRequest, tournament: Tournament) {
  const [all, things, motionRows] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    rounding.list(tab.db, tournament.id),
    motions.ofTournament(tab.db, tournament.id),
  ]);
  const isPublic = isAnonymous(request);
  const values = new Map(things.map((thing): [number, Thing['values']] => [thing.id, thing.values]));
  return all.map((round) => {
    const areShown = isPublic ? round.areMotionsReleased && tournament.settings.public_motions : mayCaller(request, 'view.roundmotion');
    const own = motionRows.filter(({ roundId }) => roundId === round.id && areShown);
    return {
      ...roundShape(round, tournament, urlsOf(request)),
      feedback_weight: values.get(round.id)?.['feedback_weight'] ?? 0,
      ...(isPublic && round.drawStatus !== 'R' && { draw_status: 'N' }),
      motions: own.map(({ id, text, reference, infoSlide, seq }) => ({ id, text, reference, info_slide: infoSlide, seq })),
    };
  });
}

function roundShape(round: Round, tournament: Tournament, url: Urls) {
  const own = `tournaments/${tournament.slug}/rounds/${round.seq}`;
  return {
    id: round.id,
    url: url(own),
    seq: round.seq,
    name: round.name,
    abbreviation: round.abbreviation,
    stage: round.stage,
    draw_type: round.drawType,
    break_category: round.categoryId && url(`tournaments/${tournament.slug}/break-categories/${round.categoryId}`),
    draw_status: round.arePanelsHeld === true ? 'T' : round.drawStatus,
    completed: round.isCompleted,
    silent: round.isSilent,
    motions_released: round.areMotionsReleased,
    starts_at: round.startsAt,
    weight: round.weight,
    _links: { pairing: url(`${own}/pairings`), availabilities: url(`${own}/availabilities`) },
  };
}

const kinds = { teams: 'team', adjudicators: 'adjudicator', venues: 'venue' } as const;

/** Who is in: PUT marks some in, POST some out, PATCH turns some over, DELETE marks out everything of the kinds that are named. */
function registerAvailabilities(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/rounds/:seq/availabilities';
  server.get<OfRound>(path, async (request, _reply) => {
    const { round, tournament } = await findRound(tab, request.params.slug, request.params.seq);
    const present = await availabilities.ofRound(tab.db, round.id);
    const url = urlsOf(request);
    return kindsAsked(request).flatMap(([plural, kind]) =>
      [...present[kind]].map((id) => url(`tournaments/${tournament.slug}/${plural}/${id}`)),
    );
  });

  type Some = Record<AvailabilityKind, number[]>;
  const mark = async (request: FastifyRequest<OfRound>, some: Some, isIn: boolean): Promise<object> => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await markSome(tab, { ...place, actor: actorOf(request), some, isIn });
    return {};
  };
  const given = (request: FastifyRequest<OfRound>): Some => someOf(bodyOf(request, v.array(v.string())));
  server.put<OfRound>(path, (request) => mark(request, given(request), true));
  server.post<OfRound>(path, (request) => mark(request, given(request), false));
  server.patch<OfRound>(path, async (request, _reply) => {
    const { round } = await findRound(tab, request.params.slug, request.params.seq);
    const present = await availabilities.ofRound(tab.db, round.id);
    const some = given(request);
    const only = (isPresent: boolean): Some => mapKinds((kind) => some[kind].filter((id) => present[kind].has(id) === isPresent));
    await mark(request, only(true), false);
    return mark(request, only(false), true);
  });
  server.delete<OfRound>(path, async (request, reply) => {
    const { round } = await findRound(tab, request.params.slug, request.params.seq);
    const present = await availabilities.ofRound(tab.db, round.id);
    const asked = new Set(kindsAsked(request).map(([, kind]) => kind));
    await mark(
      request,
      mapKinds((kind) => (asked.has(kind) ? [...present[kind]] : [])),
      false,
    );
    return reply.code(204).send();
  });
}

const mapKinds = (ids: (kind: AvailabilityKind) => number[]): Record<AvailabilityKind, number[]> => ({
  team: ids('team'),
  adjudicator: ids('adjudicator'),
  venue: ids('venue'),
});

/** `?teams` names one kind; nothing names all. */
function kindsAsked({ query }: FastifyRequest): [string, AvailabilityKind][] {
  const all = Object.entries(kinds);
  const named = all.filter(([plural]) => typeof query === 'object' && query !== null && plural in query);
  return named.length > 0 ? named : all;
}

/** Sorts addresses of teams, adjudicators and rooms by what they are of. */
function someOf(addresses: readonly string[]): Record<AvailabilityKind, number[]> {
  const some: Record<AvailabilityKind, number[]> = { team: [], adjudicator: [], venue: [] };
  for (const address of addresses) {
    const plural = Object.keys(kinds).find((one): one is keyof typeof kinds => address.includes(`/${one}/`));
    if (plural === undefined) throw new NothingThere(`team, adjudicator or room at ${address}`);
    some[kinds[plural]].push(refOf(address, 'address'));
  }
  return some;
}
