import type { FastifyInstance } from 'fastify';
import { WrongInput } from '../../errors.ts';
import { markSome } from '../../round/availability.ts';
import { findRound } from '../../round/find.ts';
import { readId } from '../../rules/ids.ts';
import { patterns } from './routes.ts';
import { formText } from './visit.ts';
import type { Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** One tick of who is here, saved the moment it is set; whoever else ticks meanwhile keeps theirs. */
export function registerAvailability(server: FastifyInstance, { tab, logins }: Desk): void {
  server.post<OfRound>(patterns.tick, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    const actor = (await logins.actor(request)) ?? 'nobody';
    const kind = formText(request.body, 'kind');
    const id = readId(formText(request.body, 'id'));
    if (id === null || (kind !== 'team' && kind !== 'adjudicator' && kind !== 'venue'))
      throw new WrongInput('Nothing of the kind can be available.');
    const some = { team: [], adjudicator: [], venue: [], [kind]: [id] };
    await markSome(tab, { ...place, actor, some, isIn: formText(request.body, 'in') !== '' });
    return reply.send({});
  });
}
