import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request, WebSocket } from 'undici';

/** As browsers do: `*.localhost` is this machine, whatever the system's resolver knows. */
const agent = new Agent({
  connections: 64,
  connect: {
    lookup: (_host, options, done) => {
      if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
      else done(null, '127.0.0.1', 4);
    },
  },
});

export interface Page {
  /** After all redirects. */
  readonly url: string;
  readonly html: string;
}

/** Pages that a person would have called broken, with what they said. */
export class BrokenPage extends Error {}

/** A page as a browser shows it: redirects are followed, and a form is sent as one. */
export async function visit(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
  let at = url;
  let body = form === undefined ? null : new URLSearchParams(form).toString();
  for (let hops = 0; hops < 10; hops += 1) {
    const type = body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const method = body === null ? 'GET' : 'POST';
    const answer = await request(at, { dispatcher: agent, method, body, headers: { accept: 'text/html', ...type } });
    const html = await answer.body.text();
    if (answer.statusCode >= 400) throw new BrokenPage(`${answer.statusCode} at ${method} ${at}: ${html.slice(0, 200)}`);
    const { location } = answer.headers;
    if (typeof location !== 'string') return { url: at, html };
    at = new URL(location, at).href;
    body = null;
  }
  throw new BrokenPage(`${url} leads round in circles.`);
}

export interface ApiCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
}

export async function api({ url, headers, body }: ApiCall): Promise<string> {
  const sent = body === undefined ? {} : { method: 'POST' as const, body: JSON.stringify(body) };
  const answer = await request(url, { dispatcher: agent, headers: { 'content-type': 'application/json', ...headers }, ...sent });
  const text = await answer.body.text();
  if (answer.statusCode >= 400) throw new Error(`${answer.statusCode} at ${url}: ${text.slice(0, 200)}`);
  return text;
}

/** Until a socket says something; like a page's own script it connects again when it is cut. How often that was, or null after the limit. */
export async function untilTold(url: string, limitMs: number): Promise<number | null> {
  const end = Date.now() + limitMs;
  for (let cuts = 0; Date.now() < end; cuts += 1) {
    if (await oneSocket(url, end - Date.now())) return cuts;
    await sleep(500);
  }
  return null;
}

/** True when it said something, false when it was cut or the time is over. */
function oneSocket(url: string, limitMs: number): Promise<boolean> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { dispatcher: agent });
  return new Promise((resolve) => {
    const end = (told: boolean): void => {
      clearTimeout(timer);
      resolve(told);
      socket.close();
    };
    const timer = setTimeout(() => end(false), limitMs);
    socket.addEventListener('message', () => end(true));
    socket.addEventListener('error', () => end(false));
    socket.addEventListener('close', () => end(false));
  });
}
