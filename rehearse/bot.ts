import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'node-html-parser';
import type { Agent } from 'undici';
import { request } from 'undici';
import { WebSocket } from 'ws';
import { answersTo, readForm } from '#kit/html/read-form.ts';
import { lookup } from '#kit/http/client.ts';
import type { Random } from '#kit/math/random.ts';
import type { LevelBook } from './level-book.ts';
import { thinkMs } from './rules/arrivals.ts';
import type { Think } from './rules/plan-file.ts';
import { routeName } from './rules/route-name.ts';

/** What somebody does, once: a script's default export, or what was made of a mix or a recording. */
export type Script = (bot: Bot) => Promise<void>;

/** The level that a bot plays in. */
export interface Ground {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
  readonly book: LevelBook;
  readonly think: Think;
  /** For what all bots of a level know together. */
  readonly shared: Map<string, unknown>;
  readonly signal: AbortSignal;
  /** Milliseconds of the level; what is meant to start then counts. */
  readonly now: () => number;
  readonly inHold: (atMs: number) => boolean;
}

interface Payload {
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const mostRedirects = 10;

/** One person in a script: cookies of their own, times counted from when they meant to ask. */
export class Bot {
  readonly number: number;
  readonly random: Random;
  readonly #ground: Ground;
  #cookies = new Map<string, string>();
  #group: string | null = null;
  #meantMs: number | null = null;

  constructor(number: number, random: Random, ground: Ground) {
    this.number = number;
    this.random = random;
    this.#ground = ground;
  }

  /** The same person once more, whose first request is meant to start then, however late it is. The time before may not be over yet. */
  again(meantMs: number): Bot {
    const bot = new Bot(this.number, this.random, this.#ground);
    bot.#cookies = this.#cookies;
    bot.#meantMs = meantMs;
    return bot;
  }

  get shared(): Map<string, unknown> {
    return this.#ground.shared;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<BotAnswer> {
    return this.#ask('GET', path, { headers });
  }

  post(path: string, payload: Payload = {}): Promise<BotAnswer> {
    return this.#ask('POST', path, payload);
  }

  /** Reads for as long as people do, or for about so many seconds. */
  async think(medianSeconds?: number): Promise<void> {
    const { think, signal } = this.#ground;
    const wish = medianSeconds === undefined ? think : { median: medianSeconds, p95: medianSeconds * 2 };
    await sleep(thinkMs(wish, this.random), undefined, { signal });
  }

  /** What has to be true, or this counts as a failure. */
  check(what: string, holds: boolean): void {
    if (!holds) this.#ground.book.fails(what);
  }

  /** What is asked for within counts under this name. */
  async group(name: string, work: () => Promise<void>): Promise<void> {
    this.#group = name;
    await work().finally(() => (this.#group = null));
  }

  /** A WebSocket as a page opens it; closed when the level ends. */
  async ws(path: string): Promise<WebSocket> {
    const { signal } = this.#ground;
    const url = new URL(path, this.#ground.url.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, { lookup, headers: this.#headers() });
    signal.addEventListener('abort', () => socket.terminate(), { once: true });
    await once(socket, 'open', { signal });
    return socket;
  }

  async #ask(method: 'GET' | 'POST', path: string, payload: Payload): Promise<BotAnswer> {
    const { book, now, inHold } = this.#ground;
    const meantMs = this.#meantMs ?? now();
    this.#meantMs = null;
    const route = this.#group ?? `${method} ${routeName(path)}`;
    book.begins(route);
    const end = (fault: string | null): void => {
      const arrivedMs = now();
      const place = { counts: inHold(meantMs), arrivedInHold: inHold(arrivedMs) };
      book.ends({ route, tookMs: arrivedMs - meantMs, fault }, place);
    };
    try {
      const answer = await this.#follow(method, path, payload);
      end(faultOf(method, answer, route));
      return answer;
    } catch (error) {
      // Who still waits when the level is over has waited so long: a time, and no failure.
      end(this.#ground.signal.aborted ? null : `no answer to ${route}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }

  async #follow(first: 'GET' | 'POST', path: string, payload: Payload): Promise<BotAnswer> {
    let [method, url] = [first, new URL(path, this.#ground.url).href];
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const answer = await this.#send(method, url, method === first ? payload : {});
      const location = answer.headers['location'];
      if (answer.status < 300 || answer.status >= 400 || typeof location !== 'string') return answer;
      [method, url] = ['GET', new URL(location, url).href];
    }
    throw new Error(`${path} leads round in circles`);
  }

  async #send(method: 'GET' | 'POST', url: string, { form, json, headers = {} }: Payload): Promise<BotAnswer> {
    const { agent, signal } = this.#ground;
    const body = form === undefined ? (json === undefined ? null : JSON.stringify(json)) : new URLSearchParams(form).toString();
    const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const sent = { ...this.#headers(), ...(body !== null && { 'content-type': type, origin: new URL(url).origin }), ...headers };
    const answer = await request(url, { method, headers: sent, body, dispatcher: agent, signal });
    this.#keep(answer.headers['set-cookie']);
    const text = await answer.body.text();
    return new BotAnswer({ url, status: answer.statusCode, headers: answer.headers, text }, this);
  }

  #headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...this.#ground.headers, ...(cookie !== '' && { cookie }) };
  }

  #keep(lines: string | string[] | undefined): void {
    for (const line of typeof lines === 'string' ? [lines] : (lines ?? [])) {
      const [, name, value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined) this.#cookies.set(name, value);
    }
  }
}

interface Arrived {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** What came, after redirects. */
export class BotAnswer implements Arrived {
  readonly url: string;
  readonly status: number;
  readonly headers: Arrived['headers'];
  readonly text: string;
  readonly #bot: Bot;

  constructor({ url, status, headers, text }: Arrived, bot: Bot) {
    [this.url, this.status, this.headers, this.text, this.#bot] = [url, status, headers, text, bot];
  }

  json(): unknown {
    return JSON.parse(this.text);
  }

  /** Sends the page's form: these answers, hidden fields as they stand, and by chance what the form allows for the rest. */
  submit(answers: Readonly<Record<string, string>> = {}): Promise<BotAnswer> {
    const root = parse(this.text);
    const form = (root.querySelector('main') ?? root).querySelector('form');
    if (form === null) throw new Error(`there is no form on ${new URL(this.url).pathname}`);
    const read = readForm(form, root);
    const fields = { ...Object.fromEntries(answersTo(read, this.#bot.random)), ...answers };
    const { pathname, search } = new URL(read.action === '' ? this.url : read.action, this.url);
    return this.#bot.post(`${pathname}${search}`, { form: fields });
  }
}

/** What a person would call broken; a form that is refused in words is not. */
function faultOf(method: string, { status, headers, text }: BotAnswer, route: string): string | null {
  if (status < 400 || (method === 'POST' && (status === 400 || status === 422))) return null;
  const code = headers['x-rostra-code'] ?? (status >= 500 ? /\bH\d\d\b/.exec(text)?.[0] : undefined);
  return code === undefined ? `${status} for ${route}` : String(code);
}
