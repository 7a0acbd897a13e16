import { rename, rm, chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Logger } from '#kit/log/logger.ts';

/** What a part of the platform offers to the others on its Unix socket: JSON in, JSON or lines of JSON out. */
export interface SocketRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/dynos/:id` */
  readonly path: string;
  answer(call: SocketCall): SocketAnswer | Promise<SocketAnswer>;
}

export interface SocketCall {
  readonly params: Readonly<Partial<Record<string, string>>>;
  readonly query: URLSearchParams;
  /** The parsed JSON body; null when there was none. */
  readonly body: unknown;
}

export type SocketAnswer =
  | { readonly status: number; readonly body: unknown }
  /** Subscribes; what it returns is called when the client has gone. */
  | { readonly lines: (send: (item: unknown) => void) => () => void };

export interface SocketApiOptions {
  readonly path: string;
  readonly routes: readonly SocketRoute[];
  readonly logger: Logger;
}

export interface SocketApi {
  /** Ends every stream, lets answers go out, and stops. */
  close(): Promise<void>;
}

const answersFinishWithinMs = 1_000;
const heartbeatMs = 5_000;
const longestBodyBytes = 16 * 1024 * 1024;
const longestBacklogBytes = 16 * 1024 * 1024;

/**
 * Serves the routes on a Unix socket that only this user may open. Every fault becomes `{error: {code, message, hint}}` as
 * ApiConnection reads it. The socket is made beside its place and moved there whole: nobody ever finds half of it.
 */
export async function serveSocket(options: SocketApiOptions): Promise<SocketApi> {
  if (await somebodyAnswers(options.path)) throw alreadyThere(options.path);
  const routes = options.routes.map((route) => ({ ...route, pattern: new URLPattern({ pathname: route.path }) }));
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    respond({ request, response, streams }, routes).catch((error: unknown) => refuse(response, error, options.logger));
  });
  const fresh = `${options.path}.n`; // a suffix as short as can be: the path's length is bounded
  await rm(fresh, { force: true });
  await listen(server, fresh);
  await chmod(fresh, 0o600);
  await rename(fresh, options.path);
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const stream of streams) stream.destroy();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), answersFinishWithinMs);
      await closed;
      clearTimeout(late);
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Open streams of lines. */
  readonly streams: Set<ServerResponse>;
}

async function respond(
  { request, response, streams }: Exchange,
  routes: readonly (SocketRoute & { pattern: URLPattern })[],
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  for (const route of routes) {
    const match = route.method === request.method ? route.pattern.exec({ pathname: url.pathname }) : null;
    if (match === null) continue;
    const call = { params: match.pathname.groups, query: url.searchParams, body: await bodyOf(request) };
    const answer = await route.answer(call);
    if ('lines' in answer) {
      streams.add(response);
      response.once('close', () => streams.delete(response));
      sendLines(response, answer.lines);
    } else sendJson(response, answer.status, answer.body);
    return;
  }
  const message = `There is nothing at ${request.method ?? ''} ${url.pathname}.`;
  throw new RostraError({ code: 'NOT_FOUND', status: 404, message });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) {
    text += String(piece);
    if (text.length > longestBodyBytes) throw new RostraError({ code: 'BODY_TOO_LONG', status: 413, message: 'The body is too long.' });
  }
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new RostraError({ code: 'BODY_NOT_JSON', status: 400, message: 'The body is no JSON.' });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** An empty object comes at once, so that the client knows that it misses nothing from here on, and then as a sign of life. */
function sendLines(response: ServerResponse, subscribe: (send: (item: unknown) => void) => () => void): void {
  const send = (item: unknown): void => {
    response.write(`${JSON.stringify(item)}\n`);
    if (response.writableLength > longestBacklogBytes) response.destroy();
  };
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const unsubscribe = subscribe(send);
  send({});
  const heartbeat = setInterval(() => send({}), heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}

function refuse(response: ServerResponse, error: unknown, logger: Logger): void {
  if (response.headersSent) {
    response.destroy();
  } else if (error instanceof RostraError) {
    const { code, status, message, hint } = error;
    sendJson(response, status, { error: { code, message, ...(hint === undefined ? {} : { hint }) } });
  } else {
    logger.error('request_failed', { error });
    sendJson(response, 500, { error: { code: 'PLATFORM_FAILED', message: 'Something went wrong inside Rostra; its log says what.' } });
  }
}

async function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function somebodyAnswers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function alreadyThere(path: string): RostraError {
  return new RostraError({
    code: 'PLATFORM_PART_RUNS',
    status: 409,
    message: `Another process already serves ${path}.`,
    hint: 'Only one of each part may run on a data folder.',
  });
}
