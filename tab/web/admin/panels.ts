import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { WrongInput } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { boardFacts } from '../../round/board.ts';
import { findRound } from '../../round/find.ts';
import { reseat, weigh } from '../../round/reseat.ts';
import type { Reseating } from '../../round/reseat.ts';
import type { DebateId, PersonId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import { purgeTournament } from '../purge.ts';
import { patterns } from './routes.ts';
import type { Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** What the allocation board asks for and sends; JSON, a move a request. */
export function registerPanels(server: FastifyInstance, desk: Desk): void {
  server.get<OfRound>(patterns.board, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return reply.send(await boardFacts(desk.tab, await findRound(desk.tab, request.params.slug, request.params.seq)));
  });

  server.post<OfRound>(patterns.seats, async (request, reply) => {
    const wish = await wishOf(desk, request);
    const versions = await reseat(desk.tab, { ...wish, reseating: readReseating(request.body) });
    if (wish.round.drawStatus === 'R') purgeTournament(reply, wish.tournament.slug);
    return reply.send({ versions });
  });

  server.post<OfRound>(patterns.importance, async (request, reply) => {
    const { debateId, importance } = readBody(weightShape, request.body);
    await weigh(desk.tab, { ...(await wishOf(desk, request)), debateId, importance });
    return reply.send({});
  });
}

async function wishOf({ tab, logins }: Desk, request: FastifyRequest<OfRound>): Promise<RoundWish> {
  const place = await findRound(tab, request.params.slug, request.params.seq);
  return { ...place, actor: (await logins.actor(request)) ?? 'nobody' };
}

const person = v.pipe(v.unknown(), v.transform(readId<PersonId>), v.nonNullable(v.custom<PersonId>(Number.isInteger), 'is no id'));
const debate = v.pipe(v.unknown(), v.transform(readId<DebateId>), v.nonNullable(v.custom<DebateId>(Number.isInteger), 'is no id'));
const seat = v.object({ debateId: debate, place: v.picklist(['C', 'P', 'T']) });
const change = v.object({ adjudicatorId: person, to: v.nullable(seat) });
const version = v.object({ debateId: debate, version: v.number() });
const reseatingShape = v.object({
  changes: v.pipe(v.array(change), v.minLength(1), v.maxLength(20)),
  seen: v.pipe(v.array(version), v.maxLength(40)),
});
const weightShape = v.object({ debateId: debate, importance: v.number() });

function readReseating(body: unknown): Reseating {
  return readBody(reseatingShape, body);
}

function readBody<Output>(shape: v.GenericSchema<unknown, Output>, body: unknown): Output {
  const read = v.safeParse(shape, body);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new WrongInput(`${v.getDotPath(issue) ?? 'The body'}: ${issue.message}.`);
}
