// Many clients who press the same button in the same moment, in a process of their own: connections first, then one request on each at once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface BurstPlan {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly clients: number;
}

export interface BurstResult {
  readonly good: number;
  /** Milliseconds from the moment until the answer is whole. */
  readonly p50Ms: number;
  readonly slowestMs: number;
}

export async function burst(plan: BurstPlan): Promise<BurstResult> {
  const client = spawn(process.execPath, [import.meta.filename, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(client.stdout), once(client, 'exit')]);
  return JSON.parse(output);
}

async function main({ port, host, path, clients }: BurstPlan): Promise<void> {
  const sockets: Socket[] = [];
  while (sockets.length < clients) sockets.push(...(await opened(port, Math.min(100, clients - sockets.length))));
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: rostra-bench\r\nAccept: */*\r\n\r\n`);
  const sentAt = performance.now();
  const answers = await Promise.all(sockets.map((socket) => answered(socket, request)));
  const durations = answers.filter((at) => at !== null).map((at) => at - sentAt);
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

/** When the whole answer was there, which says its length; null when it was none with status 200. */
function answered(socket: Socket, request: Buffer): Promise<number | null> {
  return new Promise((resolve) => {
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      received += piece;
      const end = received.indexOf('\r\n\r\n');
      const length = end < 0 ? NaN : Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, end))?.[1]);
      if (received.length - end - 4 >= length) resolve(received.startsWith('HTTP/1.1 200') ? performance.now() : null);
    });
    socket.on('close', () => resolve(null));
    socket.on('error', () => {});
    socket.write(request);
  });
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? ''));
