import { connect, type Socket } from 'node:net';
import { type AnswerHead, isAnswerFault, readAnswerHead } from '../rules/answer-head.ts';
import { ChunkedBody } from '../rules/chunked-body.ts';
import type { RouterLimits } from '../rules/limits.ts';
import type { Failure } from '../rules/retry.ts';

export type DynoPlace = { readonly host: string; readonly port: number } | { readonly path: string };

/** Whoever waits for the answer to the request that a connection carries. */
export interface AnswerReader {
  onConnect(): void;
  /** `isAlone`: no byte of the body has arrived yet, though one will. */
  onHead(head: AnswerHead, isAlone: boolean): void;
  /** The piece's bytes stay as they are only during the call. */
  onPiece(piece: Buffer, isLast: boolean): void;
  onEnd(trailers: readonly string[]): void;
  onDrain(): void;
  /** The dyno closed the connection, refused it, or sent what is not passed on. */
  onBroken(broken: Broken): void;
  /** A mistake of ours. */
  onBug(error: unknown): void;
}

export type Broken = { readonly why: 'refused' | 'closed' } | Extract<Failure, { why: 'unfit' }>;

/**
 * All connections read into this one: a buffer of its own for each read is most of what the garbage collector would have to do. Whoever
 * keeps bytes copies them.
 */
const readBuffer = Buffer.allocUnsafeSlow(65_536);
const endOfHead = Buffer.from('\r\n\r\n');

/**
 * One connection to a dyno: carries one request at a time and reads its answer strictly, so that what belongs to one person's answer
 * never becomes part of another's.
 */
