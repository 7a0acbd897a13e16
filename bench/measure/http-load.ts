// A load client in a process of its own: keeps a number of connections busy, one request at a time on each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface LoadPlan {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
  /** What else the request says: `accept-encoding`, as every browser does. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a good answer; 200 when nothing is said. */
  readonly status?: number;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers of another status, and connections that closed. */
  readonly failed: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export async function httpLoad(plan: LoadPlan): Promise<LoadResult> {
  const client = spawn(process.execPath, [import.meta.filename, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(client.stdout), once(client, 'exit')]);
  return JSON.parse(output);
}

async function main(plan: LoadPlan): Promise<void> {
  const more = Object.entries(plan.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `GET ${plan.path} HTTP/1.1\r\nHost: ${plan.host}\r\nUser-Agent: rostra-bench\r\nAccept: */*\r\n${more.join('')}\r\n`;
  const request = Buffer.from(head);
  const durations: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + plan.seconds * 1000;
  const failures = await Promise.all(
    Array.from(
      { length: plan.connections },
      async () => new Client(plan.port, request, { durations, endsAt, status: plan.status ?? 200 }).ended,
    ),
  );
  durations.sort((a, b) => a - b);
  const at = (share: number): number => durations[Math.floor(share * (durations.length - 1))] ?? NaN;
  const result: LoadResult = {
    requests: durations.length,
    failed: failures.reduce((sum, failed) => sum + failed, 0),
    seconds: (performance.now() - startedAt) / 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
  console.log(JSON.stringify(result));
}

/** One client; settles with its number of failures. A server that says it closes is believed, and a new connection made. */
class Client {
  readonly ended: Promise<number>;
  readonly #port: number;
  readonly #request: Buffer;
  readonly #shared: { readonly durations: number[]; readonly endsAt: number; readonly status: number };
  readonly #end = Promise.withResolvers<number>();
  #socket: Socket;
  #sentAt = 0;
  #failed = 0;
  /** Bytes of the answer that are still to come; -1 before its head. */
  #left = -1;
  #isLastHere = false;

  constructor(port: number, request: Buffer, shared: { durations: number[]; endsAt: number; status: number }) {
    this.#port = port;
    this.#request = request;
    this.#shared = shared;
    this.ended = this.#end.promise;
    this.#socket = this.#open();
  }

  #open(): Socket {
    this.#isLastHere = false;
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.on('connect', () => this.#send());
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    socket.on('error', () => this.#fail(socket));
    socket.on('end', () => this.#fail(socket));
    socket.on('close', () => socket === this.#socket && this.#end.resolve(this.#failed));
    return socket;
  }

  #fail(socket: Socket): void {
    if (socket === this.#socket) this.#failed += 1;
  }

  #send(): void {
    this.#sentAt = performance.now();
    this.#left = -1;
    this.#socket.write(this.#request);
  }

  #read(bytes: Buffer): void {
    if (this.#left < 0) this.#readHead(bytes);
    else this.#left -= bytes.length;
    if (this.#left !== 0) return;
    const now = performance.now();
    this.#shared.durations.push(now - this.#sentAt);
    if (now >= this.#shared.endsAt) this.#socket.destroy();
    else if (this.#isLastHere) this.#openAnew();
    else this.#send();
  }

  #openAnew(): void {
    const former = this.#socket;
    this.#socket = this.#open();
    former.destroy();
  }

  /** Heads of the servers that are measured come in one piece, with a Content-Length. */
  #readHead(bytes: Buffer): void {
    const end = bytes.indexOf('\r\n\r\n');
    const head = bytes.toString('latin1', 0, end);
    if (!head.startsWith(`HTTP/1.1 ${this.#shared.status}`)) this.#failed += 1;
    this.#isLastHere = /\r\nconnection: close/i.test(head);
    if (this.#shared.status === 304) return void (this.#left = 0); // it has no body, whatever its length says
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    this.#left = Number(length) - (bytes.length - end - 4);
  }
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? ''));
