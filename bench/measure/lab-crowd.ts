import { performance } from 'node:perf_hooks';
import { Agent, request, WebSocket } from 'undici';

/** Where a crowd plays, and what differs between the two labs. */
export interface LabSite {
  /** Web processes; each participant stays with one of them. */
  readonly origins: readonly string[];
  readonly key: string;
  /** Waits until the wait page that was shown says that it goes on. */
  untilReleased(origin: string, html: string): Promise<void>;
  isWait(html: string): boolean;
  isEnd(url: string, html: string): boolean;
}

export interface CrowdResult {
  readonly pages: number;
  readonly submits: number;
  readonly seconds: number;
  /** Milliseconds from a click until the page is there, sorted. */
  readonly pageTimes: readonly number[];
  readonly finished: number;
}

const agent = new Agent({ connections: 128, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 0 });

/** Plays sessions one after another with the same number of people, without a pause; every page shown counts. */
export async function playSessions(site: LabSite, crowd: { readonly people: number; readonly sessions: number }): Promise<CrowdResult> {
  const codes: string[][] = [];
  for (let session = 0; session < crowd.sessions; session += 1) codes.push(await createSession(site, crowd.people));
  const times: number[] = [];
  const count = { submits: 0, finished: 0 };
  const started = performance.now();
  await Promise.all(
    Array.from({ length: crowd.people }, async (_, person) => {
      for (const session of codes) await playOne({ site, origin: originOf(site, person), code: session[person] ?? '', times, count });
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  return { pages: times.length, seconds, pageTimes: times.sort((a, b) => a - b), ...count };
}

/** The share `part` (0.95) of the pages was faster than this. */
export function percentile(times: readonly number[], part: number): number {
  return times[Math.floor(part * (times.length - 1))] ?? NaN;
}

const originOf = (site: LabSite, person: number): string => site.origins[person % site.origins.length] ?? '';

async function createSession(site: LabSite, people: number): Promise<string[]> {
  const headers = { 'content-type': 'application/json', 'otree-rest-key': site.key };
  const url = `${site.origins[0]}/api/sessions`;
  const made = await request(url, {
    method: 'POST',
    headers,
    dispatcher: agent,
    body: JSON.stringify({ session_config_name: 'public_goods', num_participants: people }),
  });
  const { code } = fieldsOf(await made.body.json(), 'code');
  const details = await request(`${url}/${String(code)}`, { headers, dispatcher: agent });
  const { participants } = fieldsOf(await details.body.json(), 'participants');
  if (!Array.isArray(participants)) throw new Error('The session has no participants.');
  return participants.map((one: unknown) => String(fieldsOf(one, 'code')['code']));
}

/** The object, when it has the field. */
function fieldsOf(value: unknown, field: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && field in value) return Object.fromEntries(Object.entries(value));
  throw new Error(`The answer has no ${field}: ${JSON.stringify(value).slice(0, 300)}`);
}

interface Player {
  readonly site: LabSite;
  readonly origin: string;
  readonly code: string;
  readonly times: number[];
  readonly count: { submits: number; finished: number };
}

interface Shown {
  readonly url: string;
  readonly html: string;
}

async function playOne(player: Player): Promise<void> {
  const { code, count, origin, site } = player;
  let page = await show(player, { url: `${origin}/InitializeParticipant/${code}` });
  while (!site.isEnd(page.url, page.html)) {
    if (site.isWait(page.html)) {
      await site.untilReleased(origin, page.html);
      page = await show(player, { url: page.url });
    } else {
      count.submits += 1;
      page = await show(player, { url: page.url, body: answers(page.html) });
    }
  }
  count.finished += 1;
}

/** One page, from the click until it is there, redirects included. */
async function show({ times, origin }: Player, wish: { readonly url: string; readonly body?: string }): Promise<Shown> {
  const started = performance.now();
  let { url, body } = wish;
  for (let hops = 0; hops < 10; hops += 1) {
    const answer = await request(url, {
      dispatcher: agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'text/html', ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(body !== undefined && { body }),
    });
    const html = await answer.body.text();
    const { location } = answer.headers;
    if (answer.statusCode >= 400) throw new Error(`${answer.statusCode} at ${url}: ${html.slice(0, 300)}`);
    if (typeof location !== 'string') {
      times.push(performance.now() - started);
      return { url, html };
    }
    url = new URL(location, origin).href;
    body = undefined;
  }
  throw new Error(`${wish.url} leads round in circles.`);
}

/** The hidden fields as they are, and a contribution. */
function answers(html: string): string {
  const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  const fields = [...hidden].map(([, name = '', value = '']): [string, string] => [name, value]);
  const given: [string, string][] = html.includes('name="contribution"') ? [['contribution', '50']] : [];
  return new URLSearchParams([...fields, ...given]).toString();
}

/** Until an event stream says `released`, or 15 s. */
export async function untilEvent(url: string): Promise<void> {
  const over = AbortSignal.timeout(15_000);
  try {
    const { body } = await request(url, { headers: { accept: 'text/event-stream' }, dispatcher: streams, signal: over });
    for await (const piece of body) if (String(piece).includes('event:')) break;
  } catch (error) {
    if (!over.aborted) throw error;
  }
}

const streams = new Agent({ bodyTimeout: 0 });

/** Until a socket says anything, or 15 s. */
export async function untilMessage(url: string): Promise<void> {
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
}
