import type { FastifyInstance, FastifyRequest } from 'fastify';
import { linkHash } from '#kit/http/private-link.ts';
import { NotAllowed, NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import type { FeedbackSource } from '../../rules/feedback.ts';
import * as people from '../../store/people.ts';
import type { LinkedPerson } from '../../store/people.ts';
import * as personal from '../../store/personal.ts';
import type { Tab } from '../../tab.ts';
import { urlsOf } from './call.ts';

const participants = new WeakMap<FastifyRequest, LinkedPerson>();

/** What participants may do beyond what anybody may; the handlers keep them to what is their own. */
const ownCalls: ReadonlySet<string> = new Set([
  'GET /tournaments/:slug/me',
  'GET /tournaments/:slug/rounds/:seq/pairings/:id/ballots',
  'POST /tournaments/:slug/rounds/:seq/pairings/:id/ballots',
  'GET /tournaments/:slug/feedback',
  'POST /tournaments/:slug/feedback',
  ...['speakers', 'adjudicators'].flatMap((kind) =>
    ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /tournaments/:slug/${kind}/:id/checkin`),
  ),
]);

/** Who calls with the key of a private link (`Authorization: Key …`); null when the call brings none, or none of this tournament. */
export async function readParticipant(
  tab: Tab,
  request: FastifyRequest<{ Params: { readonly slug?: string } }>,
): Promise<LinkedPerson | null> {
  const [, key] = /^Key (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const { slug } = request.params;
  if (key === undefined || slug === undefined) return null;
  const { id } = await findTournament(tab, slug);
  const person = await people.byLink(tab.db, id, linkHash(key));
  if (person !== null) participants.set(request, person);
  return person;
}

/** @throws NotAllowed for a call that no participant may make. */
export function refuseParticipant(request: FastifyRequest): void {
  const path = (request.routeOptions.url ?? '').replace(/^\/api\/v1/, '');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (!ownCalls.has(`${method} ${path}`)) throw new NotAllowed('the key of a private link is for what is your own');
}

/** Whose key came with the call; null for programs, staff and strangers. */
export function participantOf(request: FastifyRequest): LinkedPerson | null {
  return participants.get(request) ?? null;
}

/** As whom a participant gives feedback. */
export function sourceOfParticipant({ id, kind, teamId }: LinkedPerson): FeedbackSource {
  if (kind === 'adjudicator') return { kind, id };
  if (teamId === null) throw new NothingThere('feedback for you to give');
  return { kind: 'team', id: teamId };
}

/** @throws NothingThere where the participant is no adjudicator of this published debate. */
export async function mustJudge(tab: Tab, person: LinkedPerson, debateId: number): Promise<void> {
  const own = (await personal.debatesOf(tab.db, person.id)).find((debate) => debate.debateId === debateId && debate.place !== null);
  if (own === undefined) throw new NothingThere('published debate of yours under this address');
}

/** Who the key stands for. */
export function registerMe(server: FastifyInstance): void {
  server.get<{ Params: { readonly slug: string } }>('/tournaments/:slug/me', async (request, _reply) => {
    const person = participantOf(request);
    if (person === null) throw new NothingThere('participant: this call asks for the key of a private link');
    const url = (path: string): string => urlsOf(request)(`tournaments/${request.params.slug}/${path}`);
    const { id, name, kind, teamId } = person;
    return {
      id,
      url: kind === 'coach' ? null : url(`${kind}s/${id}`),
      name,
      type: kind,
      team: teamId === null ? null : url(`teams/${teamId}`),
    };
  });
}
