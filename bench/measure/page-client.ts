import { connect, type Socket } from 'node:net';

/** An answer, redirects not followed. */
export interface PageAnswer {
  readonly status: number;
  readonly location: string | null;
  /** Bytes as they came, one character each. */
  readonly body: string;
}

export interface PageWish {
  readonly path: string;
  /** A form that is posted. */
  readonly form?: string;
  /** `text/html` unless said. */
  readonly accept?: string;
}

/**
 * One browser's connection to one server, kept open, one request at a time. Made to cost little, because it shares the machine with what
 * is measured: it reads what it needs and nothing else.
 */
export class PageClient {
  readonly #port: number;
  #socket: Socket | null = null;
  #bytes: Buffer[] = [];
  #length = 0;
  /** Of the whole answer; null until its head is there and says so. */
  #wanted: number | null = null;
  #answered: ((answer: PageAnswer) => void) | null = null;
  #failed: ((error: Error) => void) | null = null;

  constructor(origin: string) {
    this.#port = Number(new URL(origin).port);
  }

  send({ path, form, accept = 'text/html' }: PageWish): Promise<PageAnswer> {
    const post =
      form === undefined ? '' : `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(form)}\r\n`;
    const head = `${form === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\nAccept: ${accept}\r\n${post}\r\n`;
    const answered = new Promise<PageAnswer>((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
    });
    this.#open().write(head + (form ?? ''), 'latin1');
    return answered;
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket) return this.#socket;
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null;
      this.#fail(new Error('The connection was closed in the middle of an answer.'));
    });
    this.#socket = socket;
    return socket;
  }

  #read(bytes: Buffer): void {
    this.#bytes.push(bytes);
    this.#length += bytes.length;
    if (this.#wanted !== null && this.#length < this.#wanted) return;
    const text = Buffer.concat(this.#bytes, this.#length).toString('latin1');
    const answer = this.#answerIn(text);
    if (!answer) return;
    this.#bytes = [];
    this.#length = 0;
    this.#wanted = null;
    const resolve = this.#answered;
    this.#answered = null;
    this.#failed = null;
    resolve?.(answer);
  }

  #answerIn(text: string): PageAnswer | null {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = text.slice(0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    const from = end + 4;
    const facts = { status: Number(head.slice(9, 12)), location: /\r\nlocation: ([^\r]+)/i.exec(head)?.[1] ?? null };
    if (length !== undefined) {
      this.#wanted = from + Number(length);
      return text.length < this.#wanted ? null : { ...facts, body: text.slice(from) };
    }
    if (facts.status === 204 || facts.status === 304) return { ...facts, body: '' };
    return text.endsWith('\r\n0\r\n\r\n') ? { ...facts, body: chunksIn(text.slice(from)) } : null;
  }

  #fail(error: Error): void {
    const reject = this.#failed;
    this.#failed = null;
    reject?.(error);
  }
}

/** The chunks of a body, put together. */
function chunksIn(text: string): string {
  let body = '';
  for (let at = 0; at < text.length;) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (!(size > 0)) break;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
  return body;
}
