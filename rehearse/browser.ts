import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { send, type Answer } from '#kit/http/client.ts';
import { attemptOf, waitBeforeMs } from '#kit/islands/resend.ts';
import type { Random } from '#kit/math/random.ts';
import { readPage, type PageContent } from './form.ts';
import { routeName } from './rules/route-name.ts';
import type { Outcome, Tally } from './tally.ts';

/** A page that has arrived. */
export interface Page extends PageContent {
  /** Where the redirects ended. */
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

export interface BrowserOptions {
  readonly tally: Tally;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

const mostRedirects = 10;
const answerWithinMs = 35_000;

/**
 * One person's browser over plain HTTP: cookies, redirects, and what our pages' own script does with a request that gets no answer: send it
 * again, the same body with the same intent, until one comes.
 */
export class Browser {
  readonly #options: BrowserOptions;
  readonly #cookies = new Map<string, string>();
  readonly #versions = new Map<string, { readonly etag: string; readonly page: Page }>();

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  async open(url: string): Promise<Page> {
    return this.#follow({ method: 'GET', url });
  }

  /** Posts a form's answers and opens where that leads. */
  async submit(from: Page, fields: readonly (readonly [string, string])[]): Promise<Page> {
    const started = performance.now();
    const url = new URL(from.form?.action || from.url, from.url).href;
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
    const page = await this.#follow({ method: 'POST', url, body });
    this.#options.tally.submit(performance.now() - started);
    return page;
  }

  async #follow(first: Wish): Promise<Page> {
    let wish = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await this.#insist(wish);
      const location = headerOf(answer, 'location');
      if (answer.status < 300 || answer.status === 304 || location === null) return this.#arrive(wish, answer);
      wish = { method: 'GET', url: new URL(location, wish.url).href };
    }
    throw new Error(`${first.url} leads round in circles.`);
  }

  #arrive(wish: Wish, answer: Answer): Page {
    this.#options.tally.page();
    const known = this.#versions.get(wish.url);
    if (answer.status === 304 && known !== undefined) return known.page;
    const page = new ArrivedPage(wish.url, answer);
    const etag = headerOf(answer, 'etag');
    if (etag !== null && wish.method === 'GET') this.#versions.set(wish.url, { etag, page });
    return page;
  }

  /** Until somebody answers who knows. */
  async #insist(wish: Wish): Promise<Answer> {
    const { random, signal, tally } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const started = performance.now();
      const answer = await this.#send(wish).catch(() => null);
      const outcome = outcomeOf(wish, answer);
      tally.request(outcome, performance.now() - started, routeOf(wish));
      if (answer !== null && outcome.kind !== 'cut') return answer;
      signal.throwIfAborted();
      await sleep(waitBeforeMs(attempt, random.next()), undefined, { signal });
    }
  }

  async #send(wish: Wish): Promise<Answer> {
    const { origin } = new URL(wish.url);
    const etag = wish.method === 'GET' ? this.#versions.get(wish.url)?.etag : undefined;
    const answer = await send({
      method: wish.method,
      url: wish.url,
      timeoutMs: answerWithinMs,
      headers: {
        accept: 'text/html',
        'user-agent': 'rostra-bot',
        ...this.#options.headers,
        ...(this.#cookies.size > 0 && { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(wish.body !== undefined && { 'content-type': 'application/x-www-form-urlencoded', origin }),
        ...(etag !== undefined && { 'if-none-match': etag }),
      },
      ...(wish.body !== undefined && { body: wish.body }),
    });
    this.#keepCookies(answer);
    return answer;
  }

  #keepCookies(answer: Answer): void {
    const given = answer.headers['set-cookie'] ?? [];
    for (const line of typeof given === 'string' ? [given] : given) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, cut));
      else if (cut > 0) this.#cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }
}

/** Read only when somebody looks: a crowd that waits for one word parses nothing, or it would measure itself. */
class ArrivedPage implements Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  #content: PageContent | null = null;

  constructor(url: string, { status, text }: Answer) {
    [this.url, this.status, this.html] = [url, status, text];
  }

  get title(): string {
    return this.#read().title;
  }

  get form(): PageContent['form'] {
    return this.#read().form;
  }

  get links(): readonly string[] {
    return this.#read().links;
  }

  get news(): string | null {
    return this.#read().news;
  }

  get live(): string | null {
    return this.#read().live;
  }

  get complaints(): readonly string[] {
    return this.#read().complaints;
  }

  #read(): PageContent {
    this.#content ??= readPage(this.html);
    return this.#content;
  }
}

interface Wish {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
}

function outcomeOf(wish: Wish, answer: Answer | null): Outcome {
  if (answer === null) return { kind: 'cut', code: 'no answer' };
  if (attemptOf(answer.status) === 'unanswered') return { kind: 'cut', code: routerCode(answer) };
  const isPage = answer.status < 400 || (wish.method === 'POST' && (answer.status === 400 || answer.status === 422));
  if (isPage) return { kind: 'answered' };
  return { kind: 'failed', what: `${answer.status} for ${routeOf(wish)}` };
}

const routeOf = ({ method, url }: Wish): string => `${method} ${routeName(new URL(url).pathname)}`;

/** The router names its code on the error page. */
function routerCode(answer: Answer): string {
  return headerOf(answer, 'x-rostra-code') ?? /\bH\d\d\b/.exec(answer.text)?.[0] ?? `status ${answer.status}`;
}

function headerOf(answer: Answer, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? null);
}
