import type { WebSocket } from 'ws';
import type { Lab } from '../../lab.ts';
import type { LiveRooms } from '../../page/live-rooms.ts';
import type { LiveSeat } from '../../page/live-room.ts';
import type { OpenPage } from '../../page/open-live.ts';
import { nextFlow, type Flow } from '../../rules/message-flow.ts';

export interface PageSocketOptions {
  readonly connection: WebSocket;
  readonly page: OpenPage;
  readonly client: string;
  readonly rooms: LiveRooms;
  readonly lab: Lab;
}

/** What a message may carry. */
const mostBytes = 64_000;
/** Who reads so slowly gets the newest state later instead of every one. */
const mostUnreadBytes = 1_000_000;
/** So many too fast in a row are no accident. */
const mostIgnored = 500;
const againMs = 1_000;

/** A message of the browser's page script, numbered. */
interface Sent {
  readonly seq: number;
  readonly done: number;
  readonly type: string;
  readonly data: unknown;
}

/** One browser's connection beside one page. */
export class PageSocket {
  readonly #options: PageSocketOptions;
  readonly #seat: LiveSeat | null;
  #flow: Flow | null = null;
  #ignored = 0;
  /** The message that has to come again before later ones count: they would be out of order. */
  #expected: number | null = null;
  #isAlive = true;
  #shown = -1;
  #late: { readonly state: string; readonly rev: number } | null = null;

  constructor(options: PageSocketOptions) {
    this.#options = options;
    const { connection, page, rooms } = options;
    const { participant, live, isHere } = page;
    this.#seat =
      live && isHere
        ? rooms.enter(live.spot, live.group, {
            participant,
            onState: (state, rev) => this.#show(state, rev),
            onLine: (line) => this.#sendText(line),
          })
        : null;
    connection.on('message', (data, isBinary) => {
      if (!isBinary && Buffer.isBuffer(data)) this.#hear(data);
    });
    connection.on('pong', () => (this.#isAlive = true));
    connection.on('close', () => this.#seat?.leave());
    connection.on('error', () => connection.terminate());
    if (!isHere) this.leave();
  }

  /** The participant is on another page now. */
  leave(): void {
    this.#send({ left: true });
  }

  /** The process ends: the browser comes to another one. */
  restart(): void {
    this.#options.connection.close(1012);
  }

  ping(): void {
    const { connection } = this.#options;
    if (!this.#isAlive) return connection.terminate();
    this.#isAlive = false;
    connection.ping();
    if (this.#late) this.#show(this.#late.state, this.#late.rev);
  }

  #hear(data: Buffer): void {
    const frame = frameIn(data);
    if (frame && this.#seat) void this.#message(frame, data.length, this.#seat);
  }

  async #message(sent: Sent, bytes: number, seat: LiveSeat): Promise<void> {
    const { seq } = sent;
    if (this.#expected !== null && seq > this.#expected) return;
    this.#expected = null;
    const { flow, waitMs } = nextFlow(this.#flow, this.#options.lab.clock.nowMs());
    this.#flow = flow;
    if (waitMs > 0) return this.#slowDown(seq, waitMs);
    this.#ignored = 0;
    if (bytes > mostBytes) return this.#send({ ack: seq, error: 'This message is too long.' });
    const { participant } = this.#options.page;
    const outcome = await seat.handle({ kind: 'message', participant, client: this.#options.client, ...sent });
    if (outcome.kind === 'done') return this.#send({ ack: seq });
    if (outcome.kind === 'rejected') return this.#send({ ack: seq, error: outcome.reason });
    if (outcome.kind === 'left') return this.leave();
    this.#expected = Math.min(seq, this.#expected ?? seq);
    this.#send({ again: seq, ms: againMs });
  }

  #slowDown(seq: number, ms: number): void {
    this.#ignored += 1;
    this.#expected = seq;
    if (this.#ignored > mostIgnored) this.#options.connection.close(1008, 'too many messages');
    else this.#send({ again: seq, ms, slow: true });
  }

  #show(state: string, rev: number): void {
    if (rev < this.#shown) return;
    const { connection } = this.#options;
    this.#late = connection.bufferedAmount > mostUnreadBytes ? { state, rev } : null;
    if (this.#late) return;
    this.#shown = rev;
    this.#sendText(`{"state":${state},"rev":${rev}}`);
  }

  #send(frame: object): void {
    this.#sendText(JSON.stringify(frame));
  }

  #sendText(text: string): void {
    const { connection } = this.#options;
    if (connection.readyState === connection.OPEN) connection.send(text);
  }
}

function frameIn(data: Buffer): Sent | null {
  const frame = parsed(data.toString());
  if (typeof frame !== 'object' || frame === null) return null;
  const { seq, done = 0, type, data: payload }: { seq?: unknown; done?: unknown; type?: unknown; data?: unknown } = frame;
  if (!isCount(seq) || seq === 0 || !isCount(done) || typeof type !== 'string') return null;
  return { seq, done, type, data: payload };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
