// A process of its own: plays the participants of a session and keeps a journal of what was sent and acknowledged. It knows the lab by its
// addresses only, which whoever started it sends as messages; it ends when everybody has finished, and says so.
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom, type Random } from '#kit/math/random.ts';
import { send, type Answer } from '#kit/http/client.ts';
import { Journal } from './journal.ts';

export interface WitnessPlan {
  readonly codes: readonly string[];
  readonly journal: string;
  readonly seed: string;
  /** Mean pause before a page is sent. */
  readonly thinkMs: number;
  readonly limitMs: number;
}

let urls: readonly string[] = [];

async function main(plan: WitnessPlan): Promise<void> {
  const journal = new Journal(plan.journal);
  const signal = AbortSignal.timeout(plan.limitMs);
  const ends = await Promise.allSettled(
    plan.codes.map((code) =>
      new Participant(code, { journal, signal, random: seededRandom(`${plan.seed}/${code}`), thinkMs: plan.thinkMs }).play(),
    ),
  );
  journal.close();
  const unfinished = ends.flatMap((end, at) => (end.status === 'rejected' ? [`${plan.codes[at]}: ${String(end.reason)}`] : []));
  process.send?.({ finished: ends.length - unfinished.length, unfinished });
  process.disconnect?.();
}

interface Tools {
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly random: Random;
  readonly thinkMs: number;
}

interface Wish {
  readonly path: string;
  readonly form?: string;
}

/** Sends again, the same with the same intent, to any process, until somebody answers. */
class Participant {
  readonly #code: string;
  readonly #tools: Tools;
  #marks = 0;

  constructor(code: string, tools: Tools) {
    this.#code = code;
    this.#tools = tools;
  }

  async play(): Promise<void> {
    let path = `/InitializeParticipant/${this.#code}`;
    for (;;) {
      const answer = await this.#insist({ path });
      const { location } = answer.headers;
      if (typeof location === 'string') path = location;
      else if (answer.text.includes('data-page="end"')) return;
      else if (answer.status >= 400) throw new Error(`${answer.status} at ${path}: ${answer.text.slice(0, 300)}`);
      else path = await this.#answer(path, answer.text);
    }
  }

  /** Sends what the page asks for; gives where that leads. Waits a little where it asks for nothing. */
  async #answer(path: string, html: string): Promise<string> {
    const { journal, random, thinkMs } = this.#tools;
    const intent = /name="intent" value="(\w+)"/.exec(html)?.[1];
    if (intent === undefined) {
      await this.#pause(100 + random.below(200));
      return path;
    }
    await this.#pause(random.below(2 * thinkMs + 1));
    const [, , , , page = '', index = ''] = (path.split('?')[0] ?? '').split('/');
    const fields = this.#fieldsFor(html);
    const number = journal.sends({ code: this.#code, page, index: Number(index), fields });
    const answer = await this.#insist({ path, form: new URLSearchParams({ intent, ...fields }).toString() });
    const { location } = answer.headers;
    if (typeof location !== 'string' || location.includes('repeat='))
      throw new Error(`${answer.status} for a submit at ${path}: ${String(location)}`);
    journal.acknowledged(number);
    return location;
  }

  #fieldsFor(html: string): Record<string, string> {
    this.#marks += 1;
    return {
      ...(html.includes('name="amount"') && { amount: String(this.#tools.random.below(101)) }),
      ...(html.includes('name="mark"') && { mark: `${this.#code}-${this.#marks}-${this.#tools.random.below(1e9)}` }),
    };
  }

  async #insist({ path, form }: Wish): Promise<Answer> {
    const { random, signal } = this.#tools;
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      const answer = await this.#try({ path, ...(form !== undefined && { form }) });
      if (answer && answer.status < 500) return answer;
      await this.#pause(20 + random.below(50 * Math.min(attempt, 10)));
    }
  }

  async #try({ path, form }: Wish): Promise<Answer | null> {
    const url = urls[this.#tools.random.below(Math.max(1, urls.length))];
    if (url === undefined) return null;
    const headers = { accept: 'text/html', ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) };
    return send({ method: form === undefined ? 'GET' : 'POST', url: url + path, headers, ...(form !== undefined && { body: form }) }).catch(
      () => null,
    );
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#tools.signal });
  }
}

if (import.meta.main) {
  process.on('message', (message: { readonly urls?: readonly string[]; readonly plan?: WitnessPlan }) => {
    if (message.urls) ({ urls } = message);
    if (message.plan) void main(message.plan);
  });
}
