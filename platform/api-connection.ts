import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';

/** How a client reaches control: the machine's own socket, which is trusted, or an address with a token. */
export type ApiAddress =
  | { readonly kind: 'socket'; readonly path: string; readonly actor: string }
  | { readonly kind: 'url'; readonly url: string; readonly token: string };

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Sent as application/x-tar instead of `body`. */
  readonly tar?: AsyncIterable<Uint8Array>;
  /** Sent as application/octet-stream instead of `body`. */
  readonly bytes?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

export interface Download {
  readonly name: string;
  /** Null: nobody knows it yet. */
  readonly bytes: number | null;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Calls and follows control's JSON API. Every refusal comes back as the RostraError that control threw. */
export class ApiConnection {
  readonly #address: ApiAddress;

  constructor(address: ApiAddress) {
    this.#address = address;
  }

  async call<Answer>(call: ApiCall): Promise<Answer> {
    const answer = await this.#send(call);
    const text = await readText(answer);
    if ((answer.statusCode ?? 500) >= 400) throw faultFrom(answer.statusCode ?? 500, text);
    return text === '' ? parsed('null') : parsed(text);
  }

  /** A file, as it comes. Its stream throws when it ends before it is whole. */
  async download(call: ApiCall): Promise<Download> {
    const answer = await this.#send(call);
    if ((answer.statusCode ?? 500) >= 400) throw faultFrom(answer.statusCode ?? 500, await readText(answer));
    const { 'content-length': length, 'content-disposition': disposition = '' } = answer.headers;
    const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'download';
    return { name, bytes: length === undefined ? null : Number(length), stream: answer };
  }

  /** Newline-delimited JSON, item by item, until the server ends it or the signal fires. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the answer's shape, as `call` does
  async follow<Item>(call: ApiCall & { readonly signal: AbortSignal }, onItem: (item: Item) => void): Promise<void> {
    try {
      const answer = await this.#send(call);
      if ((answer.statusCode ?? 500) >= 400) throw faultFrom(answer.statusCode ?? 500, await readText(answer));
      for await (const line of createInterface({ input: answer, crlfDelay: Infinity })) {
        if (line !== '' && line !== '{}') onItem(parsed(line));
      }
    } catch (error) {
      if (!call.signal.aborted) throw error instanceof RostraError ? error : this.#unreachable(error);
    }
  }

  async #send(call: ApiCall): Promise<IncomingMessage> {
    const { options, https } = this.#target(call);
    return new Promise((resolve, reject) => {
      const request = (https ? httpsRequest : httpRequest)(options, resolve);
      request.once('error', (error) => reject(this.#unreachable(error)));
      const file = call.tar ?? call.bytes;
      if (file !== undefined) {
        pipeline(Readable.from(file), request).catch(reject);
        return;
      }
      request.end(call.body === undefined ? undefined : JSON.stringify(call.body));
    });
  }

  #target(call: ApiCall): { options: RequestOptions; https: boolean } {
    const address = this.#address;
    const headers: Record<string, string> = { accept: 'application/json', ...contentType(call) };
    const shared = { method: call.method, ...(call.signal === undefined ? {} : { signal: call.signal }) };
    if (address.kind === 'socket') {
      const options = { ...shared, socketPath: address.path, path: call.path };
      return { options: { ...options, headers: { ...headers, host: 'localhost', 'x-rostra-actor': address.actor } }, https: false };
    }
    const url = new URL(call.path, address.url);
    const own = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
    const options = { ...shared, host: own ? '127.0.0.1' : url.hostname, port: url.port, path: url.pathname + url.search };
    return {
      options: { ...options, headers: { ...headers, host: url.host, authorization: `Bearer ${address.token}` } },
      https: url.protocol === 'https:',
    };
  }

  #unreachable(error: unknown): unknown {
    if (error instanceof Error && error.name === 'AbortError') return error;
    const where = this.#address.kind === 'socket' ? this.#address.path : this.#address.url;
    return new RostraError({
      code: 'PLATFORM_UNREACHABLE',
      status: 503,
      message: `No running Rostra answers at ${where}.`,
      hint: 'Start it with `npm start` or `rostra up`. If it runs: ROSTRA_HOME=FOLDER says where its data are, --host its address elsewhere.',
    });
  }
}

function contentType(call: ApiCall): Record<string, string> {
  if (call.tar !== undefined) return { 'content-type': 'application/x-tar' };
  if (call.bytes !== undefined) return { 'content-type': 'application/octet-stream' };
  return call.body === undefined ? {} : { 'content-type': 'application/json' };
}

async function readText(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const piece of answer) text += String(piece);
  return text;
}

function faultFrom(status: number, text: string): RostraError {
  const fault = faultText(text);
  return new RostraError({
    code: fault['code'] ?? 'PLATFORM_FAILED',
    status,
    message: fault['message'] ?? `The platform answered with status ${status}.`,
    ...(fault['hint'] === undefined ? {} : { hint: fault['hint'] }),
  });
}

function faultText(text: string): Partial<Record<string, string>> {
  try {
    return parsed<{ error?: Partial<Record<string, string>> }>(text).error ?? {};
  } catch {
    return {};
  }
}

/** Control's answers are of the shapes in rules/resources.ts: both ends come from this repository. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the answer's shape
function parsed<Shape>(text: string): Shape {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the API's own answer, see above
  return JSON.parse(text) as Shape;
}
