import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { RostraError } from '../errors/rostra-error.ts';

export interface SendOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or buffer is sent as it is, a plain object as JSON. */
  readonly body?: string | Buffer | object;
  /** For the whole answer; 10 s unless said. */
  readonly timeoutMs?: number;
  /** Connects to this Unix socket; the URL then only gives Host and path. */
  readonly socketPath?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body parsed; throws when it is no JSON. */
  json(): unknown;
}

/** Browsers know that `*.localhost` is this machine; the system's resolver often does not. */
export const lookup: LookupFunction = (host, options, callback) => {
  if (host !== 'localhost' && !host.endsWith('.localhost')) return systemLookup(host, options, callback);
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const agents = new Map<string, Agent>();

function agentFor(NewAgent: typeof Agent, socketPath: string | undefined): Agent {
  const key = socketPath ?? '';
  const known = agents.get(key);
  if (known) return known;
  const agent = new NewAgent({ connect: socketPath ? { socketPath } : { lookup }, keepAliveTimeout: 1_000, pipelining: 1 });
  agents.set(key, agent);
  return agent;
}

/** One request, whole answer in memory, redirects not followed. Throws a fault that says who did not answer. */
export async function send(options: SendOptions): Promise<Answer> {
  const { body, headers } = outgoing(options);
  const timeoutMs = options.timeoutMs ?? 10_000;
  const { Agent, request } = await import('undici'); // a hundred modules, 6 MB: who only might ask somebody does without until then
  try {
    const answer = await request(options.url, {
      method: options.method ?? 'GET',
      headers,
      body: body ?? null,
      dispatcher: agentFor(Agent, options.socketPath),
      signal: AbortSignal.timeout(timeoutMs),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) };
  } catch (error) {
    throw new NoAnswer(options, error);
  }
}

function outgoing({ body, headers = {} }: SendOptions): { body?: string | Buffer; headers: Record<string, string> } {
  if (body === undefined) return { headers: { ...headers } };
  if (typeof body === 'string' || Buffer.isBuffer(body)) return { body, headers: { ...headers } };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

/** Nobody answered: refused, cut, or too late. Whether the other side acted is not known. */
export class NoAnswer extends RostraError {
  constructor(options: SendOptions, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super({
      code: 'NO_ANSWER',
      status: 502,
      message: `${options.socketPath ?? new URL(options.url).host} did not answer: ${reason}`,
      hint: 'Check that it runs, then try again.',
    });
    this.cause = cause;
  }
}
