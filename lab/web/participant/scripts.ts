import type { FastifyInstance } from 'fastify';
import type { Lab } from '../../lab.ts';
import { pageScript } from '../../page/page-script.ts';

/** The scripts of the games' pages: each has its own address, which changes with its text. */
export function registerScripts(server: FastifyInstance, { project }: Lab): void {
  const scripts = project.games.flatMap((playable) => playable.pages.flatMap((page) => pageScript(playable, page) ?? []));
  for (const { url, text } of new Map(scripts.map((script) => [script.url, script])).values()) {
    server.get(url, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(text),
    );
  }
}
