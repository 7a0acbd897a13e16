// Do 2,000 idle and 200 echoing WebSockets stay through the router for a minute, in how much memory; and how late is an event of a stream?
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { BenchRouter } from './measure/bench-router.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { pssMb } from './measure/memory.ts';
import { type Bench, loneRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const idle = 2000;
const echoing = 200;
const seconds = 60;
const host = 'tab.localhost';

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const fact = (what: string, unit: string, series: readonly number[]): void =>
      print(loneRow({ bench: 'router-sockets', case: what, unit, headline: true }, series));
    const dyno = await echoDyno();
    later(async () => dyno.kill());
    const router = await BenchRouter.start(dyno.port);
    later(() => router.stop());
    const before = cpuSeconds(router.pid);
    const { lost, echoes, pss } = await crowd(router);
    const all = `${idle} idle and ${echoing} echoing for ${seconds} s`;
    fact(`${all}: lost`, 'sockets', [lost]);
    fact(`${all}: memory of the router (PSS)`, 'MB', pss);
    fact(`${all}: CPU of an echo, both ways`, 'ms', [((cpuSeconds(router.pid) - before) * 1000) / echoes]);
    fact('an event of a stream, from the app to the client', 'ms', await eventDelays());
  });

interface EchoDyno {
  readonly port: number;
  kill(): void;
}

async function echoDyno(): Promise<EchoDyno> {
  const port = await freePort();
  const script = join(import.meta.dirname, '../accept/apps/echo/server.js');
  const child = spawn(process.execPath, [script], { env: { ...process.env, PORT: String(port) }, stdio: 'ignore' });
  for (let looks = 0; looks < 100 && !(await isListening(port)); looks += 1) await sleep(50);
  return { port, kill: () => void child.kill('SIGKILL') };
}

async function crowd(router: BenchRouter): Promise<{ readonly lost: number; readonly echoes: number; readonly pss: number[] }> {
  const sockets: WebSocket[] = [];
  for (let first = 0; first < idle + echoing; first += 100)
    sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => openSocket(router.port)))));
  let lost = 0;
  let isOver = false;
  let echoes = 0;
  for (const socket of sockets) socket.on('close', () => (lost += isOver ? 0 : 1)).on('error', () => {});
  // A browser pings nobody: the idle ones are kept by the app's pings, here the client's, each 20 s.
  const pings = setInterval(() => sockets.slice(echoing).forEach((socket) => socket.ping()), 20_000);
  for (const socket of sockets.slice(0, echoing)) socket.on('message', () => (echoes += 1));
  const talk = setInterval(() => sockets.slice(0, echoing).forEach((socket) => socket.send('hello')), 1000);
  const pss: number[] = [];
  for (let n = 0; n < seconds / 5; n += 1) {
    await sleep(5000);
    pss.push(pssMb(router.pid));
  }
  isOver = true;
  [pings, talk].forEach((timer) => clearInterval(timer));
  for (const socket of sockets) socket.terminate();
  return { lost, echoes, pss };
}

async function openSocket(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers: { host }, perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

/** 100 events, each with the time it was sent at; the app and the client share a clock. */
async function eventDelays(): Promise<number[]> {
  const port = await freePort();
  const app = createServer((_, response) => sendEvents(response)).listen(port, '127.0.0.1');
  const router = await BenchRouter.start(port);
  const delays: number[] = [];
  try {
    const request = get({ port: router.port, host: '127.0.0.1', headers: { host } });
    const [answer] = await once(request, 'response');
    for await (const piece of answer)
      for (const [, at] of String(piece).matchAll(/data: ([\d.]+)/g)) delays.push(performance.now() - Number(at));
    return delays;
  } finally {
    app.closeAllConnections();
    app.close();
    await router.stop();
  }
}

function sendEvents(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let left = 100;
  const timer = setInterval(() => {
    left -= 1;
    response.write(`data: ${performance.now()}\n\n`);
    if (left > 0) return;
    clearInterval(timer);
    response.end();
  }, 20);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1' }, (answer) => resolve(answer.resume().statusCode === 200));
    request.on('error', () => resolve(false));
  });
}
