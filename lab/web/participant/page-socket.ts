import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Lab } from '../../lab.ts';
import { chatSeat, say, written, type ChatRooms } from '../../page/chat.ts';
import type { LiveRooms } from '../../page/live-rooms.ts';
import type { LiveSeat } from '../../page/live-room.ts';
import type { OpenPage } from '../../page/open-live.ts';
import type { ChatLine } from '../../store/chat.ts';
import type { Flows } from './flows.ts';
import { frameIn, type ClientFrame } from './socket-frames.ts';

export interface PageSocketOptions {
  readonly connection: WebSocket;
  /** What the connection goes over. */
  readonly wire: Duplex;
  readonly page: OpenPage;
  /** The name that the browser gave itself for as long as the page is open. */
  readonly client: string;
  readonly rooms: LiveRooms;
  readonly chats: ChatRooms;
  readonly flows: Flows;
  readonly lab: Lab;
}

/** What a message may carry. */
const mostBytes = 64_000;
/** Who reads so slowly gets the newest state later instead of every one. */
const mostUnreadBytes = 1_000_000;
/** So many too fast in a row are no accident. */
const mostIgnored = 500;
const againMs = 1_000;

type Message = Extract<ClientFrame, { kind: 'message' }>;

/** One browser's connection beside one page. */
export class PageSocket {
  readonly #options: PageSocketOptions;
  readonly #seat: LiveSeat | null;
  readonly #chats = new Map<string, () => void>();
  #ignored = 0;
  /** The message that has to come again before later ones count: they would be out of order. */
  #expected: number | null = null;
  #isAlive = true;
  #isHeld = false;
  #shown = -1;
  #late: { readonly state: string; readonly rev: number } | null = null;

  constructor(options: PageSocketOptions) {
    this.#options = options;
    const { connection, page } = options;
    this.#seat = page.isHere ? this.#sit() : null;
    connection.on('message', (data, isBinary) => {
      const frame = !isBinary && Buffer.isBuffer(data) ? frameIn(data) : null;
      if (frame && Buffer.isBuffer(data)) this.#hear(frame, data.length).catch((error: unknown) => this.#fail(frame, error));
    });
    connection.on('pong', () => (this.#isAlive = true));
    connection.on('close', () => this.#leaveAll());
    connection.on('error', () => connection.terminate());
    if (!page.isHere) this.leave();
  }

  get sessionId(): number {
    return this.#options.page.sessionId;
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

  #sit(): LiveSeat | null {
    const { live, participant } = this.#options.page;
    const listener = {
      participant,
      onState: (state: string, rev: number): void => this.#show(state, rev),
      onLine: (line: string): void => this.#sendText(line),
    };
    return live && this.#options.rooms.enter(live.spot, live.group, listener);
  }

  #leaveAll(): void {
    this.#seat?.leave();
    for (const leave of this.#chats.values()) leave();
  }

  async #hear(frame: ClientFrame, bytes: number): Promise<void> {
    if (frame.kind === 'chat') return this.#openChat(frame);
    if (frame.kind === 'message' && this.#expected !== null && frame.seq > this.#expected) return;
    const waitMs = this.#options.flows.next(this.#options.page.participant);
    if (waitMs > 0) return this.#slowDown(frame, waitMs);
    this.#ignored = 0;
    if (frame.kind === 'say') return this.#say(frame);
    this.#expected = null;
    if (bytes > mostBytes) return this.#send({ ack: frame.seq, error: 'This message is too long.' });
    if (this.#seat) await this.#message(frame, this.#seat);
  }

  async #message(message: Message, seat: LiveSeat): Promise<void> {
    const { seq } = message;
    const { page, client } = this.#options;
    const outcome = await seat.handle({ ...message, participant: page.participant, client });
    if (outcome.kind === 'done') return this.#send({ ack: seq });
    if (outcome.kind === 'rejected') return this.#send({ ack: seq, error: outcome.reason });
    if (outcome.kind === 'left') return this.leave();
    this.#again(seq, againMs);
  }

  async #openChat({ token, after }: Extract<ClientFrame, { kind: 'chat' }>): Promise<void> {
    const { page, chats, lab } = this.#options;
    const seat = chatSeat(page, token);
    if (!seat) return;
    this.#chats.get(token)?.();
    this.#chats.set(
      token,
      chats.enter(seat, (line) => this.#sendLines(token, [line])),
    );
    this.#sendLines(token, await written(seat, after, lab));
  }

  #sendLines(chat: string, lines: readonly ChatLine[]): void {
    const me = this.#options.page.participant;
    this.#send({ chat, lines: lines.map(({ participant, ...line }) => ({ ...line, mine: participant === me })) });
  }

  async #say({ token, body, key }: Extract<ClientFrame, { kind: 'say' }>): Promise<void> {
    const seat = chatSeat(this.#options.page, token);
    if (seat) await say(seat, { body, key }, this.#options.lab);
    this.#send({ said: key });
  }

  /** Nobody knows whether it counted: the browser sends it again. */
  #fail(frame: ClientFrame, error: unknown): void {
    this.#options.lab.logger.warn('socket_frame_failed', { kind: frame.kind, error });
    if (frame.kind === 'message') this.#again(frame.seq, againMs);
    else this.#options.connection.close(1011);
  }

  #slowDown(frame: Exclude<ClientFrame, { kind: 'chat' }>, ms: number): void {
    this.#ignored += 1;
    if (this.#ignored > mostIgnored) this.#options.connection.close(1008, 'too many messages');
    else if (frame.kind === 'message') this.#again(frame.seq, ms);
    else this.#send({ notSaid: frame.key, ms });
  }

  #again(seq: number, ms: number): void {
    this.#expected = Math.min(seq, this.#expected ?? seq);
    this.#send({ again: seq, ms });
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
    if (connection.readyState !== connection.OPEN) return;
    this.#hold();
    connection.send(text);
  }

  /** What one turn of the event loop sends leaves together. */
  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    const { wire } = this.#options;
    wire.cork();
    setImmediate(() => {
      this.#isHeld = false;
      wire.uncork();
    });
  }
}
