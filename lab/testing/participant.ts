import type { FastifyInstance } from 'fastify';

/** What a participant's browser has before it. */
export interface Seen {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** A participant's browser without scripts: follows redirects, sends the form it sees. */
export class Person {
  readonly #server: () => FastifyInstance;
  seen: Seen = { url: '', status: 0, body: '' };

  /** `server`: asked at each request, so that somebody can meet another process each time. */
  constructor(server: FastifyInstance | (() => FastifyInstance)) {
    this.#server = typeof server === 'function' ? server : () => server;
  }

  async open(url: string): Promise<Seen> {
    return this.#arrive(url, await this.#server().inject({ url, headers: { accept: 'text/html' } }));
  }

  /** Sends the form before it, with these answers. */
  async send(answers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    return this.post(this.seen.url, { intent: this.intent(), ...answers });
  }

  async post(url: string, form: Readonly<Record<string, string>>): Promise<Seen> {
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    return this.#arrive(url, await this.#server().inject({ method: 'POST', url, headers, payload: new URLSearchParams(form).toString() }));
  }

  /** Looks again where it is. */
  again(): Promise<Seen> {
    return this.open(this.seen.url);
  }

  intent(): string {
    return /name="intent" value="([0-9a-f]{32})"/.exec(this.seen.body)?.[1] ?? '';
  }

  /** The last part of the address but one: the page's name. */
  get page(): string {
    return this.seen.url.split('?')[0]?.split('/')[4] ?? (this.seen.body.includes('data-page="end"') ? 'end' : '');
  }

  async #arrive(url: string, answer: { statusCode: number; headers: Record<string, unknown>; body: string }): Promise<Seen> {
    const { location } = answer.headers;
    if (typeof location === 'string') return this.open(location);
    this.seen = { url, status: answer.statusCode, body: answer.body };
    return this.seen;
  }
}

/** The names of the pages before these people. */
export function pagesOf(people: readonly Person[]): string[] {
  return people.map((person) => person.page);
}
