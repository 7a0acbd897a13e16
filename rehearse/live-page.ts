import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { lookup } from '#kit/http/client.ts';
import type { Random } from '#kit/math/random.ts';

/** A message to a live page. */
export interface LiveMove {
  readonly type: string;
  readonly data: unknown;
}

/** What somebody does on the live page of this name who sees this state; null: nothing, until there is another. */
export type LiveMoves = (page: string, state: unknown, random: Random) => LiveMove | null;

export interface LiveVisit {
  /** Of the socket. */
  readonly url: string;
  /** The page's name. */
  readonly page: string;
  readonly moves: LiveMoves;
  readonly random: Random;
  readonly pause: () => number;
  readonly signal: AbortSignal;
  /** After so many messages that were taken the participant goes on; null: the page says when it is over. */
  readonly most: number | null;
  readonly onState: (atMs: number) => void;
  readonly onMessage: () => void;
  /** A message was taken that was sent then. */
  readonly onTaken: (atMs: number) => void;
}

/** As long as somebody waits whose message was refused before they try again. */
const tryAgainMs = 2_000;

/** Plays a live page as somebody at a phone would: looks at the state, thinks, sends, until the page is over or they have had enough. */
export async function playLive(visit: LiveVisit): Promise<'over' | 'enough'> {
  const line = await Line.open(visit);
  try {
    await line.state(0);
    for (let taken = 0; !line.isOver && (visit.most === null || taken < visit.most);) {
      const pauseMs = visit.pause();
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: visit.signal });
      if (line.isOver) break;
      const seen = line.states;
      const move = visit.moves(visit.page, line.newest, visit.random);
      if (move !== null && (await say(line, move, visit))) taken += 1;
      else await line.state(seen, move === null ? undefined : tryAgainMs);
    }
    return line.isOver ? 'over' : 'enough';
  } finally {
    line.close();
  }
}

/** Whether it was taken. */
async function say(line: Line, move: LiveMove, { onMessage, onTaken }: LiveVisit): Promise<boolean> {
  onMessage();
  const atMs = performance.now();
  const isTaken = await line.send(move);
  if (isTaken) onTaken(atMs);
  return isTaken;
}

interface Frame {
  readonly state?: unknown;
  readonly ack?: number;
  readonly error?: string;
  readonly again?: number;
  readonly ms?: number;
  readonly left?: boolean;
}

/** The connection beside a live page. */
class Line {
  readonly #socket: WebSocket;
  readonly #signal: AbortSignal;
  readonly #waiting = new Set<() => void>();
  #seq = 0;
  #last: Frame = {};
  newest: unknown = null;
  /** How many have come. */
  states = 0;
  isOver = false;

  static async open({ url, signal, onState }: LiveVisit): Promise<Line> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}?client=${crypto.randomUUID()}`, { lookup });
    const line = new Line(socket, signal, onState);
    await once(socket, 'open', { signal });
    return line;
  }

  private constructor(socket: WebSocket, signal: AbortSignal, onState: (atMs: number) => void) {
    this.#socket = socket;
    this.#signal = signal;
    socket.on('message', (data: Buffer) => {
      const frame: Frame = JSON.parse(data.toString());
      if ('state' in frame) {
        this.newest = frame.state;
        this.states += 1;
        onState(performance.now());
      }
      if (frame.left === true) this.isOver = true;
      if (frame.ack !== undefined || frame.again !== undefined) this.#last = frame;
      this.#wake();
    });
    socket.on('close', () => {
      this.isOver = true;
      this.#wake();
    });
    socket.on('error', () => {}); // it closes then
  }

  /** Waits until more states than this have come, or the page is over; at most so long. */
  async state(seen: number, limitMs = 600_000): Promise<void> {
    const over = performance.now() + limitMs;
    while (!this.isOver && this.states <= seen && performance.now() < over) await this.#news(over - performance.now());
  }

  /** Sends until the server has it. False: it was refused, or the page was over. */
  async send({ type, data }: LiveMove): Promise<boolean> {
    this.#seq += 1;
    const seq = this.#seq;
    const post = (): void => this.#socket.send(JSON.stringify({ seq, done: seq - 1, type, data }));
    post();
    while (!this.isOver && this.#last.ack !== seq) {
      if (this.#last.again === seq) {
        const { ms = 0 } = this.#last;
        this.#last = {};
        await sleep(ms, undefined, { signal: this.#signal });
        post();
      } else await this.#news(60_000);
    }
    return this.#last.ack === seq && this.#last.error === undefined;
  }

  close(): void {
    this.#socket.terminate();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  async #news(limitMs: number): Promise<void> {
    const heard = Promise.withResolvers<void>();
    this.#waiting.add(heard.resolve);
    const timer = setTimeout(heard.resolve, limitMs);
    const stop = (): void => heard.reject(this.#signal.reason);
    this.#signal.addEventListener('abort', stop);
    try {
      this.#signal.throwIfAborted();
      await heard.promise;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener('abort', stop);
      this.#waiting.delete(heard.resolve);
    }
  }
}
