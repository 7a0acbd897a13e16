import type { ServerResponse } from 'node:http';
import type { AnswerHead } from '../rules/answer-head.ts';
import { isSafe, type Failure } from '../rules/retry.ts';
import type { AnswerReader, Broken, Connection } from './connection.ts';
import type { Dyno } from './dyno.ts';
import type { Exchange } from './exchange.ts';
import { overdue, type Phase } from './overdue.ts';
import { hidesFailure, noteAnswer, purgeBefore } from './cache/note-answer.ts';
import { mayHaveTrailers, passOnHead } from './pass-on.ts';
import { requestTextFor } from './request-text.ts';
import { RequestFault } from './request-fault.ts';
import type { Router } from './router.ts';
import { Upload, type UploadReader } from './upload.ts';
import { shakesHands, spliceWebSocket } from './upgrade.ts';
import type { Watched } from './watch.ts';

const shortBytes = 16_384;

/** One try of a request at one dyno, streaming both ways. */
export class Attempt implements AnswerReader, UploadReader, Watched {
  /** Null when it is over for the client too: answered, or gone. Rejects with what no other dyno could mend. */
  readonly ended: Promise<Failure | null>;
  readonly #exchange: Exchange;
  readonly #dyno: Dyno;
  readonly #router: Router;
  readonly #connection: Connection;
  readonly #settle: PromiseWithResolvers<Failure | null>;
  seat = -1;
  #phase: Phase = 'connecting';
  #phaseAt = performance.now();
  #lastByteAt = 0;
  #upload: Upload | null = null;
  #mayHaveTrailers = false;
  /** What the client gets once what the answer purges is gone everywhere. */
  #held: (() => void)[] | null = null;
  readonly #onClientClose = (): void => this.#clientClosed();

