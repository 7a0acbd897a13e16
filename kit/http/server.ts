import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadAssets } from '../html/assets.ts';
import type { AssetFile } from '../html/assets.ts';
import type { Html } from '../html/html.ts';
import type { Logger } from '../log/logger.ts';
import { answerError, answerFault } from './error-page.ts';
import { closeEventStreams } from './events.ts';
import { requestIdOf } from './request-id.ts';
import { safeHeaders } from './safe-headers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False for routes that programs call with a key instead of a browser's form. */
    csrf?: boolean;
  }
}

export interface ServerOptions {
  readonly product: 'platform' | 'lab' | 'tab';
  readonly logger: Logger;
  /** Signs cookies; the same in every process of the app, at least 32 characters. */
  readonly cookieSecret: string;
  readonly islandFolders?: readonly string[];
  /** Throws when the app cannot serve, e.g. because its database is away. */
  readonly health?: () => Promise<void>;
  readonly bodyLimitBytes?: number;
}

const tenMegabytes = 10_000_000;

/**
 * A Fastify server as every part of Rostra has it: request ids, forms and uploads, signed cookies, CSRF protection, safe headers,
 * /health, /assets, and one error page. Fastify's own `close()` stops taking requests and waits for those in flight.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    trustProxy: '127.0.0.1/8, ::1/128',
    bodyLimit: options.bodyLimitBytes ?? tenMegabytes,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (_error, request, reply) => void answerFault(nothingHere, { request, reply }, options), // no address at all
  });
  server.setErrorHandler((error, request, reply) => answerError(error, { request, reply }, options));
  server.setNotFoundHandler((request, reply) => answerFault(nothingHere, { request, reply }, options));
  const headers = await safeHeaders();
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  server.addHook('preClose', async () => closeEventStreams(server.server));
  await server.register(cookie, { secret: options.cookieSecret });
  await server.register(formbody);
  await server.register(multipart, { limits: { fileSize: 50_000_000, files: 20, fields: 200 } });
  await protectForms(server);
  await serveAssets(server, options.islandFolders ?? []);
  server.get('/health', { config: { csrf: false } }, async () => {
    await options.health?.();
    return { ok: true };
  });
  return server;
}

const nothingHere = {
  code: 'NOT_FOUND',
  status: 404,
  message: 'There is no page at this address.',
  hint: 'Check the link, or ask who gave it to you.',
};

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

async function protectForms(server: FastifyInstance): Promise<void> {
  await server.register(csrf, {
    cookieKey: 'rostra_csrf',
    cookieOpts: { signed: true, httpOnly: true, sameSite: 'lax', path: '/' },
    getToken: (request) => tokenIn(request.body) ?? headerToken(request),
  });
  server.addHook('preHandler', (request, reply, done) => {
    if (safeMethods.has(request.method) || request.routeOptions.config.csrf === false || request.is404) done();
    else server.csrfProtection(request, reply, done);
  });
}

function tokenIn(body: unknown): string | undefined {
  const token = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  return typeof token === 'string' ? token : undefined;
}

function headerToken(request: FastifyRequest): string | undefined {
  const token = request.headers['x-csrf-token'];
  return typeof token === 'string' ? token : undefined;
}

async function serveAssets(server: FastifyInstance, islandFolders: readonly string[]): Promise<void> {
  const { files } = await loadAssets({ islandFolders });
  for (const file of files) server.get(file.url, (request, reply) => sendAsset(file, request, reply));
}

/** A day less than for ever: the name changes with the content. */
async function sendAsset(file: AssetFile, request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
  reply.type(file.contentType).header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding');
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (!takesGzip || !file.gzipped) return file.body;
  reply.header('content-encoding', 'gzip');
  return file.gzipped;
}

/** Answers with a page. */
export function sendHtml(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page.toString());
}
