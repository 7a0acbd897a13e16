import { performance } from 'node:perf_hooks';
import { Agent, request, WebSocket } from 'undici';
import { PageClient } from './page-client.ts';

/** A lab that serves, and what differs between ours and the peer's. */
export interface LabSite {
  /** Web processes. */
  readonly origins: readonly string[];
  readonly key: string;
  /**
   * Waits until the wait page that was shown says that it goes on. `client`: the browser's connection, which is free meanwhile.
   * Gives the address where its script goes then; null: to the wait page itself, which leads on.
   */
  untilReleased(html: string, place: { readonly client: PageClient; readonly origin: string }): Promise<string | null>;
  isWait(html: string): boolean;
  isEnd(path: string, html: string): boolean;
}

/** How a session is played. */
export interface CrowdPlan {
  readonly game: string;
  /** What is typed, by field. */
  readonly answers: Readonly<Record<string, string>>;
  readonly people: number;
  /** Everybody plays so many sessions, one after another, without a pause. */
  readonly sessions: number;
  /** Each request goes to any process; else each participant stays with one. */
  readonly isSpread?: boolean;
}

export interface CrowdResult {
  readonly pages: number;
  readonly submits: number;
  readonly seconds: number;
  /** Milliseconds from a click until the page is there, sorted. */
  readonly pageTimes: readonly number[];
  readonly finished: number;
}

/** Every page shown counts. Throws when somebody gets an error instead of a page. */
export async function playSessions(site: LabSite, plan: CrowdPlan): Promise<CrowdResult> {
  const codes: string[][] = [];
  for (let session = 0; session < plan.sessions; session += 1) codes.push(await createSession(site, plan));
  const result = { submits: 0, finished: 0, times: new Array<number>() };
  const started = performance.now();
  await Promise.all(
    Array.from({ length: plan.people }, async (_, person) => {
      const player = new Player(site, { plan, person, result });
      for (const session of codes) await player.play(session[person] ?? '');
      player.leave();
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  const { times, ...counts } = result;
  return { ...counts, pages: times.length, seconds, pageTimes: times.sort((a, b) => a - b) };
}

/** The share `part` (0.95) of the pages was faster than this. */
export function percentile(times: readonly number[], part: number): number {
  return times[Math.floor(part * (times.length - 1))] ?? NaN;
}

/** Makes a session by oTree's REST paths; gives its participants' codes. */
export async function createSession({ origins, key }: LabSite, { game, people }: Pick<CrowdPlan, 'game' | 'people'>): Promise<string[]> {
  const headers = { 'content-type': 'application/json', 'otree-rest-key': key };
  const url = `${origins[0]}/api/sessions`;
  const body = JSON.stringify({ session_config_name: game, num_participants: people });
  const made = await request(url, { method: 'POST', headers, dispatcher: api, body });
  const { code } = fieldsOf(await made.body.json(), 'code');
  const details = await request(`${url}/${String(code)}`, { headers, dispatcher: api });
  const { participants } = fieldsOf(await details.body.json(), 'participants');
  if (!Array.isArray(participants)) throw new Error('The session has no participants.');
  return participants.map((one: unknown) => String(fieldsOf(one, 'code')['code']));
}

const api = new Agent({ headersTimeout: 120_000 });

/** The object, when it has the field. */
function fieldsOf(value: unknown, field: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && field in value) return Object.fromEntries(Object.entries(value));
  throw new Error(`The answer has no ${field}: ${JSON.stringify(value).slice(0, 300)}`);
}

interface Part {
  readonly plan: CrowdPlan;
  readonly person: number;
  readonly result: { submits: number; finished: number; readonly times: number[] };
}

interface Shown {
  readonly path: string;
  readonly html: string;
}

interface Door {
  readonly origin: string;
  readonly client: PageClient;
}

/** One person, who clicks as soon as a page is there. */
class Player {
  readonly #site: LabSite;
  readonly #part: Part;
  readonly #doors: readonly Door[];

  constructor(site: LabSite, part: Part) {
    this.#site = site;
    this.#part = part;
    this.#doors = site.origins.map((origin) => ({ origin, client: new PageClient(origin) }));
  }

  async play(code: string): Promise<void> {
    const { result } = this.#part;
    let page = await this.#show({ path: `/InitializeParticipant/${code}` });
    while (!this.#site.isEnd(page.path, page.html)) {
      if (this.#site.isWait(page.html)) {
        const { client, origin } = this.#door();
        const path = await this.#site.untilReleased(page.html, { client, origin });
        page = await this.#show({ path: path ?? page.path });
      } else {
        result.submits += 1;
        page = await this.#show({ path: page.path, form: formOf(page.html, this.#part.plan.answers) });
      }
    }
    result.finished += 1;
  }

  leave(): void {
    for (const { client } of this.#doors) client.close();
  }

  /** One page, from the click until it is there, redirects included. */
  async #show(wish: { readonly path: string; readonly form?: string }): Promise<Shown> {
    const started = performance.now();
    let next = wish;
    for (let hops = 0; hops < 10; hops += 1) {
      const answer = await this.#door().client.send(next);
      if (answer.status >= 400) throw new Error(`${answer.status} at ${next.path}: ${answer.body.slice(0, 300)}`);
      if (answer.location === null) {
        this.#part.result.times.push(performance.now() - started);
        return { path: next.path, html: answer.body };
      }
      next = { path: answer.location.replace(/^https?:\/\/[^/]+/, '') };
    }
    throw new Error(`${wish.path} leads round in circles.`);
  }

  /** To the process that the next request goes to. */
  #door(): Door {
    const { plan, person } = this.#part;
    const at = plan.isSpread ? Math.floor(Math.random() * this.#doors.length) : person % this.#doors.length;
    const door = this.#doors[at];
    if (!door) throw new Error('The lab has no web process.');
    return door;
  }
}

/** The hidden fields as they are, and an answer to each question. */
function formOf(html: string, answers: CrowdPlan['answers']): string {
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`);
  const given = Object.entries(answers).filter(([name]) => html.includes(`name="${name}"`));
  return [...hidden, ...given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join('&');
}

/** Until a socket says anything, or 15 s. It does not say where the page leads. */
export async function untilMessage(url: string): Promise<null> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 15_000);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    socket.addEventListener('message', done);
    socket.addEventListener('error', done);
    socket.addEventListener('close', done);
  });
  socket.close();
  return null;
}
