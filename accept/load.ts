import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request as its client saw it. Times in milliseconds of `performance.now()`. */
export interface Sample {
  readonly sentAt: number;
  readonly endedAt: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly body: string;
  /** What went wrong on the way; empty with a whole answer. */
  readonly fault: string;
}

export interface Ask {
  readonly port: number;
  /** `echo.localhost` */
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Asks once, and never throws. */
export function ask({ port, host, path, method = 'GET', body, headers = {} }: Ask): Promise<Sample> {
  const sentAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number, text: string, fault: string): void =>
      resolve({ sentAt, endedAt: performance.now(), status, body: text, fault });
    const sent = request({ agent, host: '127.0.0.1', port, path, method, headers: { host: `${host}:${port}`, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => end(answer.statusCode ?? 0, text, ''));
      answer.on('error', (error) => end(answer.statusCode ?? 0, text, error.message));
    });
    sent.on('error', (error) => end(0, '', error.message));
    sent.end(body);
  });
}

/** Asks at a steady rate, whether or not answers come. */
export class SteadyLoad {
  readonly samples: Sample[] = [];
  readonly #asks: Promise<unknown>[] = [];
  readonly #done: Promise<void>;
  #isOver = false;

  constructor(perSecond: number, next: (n: number) => Ask) {
    this.#done = this.#run(perSecond, next);
  }

  /** Sends no more, waits for the last answers. */
  async stop(): Promise<readonly Sample[]> {
    this.#isOver = true;
    await this.#done;
    await Promise.all(this.#asks);
    return this.samples;
  }

  async #run(perSecond: number, next: (n: number) => Ask): Promise<void> {
    const startedAt = performance.now();
    for (let n = 0; !this.#isOver; n += 1) {
      this.#asks.push(ask(next(n)).then((sample) => this.samples.push(sample)));
      const dueAt = startedAt + ((n + 1) * 1000) / perSecond;
      if (dueAt > performance.now()) await sleep(dueAt - performance.now());
    }
  }
}

export const failed = (samples: readonly Sample[]): readonly Sample[] => samples.filter(({ status }) => status !== 200);

/** How they ended, the most frequent first: `1103 × 503 H11`. */
export function kinds(samples: readonly Sample[]): string {
  const kind = ({ status, body, fault }: Sample): string => [status, /\b[HLR]\d\d\b/.exec(body)?.[0] ?? '', fault].join(' ').trim();
  const counts = Object.entries(Object.groupBy(samples, kind)).map(([name, all = []]) => ({ name, count: all.length }));
  return counts
    .toSorted((a, b) => b.count - a.count)
    .map(({ name, count }) => `${count} × ${name}`)
    .join(', ');
}

/** The time within which this share of the answers came, in milliseconds. */
export function percentile(samples: readonly Sample[], share: number): number {
  const times = samples.map(({ sentAt, endedAt }) => endedAt - sentAt).sort((a, b) => a - b);
  return Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
}

/** Waits until it holds; throws what was waited for when it takes too long. */
export async function until(what: string, limitMs: number, holds: () => Promise<boolean>): Promise<number> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > limitMs) throw new Error(`${what}: not within ${limitMs / 1000} s.`);
    await sleep(50);
  }
  return Math.round(performance.now() - startedAt);
}
