import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultOf } from '#kit/http/error-page.ts';
import type { Control } from '../../control/control.ts';
import { appNamed } from '../../control/app-operations.ts';
import { noSuchApp } from '../../errors.ts';
import { serveGit } from '../../releases/git-push.ts';
import { gitServices, repositoryApp } from '../../rules/git-push.ts';

interface GitOptions {
  readonly control: Control;
  /** Whose token it is; null when it is none. */
  readonly labelOf: (token: string) => string | null;
}

interface OfRepository {
  Params: { repository: string };
}

const largestPush = 1100 * 1024 * 1024;

/** Git's smart HTTP for every app: `/git/shop.git`, a token as the password (DEP-01). */
export async function registerGit(server: FastifyInstance, options: GitOptions): Promise<void> {
  await server.register(async (git) => {
    for (const service of gitServices)
      git.addContentTypeParser(`application/x-${service}-request`, (_request, payload, done) => done(null, payload));
    git.setErrorHandler((error, _request, reply) => sayFault(reply, error));
    const config = { csrf: false };
    git.get<OfRepository>('/git/:repository/info/refs', { config }, (request, reply) => answer(options, request, reply));
    for (const service of gitServices)
      git.post<OfRepository>(`/git/:repository/${service}`, { config, bodyLimit: largestPush }, (request, reply) =>
        answer(options, request, reply),
      );
  });
}

async function answer({ control, labelOf }: GitOptions, request: FastifyRequest<OfRepository>, reply: FastifyReply): Promise<FastifyReply> {
  const actor = labelOf(passwordOf(request) ?? '');
  if (actor === null) return askForToken(reply);
  const name = repositoryApp(request.params.repository);
  if (name === null) throw noSuchApp(request.params.repository);
  const [path = '', query = ''] = request.url.split('?', 2);
  const { head, body } = await serveGit(control, appNamed(control, name), {
    actor,
    method: request.method === 'POST' ? 'POST' : 'GET',
    path: path.slice(`/git/${request.params.repository}`.length),
    query,
    headers: textHeaders(request),
    body: request.body instanceof Readable ? request.body : null,
  });
  reply.raw.once('close', () => body.resume()); // what the pusher does not hear any more happens all the same
  return reply.code(head.status).headers(head.headers).send(body);
}

/** Of `Authorization: Basic`, whatever the name before it is. */
function passwordOf(request: FastifyRequest): string | null {
  const [, encoded] = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

function textHeaders(request: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, typeof value === 'string' ? value : value?.join(', ')]),
  );
}

/** Git shows plain text to the person who pushes. */
function askForToken(reply: FastifyReply): FastifyReply {
  const text = 'The password is a token of the platform: rostra git:remote sets everything up, rostra tokens:create makes one.\n';
  return reply.code(401).header('www-authenticate', 'Basic realm="Rostra"').type('text/plain; charset=utf-8').send(text);
}

function sayFault(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, message, hint } = faultOf(error);
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(`${[message, hint].filter(Boolean).join(' ')}\n`);
}
