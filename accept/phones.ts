// A crowd of phones at a tournament's draw, in a process of its own: each keeps the page open, listens for news, and looks again when there
// are some. The crowd publishes the draw itself, so that one clock says when it was pressed, when it was answered and who saw it when.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

export interface PhonesPlan {
  readonly port: number;
  readonly host: string;
  readonly slug: string;
  readonly key: string;
  readonly phones: number;
  /** Processes that stand still when it is published, for three seconds. */
  readonly freeze: readonly number[];
}

/** Milliseconds from pressing *publish*. */
export interface PhonesResult {
  readonly answeredMs: number;
  readonly firstMs: number;
  readonly p99Ms: number;
  readonly lastMs: number;
  /** Phones that have the new draw before them. */
  readonly saw: number;
  /** Requests that failed, streams that broke: how often each happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** Pages asked for after the answer to *publish* that did not show it. */
  readonly old: number;
  /** Packings that phones ask for. */
  readonly variants: number;
  readonly cpuSeconds: number;
}

export async function phones(plan: PhonesPlan): Promise<PhonesResult> {
  const crowd = spawn(process.execPath, [import.meta.filename, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(crowd.stdout), once(crowd, 'exit')]);
  return JSON.parse(output);
}

const packings = ['br', 'gzip'];
const frozenMs = 3000;
const atOnce = 25;
const settleMs = 1500;
const waitMs = 15_000;
const againMs = 300;
const mostTurns = 20;

class Crowd {
  readonly plan: PhonesPlan;
  readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  readonly faults: string[] = [];
  old = 0;
  pressedAt = Infinity;
  answeredAt = Infinity;
  readonly seenAt: number[] = [];
  version = '';

  constructor(plan: PhonesPlan) {
    this.plan = plan;
  }

  get page(): string {
    return `/${this.plan.slug}/draw/`;
  }

  async open(): Promise<void> {
    const plain = await this.ask(this.page, {});
    this.version = /live\?version=(\d+)/.exec(await text(plain))?.[1] ?? '';
    for (let at = 0; at < this.plan.phones; at += atOnce) {
      const some = Array.from(
        { length: Math.min(atOnce, this.plan.phones - at) },
        (_, n) => new Phone(this, packings[(at + n) % packings.length] ?? ''),
      );
      await Promise.all(some.map(async (phone) => phone.open()));
    }
  }

  async publish(): Promise<void> {
    const { slug, key, freeze } = this.plan;
    const path = `/api/v1/tournaments/${slug}/rounds/1/acts/publish`;
    for (const pid of freeze) process.kill(pid, 'SIGSTOP');
    void sleep(frozenMs).then(() => freeze.forEach((pid) => process.kill(pid, 'SIGCONT')));
    this.pressedAt = performance.now();
    const answer = await this.ask(path, { authorization: `Token ${key}` }, 'POST');
    if (answer.statusCode !== 200) throw new Error(`publish: ${answer.statusCode} ${await text(answer)}`);
    this.answeredAt = performance.now();
    answer.resume();
  }

  ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => this.send({ path, headers, method }).on('response', resolve).on('error', reject).end());
  }

  send(options: { path: string; headers: Record<string, string>; method: string }): ClientRequest {
    const { port, host } = this.plan;
    return request({ ...options, agent: this.agent, host: '127.0.0.1', port, headers: { host: `${host}:${port}`, ...options.headers } });
  }
}

class Phone {
  readonly #crowd: Crowd;
  readonly #packing: string;
  #etag = '';
  #sees = false;

  constructor(crowd: Crowd, packing: string) {
    this.#crowd = crowd;
    this.#packing = packing;
  }

  async open(): Promise<void> {
    this.#etag = (await this.#look()) ?? '';
    const { plan, version } = this.#crowd;
    const news = await this.#crowd.ask(`/${plan.slug}/live?version=${version}`, { accept: 'text/event-stream' });
    if (news.statusCode !== 200)
      return void this.#crowd.faults.push(`news: ${news.statusCode} ${/\b[HRX]\d\d\b/.exec(await text(news))?.[0] ?? ''}`);
    news.on('data', (piece: Buffer) => {
      const told = /event: refresh\ndata: .*"version":(\d+)/.exec(piece.toString())?.[1];
      if (told !== undefined) void this.#lookUntil(Number(told));
    });
    news.on('error', (error) => this.#crowd.faults.push(`news: ${error.message}`)).on('end', () => this.#crowd.faults.push('news: ended'));
  }

  /** As the page's own script does: the news may be here before the page is. */
  async #lookUntil(version: number): Promise<void> {
    if (version <= Number(this.#crowd.version)) return;
    for (let turn = 0; turn < mostTurns && !this.#sees; turn += 1) {
      const askedAt = performance.now();
      const etag = await this.#look();
      if (etag === null) return;
      if (etag !== this.#etag) return this.#see();
      if (askedAt > this.#crowd.answeredAt) this.#crowd.old += 1;
      await sleep(againMs);
    }
  }

  #see(): void {
    if (!this.#sees) this.#crowd.seenAt.push(performance.now());
    this.#sees = true;
  }

  /** The validator of the page, once it is there whole. */
  async #look(): Promise<string | null> {
    try {
      const answer = await this.#crowd.ask(this.#crowd.page, { 'accept-encoding': this.#packing });
      const body = await text(answer.setEncoding('latin1'));
      if (answer.statusCode === 200) return String(answer.headers.etag);
      this.#crowd.faults.push(`page: ${answer.statusCode} ${/\b[HRX]\d\d\b/.exec(body)?.[0] ?? body.slice(0, 300)}`);
    } catch (error) {
      this.#crowd.faults.push(`page: ${String(error)}`);
    }
    return null;
  }
}

async function main(plan: PhonesPlan): Promise<void> {
  const crowd = new Crowd(plan);
  await crowd.open();
  await sleep(settleMs);
  const before = process.cpuUsage();
  await crowd.publish();
  const endsAt = performance.now() + waitMs;
  while (crowd.seenAt.length < plan.phones && performance.now() < endsAt) await sleep(50);
  const { user, system } = process.cpuUsage(before);
  const times = crowd.seenAt.map((at) => Math.round(at - crowd.pressedAt)).sort((a, b) => a - b);
  const result: PhonesResult = {
    answeredMs: Math.round(crowd.answeredAt - crowd.pressedAt),
    firstMs: times[0] ?? NaN,
    p99Ms: times[Math.floor(0.99 * (times.length - 1))] ?? NaN,
    lastMs: times.at(-1) ?? NaN,
    saw: times.length,
    faults: counted(crowd.faults),
    old: crowd.old,
    variants: packings.length,
    cpuSeconds: (user + system) / 1e6,
  };
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

function counted(faults: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const fault of faults) counts[fault] = (counts[fault] ?? 0) + 1;
  return counts;
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? ''));