  constructor(exchange: Exchange, dyno: Dyno, router: Router) {
    this.#exchange = exchange;
    this.#dyno = dyno;
    this.#router = router;
    this.#settle = Promise.withResolvers();
    this.ended = this.#settle.promise;
    const { head } = exchange;
    const mayReuse = isSafe({ method: head.method, hasBody: exchange.hasBody }) && !head.upgradesToWebSocket;
    this.#connection = dyno.connection(mayReuse, router.limits);
    this.#connection.lend(this, head.method);
    exchange.response.on('close', this.#onClientClose);
    router.watch.add(this);
    if (exchange.response.destroyed) this.#clientClosed();
    else if (this.#connection.isConnected) this.#send();
  }

  onConnect(): void {
    this.#dyno.quarantinedUntilMs = 0;
    this.#send();
  }

  onUpload(bytes: number): void {
    this.#exchange.uploaded += bytes;
    this.#lastByteAt = performance.now();
  }

  onSent(): void {
    if (this.#phase === 'sending') this.#enter('waiting');
    this.#upload = null;
  }

  onUploadFault(fault: RequestFault): void {
    this.#fail(fault);
  }

  onDrain(): void {
    this.#upload?.resume();
  }

  onHead(head: AnswerHead, isAlone: boolean): void {
    const { response } = this.#exchange;
    if (head.upgrades) return this.#upgrade(head);
    if (hidesFailure(this.#exchange, head)) return this.#answeredOtherwise();
    this.#exchange.firstByteMs = performance.now() - (this.#exchange.dispatchedAt ?? 0);
    this.#enter('answering');
    if (this.#router.isLeaving) response.shouldKeepAlive = false;
    this.#mayHaveTrailers = mayHaveTrailers(this.#exchange, head);
    noteAnswer(this.#exchange, head);
    const purging = purgeBefore(this.#exchange, head, this.#router);
    if (purging !== null) this.#holdUntil(purging);
    this.#now(() => this.#passOn(head, isAlone));
  }

  onPiece(piece: Buffer, isLast: boolean): void {
    if (this.#held !== null) return this.#holdPiece(piece, isLast);
    const { response } = this.#exchange;
    this.#exchange.bytes += piece.length;
    this.#exchange.fill?.add(piece);
    this.#lastByteAt = performance.now();
    if (isLast) endWith(response, piece);
    else if (!response.write(Buffer.from(piece)) && response.writableLength > this.#router.limits.answerBufferBytes) this.#waitForClient();
  }

  onEnd(trailers: readonly string[]): void {
    if (this.#held !== null) return void this.#held.push(() => this.onEnd(trailers));
    const { response } = this.#exchange;
    this.#enter('flushing');
    this.#exchange.fill?.end();
    if (this.#mayHaveTrailers && trailers.length > 0) response.addTrailers(pairs(trailers));
    if (!response.writableEnded) response.end();
    const isSent = this.#upload === null;
    this.#stopUpload();
    if (!isSent) this.#connection.close();
    else if (this.#connection.giveBack()) this.#dyno.keep(this.#connection);
    this.#exchange.leaveDyno();
  }

  onBroken(broken: Broken): void {
    if (this.#held !== null) return void this.#held.push(() => this.onBroken(broken));
    if (this.#phase === 'flushing') return; // it closed after its whole answer, while that was held
    if (broken.why === 'unfit') return this.#fail(broken);
    if (broken.why === 'refused') return this.#fail({ at: 'connect', why: 'refused' });
    const { answerBegun, isReused: reused } = this.#connection;
    this.#exchange.closedBy = 'backend';
    this.#fail({ at: 'answer', why: 'closed', sent: { bodyUnfinished: this.#upload !== null, answerBegun, reused, dynoGone: false } });
  }

  onBug(error: unknown): void {
    this.#leave();
    this.#stopUpload();
    this.#settle.reject(error);
  }

  /** Time limits (RTR-13, RTR-40 … RTR-42). */
  look(nowMs: number): void {
    this.#upload?.look(nowMs);
    const { request, queuedMs } = this.#exchange;
    const waits = {
      inPhaseMs: nowMs - this.#phaseAt,
      silentMs: nowMs - this.#lastByteAt,
      queuedMs: queuedMs ?? 0,
      isHeldUp: request.isPaused(),
    };
    const fault = overdue(this.#phase, waits, this.#exchange.limits);
    if (fault !== null) this.#fail(fault);
  }

  #passOn(head: AnswerHead, isAlone: boolean): void {
    passOnHead(this.#exchange, head);
    if (isAlone) this.#exchange.response.flushHeaders();
    if (head.isEventStream) this.#exchange.leaveDyno();
  }

  #now(act: () => void): void {
    if (this.#held === null) act();
    else this.#held.push(act);
  }

  #holdPiece(piece: Buffer, isLast: boolean): void {
    const copy = Buffer.from(piece);
    this.#connection.socket.pause();
    this.#held?.push(() => this.onPiece(copy, isLast));
  }

  #holdUntil(purging: Promise<void>): void {
    this.#held = [];
    void purging.finally(() => {
      const held = this.#held ?? [];
      this.#held = null;
      if (this.#phase === 'over') return;
      for (const act of held) act();
      if (this.#connection.socket.isPaused()) this.#connection.socket.resume();
    });
  }

  /** A stale copy has taken the answer's place. */
  #answeredOtherwise(): void {
    this.#closeConnection();
    this.#leave();
    this.#stopUpload();
    this.#settle.resolve(null);
  }

  #send(): void {
    const { head, response, request } = this.#exchange;
    const { socket, isReused } = this.#connection;
    this.#exchange.connectMs = isReused ? 0 : performance.now() - this.#phaseAt;
    socket.write(requestTextFor(this.#exchange, this.#dyno), 'latin1');
    if (head.expectsContinue) response.writeContinue();
    if (!this.#exchange.hasBody) return this.#enter('waiting');
    this.#enter('sending');
    const { limits } = this.#router;
    const most = this.#exchange.app?.largestBody(limits) ?? limits.bodyBytes;
    this.#upload = new Upload({ request, isChunked: head.chunked, socket, limits, most }, this);
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#phaseAt = performance.now();
    this.#lastByteAt = this.#phaseAt;
  }

  #upgrade(head: AnswerHead): void {
    if (!this.#exchange.head.upgradesToWebSocket) return this.#fail({ at: 'answer', why: 'unfit', code: 'H17', desc: 'unasked upgrade' });
    if (!shakesHands(this.#exchange, head)) return this.#fail(new RequestFault('H23', 'malformed handshake'));
    this.#exchange.leaveDyno();
    this.#leave();
    this.#settle.resolve(spliceWebSocket({ exchange: this.#exchange, connection: this.#connection, head }, this.#router));
  }

  /** The client takes its answer more slowly than the dyno gives it. */
  #waitForClient(): void {
    const { socket } = this.#connection;
    if (socket.isPaused()) return;
    socket.pause();
    this.#exchange.response.once('drain', () => {
      this.#lastByteAt = performance.now();
      socket.resume();
    });
  }

  #clientClosed(): void {
    const { response } = this.#exchange;
    if (!response.writableFinished) {
      this.#exchange.clientLeft();
      this.#closeConnection();
      this.#stopUpload();
    }
    this.#leave();
    this.#settle.resolve(null);
  }

  #fail(why: Failure | RequestFault): void {
    if (this.#phase === 'over') return;
    this.#closeConnection();
    this.#leave();
    this.#stopUpload();
    if (why instanceof RequestFault) this.#settle.reject(why);
    else this.#settle.resolve(why);
  }

  /** Once the answer is whole, the connection carries somebody else's request. */
  #closeConnection(): void {
    if (this.#phase !== 'flushing') this.#connection.close();
  }

  #leave(): void {
    this.#phase = 'over';
    this.#exchange.response.off('close', this.#onClientClose);
    this.#router.watch.delete(this);
  }

  #stopUpload(): void {
    this.#upload?.stop();
    this.#upload = null;
  }
}

/** A short last piece goes out as text, in one write with what is before it: cheaper than two buffers. */
function endWith(response: ServerResponse, piece: Buffer): void {
  if (piece.length <= shortBytes) response.end(piece.toString('latin1'), 'latin1');
  else response.end(Buffer.from(piece));
}

function pairs(flat: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let i = 0; i < flat.length; i += 2) result.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return result;
}
