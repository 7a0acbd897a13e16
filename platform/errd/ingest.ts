import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InflateFault, inflate } from '#kit/files/inflate.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { ErrorKeys } from '../store/error-keys.ts';
import { EnvelopeFault, EnvelopeReader, objectIn, type Envelope } from '../rules/errors/envelope.ts';
import { cspEvent } from '../rules/errors/csp-report.ts';
import type { ErrorProject } from '../rules/errors/project.ts';
import { limitsHeader, retryAfterSeconds } from '../rules/errors/rate-limit.ts';
import { endpointOf, keyOfDsn, publicKey, type Endpoint } from '../rules/errors/sender.ts';
import { digested, keepsType, type Digest } from './digest.ts';
import { FairGate } from './fair-gate.ts';
import type { Intake } from './intake.ts';
import type { Limiter } from './limiter.ts';
import type { Projects } from './projects.ts';
import { SessionEnds } from './session-ends.ts';

export interface IngestDesk {
  readonly projects: Projects;
  /** Those beside the project's own. */
  readonly keys: Pick<ErrorKeys, 'standing'>;
  readonly limiter: Limiter;
  readonly intake: Intake;
  readonly clock: Clock;
  /** A line for the log of the service. */
  tell(text: string): void;
}

/** ERR-04 */
const bodyLimits = { compressedBytes: 20_000_000, bytes: 100_000_000 };
const largestEvent = 1_000_000;
/** Bodies that are read at once: each keeps 4 MB at most. */
const gateLimits = { most: 24, mostOfOne: 8 };

/** What is answered instead of 200. */
class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

/** Takes what SDKs of Sentry send (ERR-01…08). */
export function ingestServer(desk: IngestDesk): Server {
  const gate = new FairGate(gateLimits);
  const ends = new SessionEnds();
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, (request, response) => {
    void answer(request, response, { ...desk, gate, ends });
  });
  server.maxConnections = 2_000;
  return server;
}

type OpenDesk = IngestDesk & { readonly gate: FairGate; readonly ends: SessionEnds };

async function answer(request: IncomingMessage, response: ServerResponse, desk: OpenDesk): Promise<void> {
  for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
  try {
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (request.url === '/health') return say(response, 200, { ok: true });
    const { id, limited } = await taken(request, desk);
    if (limited.length > 0) response.setHeader('x-sentry-rate-limits', limitsHeader(limited));
    say(response, 200, { id });
  } catch (error) {
    refuse(response, error, desk);
  }
}

/** Browsers report from pages of any app. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers':
    'x-sentry-auth, x-requested-with, origin, accept, content-type, authentication, authorization, content-encoding',
  'access-control-expose-headers': 'x-sentry-error, x-sentry-rate-limits, retry-after',
  'access-control-max-age': '86400',
} as const;

async function taken(request: IncomingMessage, desk: OpenDesk): Promise<Digest> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const asked = endpointOf(path);
  if (asked === null) throw new Refusal(404, 'There is nothing at this address.');
  if (request.method !== 'POST') throw new Refusal(405, 'Events are sent by POST.', { allow: 'POST, OPTIONS' });
  const project = desk.projects.find(asked.project);
  const { authorization } = request.headers;
  const key = publicKey({ sentryAuth: oneOf(request.headers['x-sentry-auth']), authorization, query });
  if (key !== null) checkKey(desk, project, key);
  const envelope = await desk.gate.within(asked.project, () => readBody(request, asked.endpoint));
  const known = checkKey(desk, project, key ?? keyOfDsn(envelope.header['dsn']));
  const digest = digested(envelope, { project: known, limiter: desk.limiter, ends: desk.ends, nowMs: desk.clock.nowMs() });
  await desk.intake.take(digest.incoming);
  const isAllLimited = digest.limited.length > 0 && digest.incoming.every(({ kind }) => kind === 'tally');
  if (!isAllLimited) return digest;
  const headers = { 'retry-after': String(retryAfterSeconds), 'x-sentry-rate-limits': limitsHeader(digest.limited) };
  throw new Refusal(429, 'More than the plan of this project takes in a minute.', headers);
}

const oneOf = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

function checkKey({ keys }: IngestDesk, project: ErrorProject | null, key: string | null): ErrorProject {
  if (key === null) throw new Refusal(401, 'The request names no key: set the DSN of the project.');
  if (project?.key === key) return project;
  const standing = project && keys.standing(project.id, key);
  if (standing === 'off') throw new Refusal(403, 'The key was switched off.');
  if (project === null || standing === null) throw new Refusal(403, 'The key is not one of this project.');
  return project;
}

async function readBody(request: IncomingMessage, endpoint: Endpoint): Promise<Envelope> {
  if (endpoint === 'envelope') {
    const reader = new EnvelopeReader(keepsType);
    await readPieces(request, (piece) => reader.push(piece));
    return reader.end();
  }
  const pieces: Buffer[] = [];
  let size = 0;
  await readPieces(request, (piece) => {
    size += piece.length;
    if (size > largestEvent) throw new InflateFault('too_large');
    pieces.push(piece);
  });
  return envelopeOf(Buffer.concat(pieces), endpoint);
}

async function readPieces(request: IncomingMessage, take: (piece: Buffer) => void): Promise<void> {
  await inflate(request, { encoding: oneOf(request.headers['content-encoding']) ?? 'identity', limits: bodyLimits }, take);
}

/** A single event, as an envelope with it. */
function envelopeOf(body: Buffer, endpoint: Endpoint): Envelope {
  const raw = objectIn(body.toString('utf8'));
  if (raw === null) throw new EnvelopeFault('the body is no JSON object');
  const payload = endpoint === 'security' ? Buffer.from(JSON.stringify(cspEvent(raw))) : body;
  return { header: { event_id: raw['event_id'] }, items: [{ type: 'event', payload }], dropped: [] };
}

function refuse(response: ServerResponse, error: unknown, desk: IngestDesk): void {
  const refusal = refusalOf(error);
  if (refusal.status === 503) desk.tell(`An event could not be taken: ${error instanceof Error ? error.message : String(error)}`);
  response.setHeader('x-sentry-error', refusal.message);
  response.setHeader('connection', 'close'); // what is still on its way is not read
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  say(response, refusal.status, { detail: refusal.message });
}

const inflateAnswers: Readonly<Record<InflateFault['kind'], readonly [number, string]>> = {
  unknown_encoding: [415, 'The content encoding is not known: use gzip, deflate, br or zstd.'],
  too_large: [413, 'The body is too large.'],
  damaged: [400, 'The body is damaged.'],
};

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof InflateFault) return new Refusal(...inflateAnswers[error.kind]);
  if (error instanceof EnvelopeFault) return new Refusal(400, `This is no envelope: ${error.message}.`);
  if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new Refusal(400, 'The body ended early.');
  return new Refusal(503, 'The event could not be written now.', { 'retry-after': '10' });
}

function say(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
