import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RouterLimits } from '../rules/limits.ts';
import { RequestFault } from './request-fault.ts';

export interface UploadReader {
  /** So many bytes of the body went on to the dyno. */
  onUpload(bytes: number): void;
  /** The body went to the dyno whole. */
  onSent(): void;
  onUploadFault(fault: RequestFault): void;
}

interface UploadOptions {
  readonly request: IncomingMessage;
  readonly isChunked: boolean;
  readonly socket: Socket;
  readonly limits: RouterLimits;
  /** Bytes that the body may have. */
  readonly most: number;
}

/** Streams a request's body to a dyno, as fast as the dyno takes it. */
export class Upload {
  readonly #options: UploadOptions;
  readonly #reader: UploadReader;
  #bytes = 0;
  #lastByteAt = performance.now();
  #window = { fromMs: performance.now(), bytes: 0 };
  readonly #onData = (piece: Buffer): void => this.#send(piece);
  readonly #onEnd = (): void => this.#end();

  constructor(options: UploadOptions, reader: UploadReader) {
    this.#options = options;
    this.#reader = reader;
    options.request.on('data', this.#onData).on('end', this.#onEnd);
  }

  /** The dyno's socket takes more. */
  resume(): void {
    this.#options.request.resume();
  }

  /** What is still to come of the body goes nowhere, so that the client's connection stays in step. */
  stop(): void {
    const { request } = this.#options;
    request.off('data', this.#onData).off('end', this.#onEnd);
    request.resume();
  }

  /** Ends a body that stands still or trickles (RTR-32, RTR-42). While the dyno takes nothing, the client need not send. */
  look(nowMs: number): void {
    const { limits, request } = this.#options;
    if (request.isPaused()) {
      this.#lastByteAt = nowMs;
      this.#window = { fromMs: nowMs, bytes: 0 };
    }
    if (nowMs - this.#lastByteAt > limits.bodyIdleMs) this.#reader.onUploadFault(new RequestFault('H28'));
    if (nowMs - this.#window.fromMs <= limits.bodyWindowMs) return;
    if (this.#window.bytes < limits.bodyWindowBytes) this.#reader.onUploadFault(new RequestFault('H28', 'client too slow'));
    this.#window = { fromMs: nowMs, bytes: 0 };
  }

  #send(piece: Buffer): void {
    const { request, isChunked, socket, most } = this.#options;
    this.#bytes += piece.length;
    this.#lastByteAt = performance.now();
    this.#window.bytes += piece.length;
    if (this.#bytes > most) return this.#reader.onUploadFault(new RequestFault('H26', 'body too large', 413));
    if (isChunked) socket.write(`${piece.length.toString(16)}\r\n`, 'latin1');
    const takesMore = socket.write(piece);
    if (isChunked) socket.write('\r\n', 'latin1');
    if (!takesMore) request.pause();
    this.#reader.onUpload(piece.length);
  }

  #end(): void {
    const { request, isChunked, socket } = this.#options;
    if (isChunked) socket.write(`0\r\n${trailerLines(request.rawTrailers)}\r\n`, 'latin1');
    this.#reader.onSent();
  }
}

function trailerLines(rawTrailers: readonly string[]): string {
  let lines = '';
  for (let i = 0; i < rawTrailers.length; i += 2) lines += `${rawTrailers[i] ?? ''}: ${rawTrailers[i + 1] ?? ''}\r\n`;
  return lines;
}
