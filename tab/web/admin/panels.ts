import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { WrongInput } from '../../errors.ts';
import { boardFacts } from '../../round/board.ts';
import { pinAdjudicator, reseat, weigh } from '../../round/reseat.ts';
import type { Reseating } from '../../round/reseat.ts';
import type { DebateId, PersonId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { boardPatterns } from './board-paths.ts';
import { boardAhead, drawnBoard, outRoundsBoard } from './board-place.ts';
import type { BoardPlace } from './board-place.ts';
import { patterns } from './routes.ts';
import type { Desk } from './visit.ts';

interface OfBoard {
  readonly Params: { readonly slug: string; readonly seq: string };
  readonly Querystring: { readonly rounds?: unknown };
}

interface BoardAddresses {
  readonly place: (tab: Tab, request: FastifyRequest<OfBoard>) => Promise<BoardPlace>;
  readonly facts: string;
  readonly seats: string;
  readonly importance: string;
  readonly pin: string;
}

const { board, seats, importance } = patterns;
const of = boardPatterns;
const boards: readonly BoardAddresses[] = [
  { place: drawnBoard, facts: board, seats, importance, pin: of.pin },
  { place: boardAhead, facts: of.aheadBoard, seats: of.aheadSeats, importance: of.aheadImportance, pin: of.aheadPin },
  { place: outRoundsBoard, facts: of.outBoard, seats: of.outSeats, importance: of.outImportance, pin: of.outPin },
];

/** What the boards ask for and send; JSON, a move a request. */
export function registerPanels(server: FastifyInstance, desk: Desk): void {
  for (const addresses of boards) registerBoard(server, desk, addresses);
}

function registerBoard(server: FastifyInstance, desk: Desk, { place, ...addresses }: BoardAddresses): void {
  const { tab, logins } = desk;
  const wishOf = async (request: FastifyRequest<OfBoard>) => ({
    ...(await place(tab, request)),
    actor: (await logins.actor(request)) ?? 'nobody',
  });

  server.get<OfBoard>(addresses.facts, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return reply.send(await boardFacts(tab, await place(tab, request)));
  });

  server.post<OfBoard>(addresses.seats, async (request, reply) => {
    const wish = await wishOf(request);
    const versions = await reseat(tab, { ...wish, reseating: readReseating(request.body) });
    purgeWhatShows(reply, wish);
    return reply.send({ versions });
  });

  server.post<OfBoard>(addresses.importance, async (request, reply) => {
    await weigh(tab, { ...(await wishOf(request)), ...readBody(weightShape, request.body) });
    return reply.send({});
  });

  server.post<OfBoard>(addresses.pin, async (request, reply) => {
    await pinAdjudicator(tab, { ...(await wishOf(request)), ...readBody(pinShape, request.body) });
    return reply.send({});
  });
}

/** Spectators see the panels of a draw that is public. */
export function purgeWhatShows(reply: FastifyReply, { tournament, round, beside = [], seats: store }: BoardPlace): void {
  const isPublic = [round, ...beside].some(({ drawStatus }) => drawStatus === 'R') && store?.isOfDraw !== false;
  if (isPublic) purgeTournament(reply, tournament.slug);
}

const person = v.pipe(v.unknown(), v.transform(readId<PersonId>), v.nonNullable(v.custom<PersonId>(Number.isInteger), 'is no id'));
const debate = v.pipe(v.unknown(), v.transform(readId<DebateId>), v.nonNullable(v.custom<DebateId>(Number.isInteger), 'is no id'));
const seat = v.object({ debateId: debate, place: v.picklist(['C', 'P', 'T']) });
const change = v.object({ adjudicatorId: person, to: v.nullable(seat) });
const version = v.object({ debateId: debate, version: v.number() });
const reseatingShape = v.object({
  changes: v.pipe(v.array(change), v.minLength(1), v.maxLength(40)),
  seen: v.pipe(v.array(version), v.maxLength(40)),
});
const weightShape = v.object({ debateId: debate, importance: v.number() });
const pinShape = v.object({ adjudicatorId: person, isPinned: v.boolean() });

function readReseating(body: unknown): Reseating {
  return readBody(reseatingShape, body);
}

function readBody<Output>(shape: v.GenericSchema<unknown, Output>, body: unknown): Output {
  const read = v.safeParse(shape, body);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new WrongInput(`${v.getDotPath(issue) ?? 'The body'}: ${issue.message}.`);
}
