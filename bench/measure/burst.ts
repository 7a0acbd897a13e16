// Many clients who press the same button, in a process of their own: connections first, then one request on each in the same moment; or several
// on each, every client at moments of its own, as people read on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface BurstPlan {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly clients: number;
  /** They read on: each asks so many times, a second apart, all spread over the second. */
  readonly times?: number;
}

export interface BurstResult {
  /** Answers that were whole. */
  readonly good: number;
  /** Milliseconds from asking until the answer is whole. */
  readonly p50Ms: number;
  readonly slowestMs: number;
}

export async function burst(plan: BurstPlan): Promise<BurstResult> {
  const client = spawn(process.execPath, [import.meta.filename, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(client.stdout), once(client, 'exit')]);
  return JSON.parse(output);
}

async function main({ port, host, path, clients, times }: BurstPlan): Promise<void> {
  const sockets: Socket[] = [];
  while (sockets.length < clients) sockets.push(...(await opened(port, Math.min(100, clients - sockets.length))));
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: rostra-bench\r\nAccept: */*\r\n\r\n`);
  const answers = await (times === undefined
    ? Promise.all(sockets.map((socket) => asked(socket, request)))
    : Promise.all(sockets.map((socket, place) => readOn(socket, { request, times, startMs: (1000 * place) / clients }))));
  const durations = answers.flat().filter((tookMs) => tookMs !== null);
  durations.sort((a, b) => a - b);
  const result: BurstResult = {
    good: durations.length,
    p50Ms: durations[Math.floor(durations.length / 2)] ?? NaN,
    slowestMs: durations.at(-1) ?? NaN,
  };
  console.log(JSON.stringify(result));
  for (const socket of sockets) socket.destroy();
}

function opened(port: number, count: number): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
}

/** The same person again and again. */
async function readOn(
  socket: Socket,
  { request, times, startMs }: { readonly request: Buffer; readonly times: number; readonly startMs: number },
): Promise<(number | null)[]> {
  const durations: (number | null)[] = [];
  const beganMs = performance.now() + startMs;
  for (let time = 0; time < times; time += 1) {
    await sleep(Math.max(0, beganMs + 1000 * time - performance.now()));
    durations.push(await asked(socket, request));
  }
  return durations;
}

/** How long until the whole answer was there, which says its length; null when it was none with status 200. */
function asked(socket: Socket, request: Buffer): Promise<number | null> {
  return new Promise((resolve) => {
    let received = '';
    const askedMs = performance.now();
    const end = (tookMs: number | null): void => {
      socket.removeAllListeners();
      socket.on('error', () => {});
      resolve(tookMs);
    };
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      received += piece;
      const head = received.indexOf('\r\n\r\n');
      const length = head < 0 ? NaN : Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1]);
      if (received.length - head - 4 >= length) end(received.startsWith('HTTP/1.1 200') ? performance.now() - askedMs : null);
    });
    socket.on('close', () => end(null));
    socket.on('error', () => {});
    if (socket.destroyed) return end(null);
    socket.write(request);
  });
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? ''));
