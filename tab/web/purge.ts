import type { FastifyReply } from 'fastify';
import { siteKey, tournamentKey } from '../tournaments/public-keys.ts';

/** Says to the router in front which pages this write has changed; they are gone before whoever asked has the answer. */
export function purgeTournament(reply: FastifyReply, slug: string): void {
  reply.header('surrogate-purge', tournamentKey(slug));
}

/** The same when the list of tournaments has changed too. */
export function purgeSite(reply: FastifyReply, slug: string): void {
  reply.header('surrogate-purge', `${siteKey} ${tournamentKey(slug)}`);
}