export class Connection {
  readonly socket: Socket;
  idleSince = 0;
  isOpen = true;
  /** It has carried a request before. */
  isReused = false;
  isConnected = false;
  /** Bytes of an answer have arrived. */
  answerBegun = false;
  readonly #limits: RouterLimits;
  #reader: AnswerReader | null = null;
  #method = '';
  #unread: Buffer | null = null;
  #take: ((bytes: Buffer) => void) | null = null;
  #head: AnswerHead | null = null;
  #left = 0;
  #chunks: ChunkedBody | null = null;
  readonly #listeners = {
    drain: (): void => this.#reader?.onDrain(),
    end: (): void => this.#onEndOfBytes(),
    close: (): void => this.#onClose(),
  };

  constructor(place: DynoPlace, limits: RouterLimits) {
    this.#limits = limits;
    const onread = { buffer: readBuffer, callback: (length: number): boolean => this.#onArrival(readBuffer.subarray(0, length)) };
    this.socket = connect({ ...place, noDelay: true, onread });
    this.socket.on('connect', () => {
      this.isConnected = true;
      this.#reader?.onConnect();
    });
    for (const [event, listener] of Object.entries(this.#listeners)) this.socket.on(event, listener);
    this.socket.on('error', () => {}); // 'close' follows
  }

  /** From here on what arrives belongs to this reader's request. */
  lend(reader: AnswerReader, method: string): void {
    this.#reader = reader;
    this.#method = method;
    this.#head = null;
    this.#chunks = null;
    this.answerBegun = false;
  }

  /** The reader has its whole answer; true when the connection may carry another request. */
  giveBack(): boolean {
    const mayGoOn = this.isOpen && this.#head?.keepsAlive === true && this.#unread === null;
    this.#reader = null;
    this.isReused = true;
    this.idleSince = performance.now();
    if (!mayGoOn) this.close();
    else if (this.socket.isPaused()) this.socket.resume();
    return mayGoOn;
  }

  /**
   * After an upgrade: everything that has arrived behind the answer's head, and that arrives from here on, goes to `take`, which copies
   * what it keeps. The socket's life is the caller's.
   */
  takeOver(take: (bytes: Buffer) => void): void {
    for (const [event, listener] of Object.entries(this.#listeners)) this.socket.off(event, listener);
    this.#reader = null;
    this.#take = take;
    if (this.#unread !== null) take(this.#unread);
  }

  close(): void {
    this.isOpen = false;
    this.#reader = null;
    this.socket.destroy();
  }

  /** A mistake of ours in reading one answer must not end everybody else's. */
  #onArrival(bytes: Buffer): true {
    const reader = this.#reader;
    try {
      if (this.#take === null) this.#onData(bytes);
      else this.#take(bytes);
    } catch (error) {
      this.close();
      reader?.onBug(error);
    }
    return true; // reading goes on
  }

  #onData(arrived: Buffer): void {
    this.answerBegun = true;
    let bytes: Buffer | null = this.#unread === null ? arrived : Buffer.concat([this.#unread, arrived]);
    this.#unread = null;
    if (this.#head === null) bytes = this.#readHead(bytes);
    if (bytes !== null && this.#head !== null) this.#readBody(bytes, this.#head);
  }

  /** Returns what comes after the head; null when there is no head yet, or no body. */
  #readHead(bytes: Buffer): Buffer | null {
    const end = bytes.indexOf(endOfHead);
    if (end < 0 || this.#reader === null) {
      this.#unread = Buffer.from(bytes);
      if (this.#reader === null) this.close();
      else if (bytes.length > 2 * this.#limits.answerHeaderBytes)
        this.#broken({ at: 'answer', why: 'unfit', code: 'H25', desc: 'oversized header' });
      return null;
    }
    const head = readAnswerHead(bytes.toString('latin1', 0, end), this.#method, this.#limits);
    const rest = bytes.subarray(end + endOfHead.length);
    if (isAnswerFault(head)) {
      this.#broken({ at: 'answer', why: 'unfit', ...head });
      return null;
    }
    if (head.status < 200 && !head.upgrades) return rest.length === 0 ? null : this.#readHead(rest);
    return this.#begin(head, rest);
  }

  #begin(head: AnswerHead, rest: Buffer): Buffer | null {
    this.#head = head;
    this.#left = head.contentLength ?? 0;
    if (head.upgrades) return this.#beginUpgrade(head, rest);
    const isEmpty = head.body === 'none' || head.contentLength === 0;
    if (head.body === 'chunked') this.#chunks = new ChunkedBody();
    this.#reader?.onHead(head, !isEmpty && rest.length === 0);
    if (isEmpty) this.#finish(rest);
    return isEmpty || rest.length === 0 ? null : rest;
  }

  #beginUpgrade(head: AnswerHead, rest: Buffer): null {
    if (rest.length > 0) this.#unread = Buffer.from(rest);
    this.#reader?.onHead(head, false);
    return null;
  }

  #readBody(bytes: Buffer, head: AnswerHead): void {
    if (this.#reader === null) return this.close(); // nobody asked for it
    if (head.body === 'length') return this.#readLength(bytes);
    if (this.#chunks === null) return this.#reader.onPiece(bytes, false);
    const used = this.#chunks.read(bytes, (piece) => this.#reader?.onPiece(piece, false));
    if (used < 0) this.#broken({ at: 'answer', why: 'unfit', code: 'H17', desc: 'bad chunk' });
    else if (this.#chunks.ended) this.#finish(bytes.subarray(used));
  }

  #readLength(bytes: Buffer): void {
    const piece = bytes.length <= this.#left ? bytes : bytes.subarray(0, this.#left);
    this.#left -= piece.length;
    this.#reader?.onPiece(piece, this.#left === 0);
    if (this.#left === 0) this.#finish(bytes.subarray(piece.length));
  }

  /** Bytes behind the end of an answer belong to nobody: the connection is not used again. */
  #finish(surplus: Buffer): void {
    if (surplus.length > 0) this.#unread = Buffer.from(surplus);
    this.#reader?.onEnd(this.#chunks?.trailers ?? []);
  }

  #onEndOfBytes(): void {
    this.isOpen = false;
    if (this.#head?.body === 'until-close' && this.#reader !== null) this.#finish(Buffer.alloc(0));
  }

  #onClose(): void {
    this.isOpen = false;
    this.#broken({ why: this.isConnected ? 'closed' : 'refused' });
  }

  #broken(broken: Broken): void {
    const reader = this.#reader;
    this.close();
    reader?.onBroken(broken);
  }
}
