import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { wrongSource } from '../../errors.ts';
import type { BuildSource } from '../../control/operations.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';
import { streamItems } from './stream.ts';

interface OfBuild {
  Params: { app: string; id: string };
}

const output = 'Its output from the start, as it comes: newline-delimited JSON, an item a line, {} as a sign of life';

/** A little over what a slug may hold: the tar's own headers. */
export const uploadLimitBytes = 1100 * 1024 * 1024;

/** Deploys: a tar archive (application/x-tar), or a folder of this machine. */
export function buildRoutes(api: FastifyInstance, context: ApiContext): void {
  api.addContentTypeParser('application/x-tar', (_request, payload, done) => done(null, payload));
  api.post<{ Params: { app: string }; Querystring: { commit?: string; evenLive?: boolean } }>(
    '/api/apps/:app/builds',
    {
      bodyLimit: uploadLimitBytes,
      ...described({
        summary: 'Starts a build of a tar archive, or of {"folder": "/…"} on the machine itself',
        answer: shapes.build,
        status: 201,
        query: {
          commit: { type: 'string', pattern: '^[0-9a-f]{7,64}$', description: 'What the archive is of, if it is of a commit' },
          evenLive: { type: 'boolean', description: 'Also while an event of the app is on' },
        },
      }),
    },
    async (request, reply) => {
      const source = sourceIn(request.body, context, request.query.commit);
      return reply
        .code(201)
        .send(await verbs(context, request).startBuild(request.params.app, source, { evenLive: request.query.evenLive }));
    },
  );
  api.get<OfBuild>('/api/apps/:app/builds/:id', described({ summary: 'One build', answer: shapes.build }), (request) =>
    verbs(context, request).build(request.params.app, request.params.id),
  );
  api.get<OfBuild>(
    '/api/apps/:app/builds/:id/output',
    described({ summary: output, answer: shapes.outputLine }),
    async (request, reply) => {
      const { app, id } = request.params;
      const operations = verbs(context, request);
      await operations.build(app, id);
      return streamItems<{ line: string }>(reply, (tail) =>
        operations.followBuild(app, id, { signal: tail.signal, onItem: (line) => tail.onItem({ line }) }),
      );
    },
  );
}

/** What came with the request. */
export function sourceIn(body: unknown, context: ApiContext, commit: string | undefined): BuildSource {
  if (body instanceof Readable) return { kind: 'tar', stream: body, commit };
  const folder = typeof body === 'object' && body !== null && 'folder' in body ? body.folder : undefined;
  if (typeof folder !== 'string') throw wrongSource('Nothing to build came with the request.', 'Send a tar archive as application/x-tar.');
  if (!context.takesFolders) throw wrongSource('A folder can be named only on the machine itself.', 'Send it as a tar archive.');
  return { kind: 'folder', path: folder };
}
