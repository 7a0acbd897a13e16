import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A lab whose live page is measured: people in groups of ten, each message heard by the whole group. */
export interface LiveSite {
  readonly origin: string;
  readonly key: string;
  /** The address of the socket beside the page, from its markup. */
  readonly socketOf: (page: string, url: string) => string;
  /** The frame that sends message `n`. */
  readonly frameOf: (n: number) => string;
  /** What a frame says: which message was heard from whom (their id in the group), or null. */
  readonly heardIn: (frame: string) => { readonly from: number; readonly n: number } | null;
  /** The message that the site has not taken, because they came too fast, and when to send it again; null for any other frame. */
  readonly againIn: (frame: string) => { readonly n: number; readonly ms: number } | null;
}

export interface LiveResult {
  readonly messagesPerSecond: number;
  /** Until the sender hears their own message. In order. */
  readonly timesMs: readonly number[];
}

export const groupSize = 10;

export interface LiveCrowd {
  /** Everybody sends as soon as they hear themselves; or so many messages a second in all. */
  run(wish: { readonly seconds: number; readonly perSecond: number | null }): Promise<LiveResult>;
  close(): void;
}

/** Makes a session and opens the page of everybody. */
export async function openCrowd(site: LiveSite, people: number): Promise<LiveCrowd> {
  const codes = await participantCodes(site, people);
  const browsers: Browser[] = [];
  for (let at = 0; at < codes.length; at += groupSize) {
    const group = codes.slice(at, at + groupSize).map((code, place) => openBrowser(site, code, place + 1));
    browsers.push(...(await Promise.all(group)));
  }
  return {
    run: ({ seconds, perSecond }) => run(browsers, { seconds, everyMs: perSecond === null ? null : (1_000 * people) / perSecond }),
    close: () => {
      for (const { socket } of browsers) socket.terminate();
    },
  };
}

interface Browser {
  readonly socket: WebSocket;
  /** Sends the next message; the promise resolves when it is heard. */
  readonly send: () => Promise<number>;
}

async function run(browsers: readonly Browser[], { seconds, everyMs }: { seconds: number; everyMs: number | null }): Promise<LiveResult> {
  const started = performance.now();
  const isOver = (): boolean => performance.now() - started > seconds * 1_000;
  const timesMs: number[] = [];
  const keep = async ({ send }: Browser): Promise<void> => void timesMs.push(await send());
  await Promise.all(
    browsers.map(async (browser) => {
      if (everyMs !== null) await pause(Math.random() * everyMs);
      const open: Promise<void>[] = [];
      for (let next = performance.now(); !isOver(); next += everyMs ?? 0) {
        const sent = keep(browser);
        if (everyMs === null) await sent;
        else {
          open.push(sent);
          await pause(Math.max(0, next + everyMs - performance.now()));
        }
      }
      await Promise.all(open);
    }),
  );
  const wholeSeconds = (performance.now() - started) / 1_000;
  return { messagesPerSecond: timesMs.length / wholeSeconds, timesMs: timesMs.sort((a, b) => a - b) };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function participantCodes({ origin, key }: LiveSite, people: number): Promise<string[]> {
  const headers = { 'content-type': 'application/json', 'otree-rest-key': key };
  const body = JSON.stringify({ session_config_name: 'echo', num_participants: people });
  const made: { code: string } = await (await fetch(`${origin}/api/sessions`, { method: 'POST', headers, body })).json();
  const session: { participants: { code: string }[] } = await (await fetch(`${origin}/api/sessions/${made.code}`, { headers })).json();
  return session.participants.map(({ code }) => code);
}

async function openBrowser(site: LiveSite, code: string, id: number): Promise<Browser> {
  const page = await fetch(`${site.origin}/InitializeParticipant/${code}`);
  const socket = new WebSocket(site.socketOf(await page.text(), page.url));
  await once(socket, 'open');
  const waiting = new Map<number, (timeMs: number) => void>();
  let n = 0;
  socket.on('message', (data: Buffer) => {
    const again = site.againIn(data.toString());
    if (again) setTimeout(() => socket.send(site.frameOf(again.n)), again.ms);
    const heard = site.heardIn(data.toString());
    if (heard?.from === id) waiting.get(heard.n)?.(performance.now());
  });
  return {
    socket,
    send: async () => {
      n += 1;
      const own = n;
      const sentMs = performance.now();
      const heardMs = await new Promise<number>((resolve) => {
        waiting.set(own, resolve);
        socket.send(site.frameOf(own));
      });
      waiting.delete(own);
      return heardMs - sentMs;
    },
  };
}
