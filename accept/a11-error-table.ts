// A11: every code of the error table that a request or a dyno can be brought to: status, body, one line, and what apps:errors counts.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dynoFaults } from './dyno-faults.ts';
import { askOf, deployEcho, dynosUp, echoFolder, routerLines } from './echo-app.ts';
import { ask, until, type Ask } from './load.ts';
import { exchangeRaw } from './raw-request.ts';
import { fillBacklog } from './full-door.ts';
import { logFaults } from './log-faults.ts';
import { openSockets, type Crowd } from './sockets.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

/** Requests that end with a code, told apart by the word in their path. */
interface Expected {
  readonly code: string;
  /** In the line. */
  readonly status: number;
  /** In what of the path its lines are found. */
  readonly mark: string;
  /** How many; 0 stands for "as many as the client saw". */
  readonly count: number;
  readonly at: 'error' | 'warning' | 'info';
}

const manifest = {
  formation: { web: { slots: 4 } },
  routes: [
    { path: '/sleep/1500', firstByte: 1 },
    { path: '/sse', idle: 1 },
    { path: '/gone/', dir: 'gone' },
    { path: '/closed/', allow: ['192.0.2.0/24'] },
  ],
};

export const story: Story = {
  waits: true,
  settings: { ROSTRA_DYNO_BOOT_LIMIT_MS: '90000', ROSTRA_APP_CONNECTIONS: '300' },
  async tell(house) {
    const folder = await folderOf(manifest);
    const app = await deployEcho(house, { folder });
    await rm(folder, { recursive: true });
    const dynos = Promise.all([dynoFaults(house), logFaults(house)]);
    dynos.catch(() => {}); // told below
    const [ofApp, others] = await Promise.all([ofOneApp(house, app), ofOthers(house)]);
    const known = new Map([[app, ofApp], ...others.map((each): [string, Expected[]] => [each.code.toLowerCase(), [each]])]);
    for (const [name, expected] of known) await judge(house, name, expected);
    const told = await dynos;
    const codes = [...new Set([...[...known.values()].flat().map(({ code }) => code), ...told.flat()])].sort();
    return `${codes.length} codes with status, body, one line each and their count in apps:errors: ${codes.join(' ')}`;
  },
};

async function ofOneApp(house: House, app: string): Promise<Expected[]> {
  return [...(await plainRequests(house, app)), ...(await queued(house, app)), ...(await switchedOff(house, app))];
}

/** Each on an app of its own, named like the code. */
async function ofOthers(house: House): Promise<Expected[]> {
  return [await blank(house), await crowded(house), await refused(house), await stuck(house), await crashed(house)];
}

async function folderOf(file: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-errors-'));
  await cp(echoFolder, folder, { recursive: true });
  await writeFile(join(folder, 'rostra.json'), JSON.stringify(file));
  return folder;
}

const asProgram = { accept: 'application/json' };

/** The answer's body names the code, as JSON for a program and as a page for a browser. */
async function refuses(question: Ask, code: string, status: number): Promise<void> {
  const program = await ask({ ...question, headers: asProgram });
  expect(program.status === status, `${code}: the answer has status ${program.status}: ${program.body.slice(0, 100)}`);
  const said: { error?: { code?: string; requestId?: string } } = JSON.parse(program.body);
  expect(said.error?.code === code && (said.error.requestId ?? '') !== '', `${code}: the body says ${program.body.slice(0, 200)}`);
}

async function plainRequests(house: House, app: string): Promise<Expected[]> {
  const at = (path: string, more: Partial<Ask> = {}): Ask => ({ ...askOf(house, app, path), ...more });
  const raw = (head: string): Promise<string> => exchangeRaw(house.port, `${head}\r\n`);
  const host = `Host: ${app}.localhost\r\n`;
  await refuses(at('/sleep/1500?H12'), 'H12', 503);
  await refuses(at('/silent?H13', { method: 'POST', body: 'x' }), 'H13', 503);
  await ask(at('/sse?H15'));
  await refuses(at('/garbage?H17'), 'H17', 503);
  await ask(at('/half?H18'));
  await refuses(at('/gone/x?H23'), 'H23', 503);
  await refuses(at('/cookies?H25'), 'H25', 502);
  await refuses(at('/closed/?X04'), 'X04', 403);
  const page = await ask(at('/sleep/1500?page', { headers: { accept: 'text/html' } }));
  expect(page.body.includes('<html') && page.body.includes('H12'), 'A browser gets no page that names H12.');
  const twice = await raw(`GET /twice?H26 HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n`);
  expect(twice.startsWith('HTTP/1.1 400 '), `H26: ${twice.slice(0, 60)}`);
  await leave(house.port, `GET /sleep/900?H27 HTTP/1.1\r\n${host}\r\n`);
  const long = await ask(at(`/${'x'.repeat(9000)}`));
  expect(long.status === 414, `A long request line: ${long.status}.`);
  await silentUpload(house.port, `POST /count/slow?H28 HTTP/1.1\r\n${host}Content-Length: 100\r\n\r\nhalf`);
  return [
    { code: 'H12', status: 503, mark: '/sleep/1500?', count: 2, at: 'error' },
    { code: 'H13', status: 503, mark: '?H13', count: 1, at: 'error' },
    { code: 'H15', status: 200, mark: '?H15', count: 1, at: 'warning' },
    { code: 'H17', status: 503, mark: '?H17', count: 1, at: 'warning' },
    { code: 'H18', status: 200, mark: '?H18', count: 1, at: 'error' },
    { code: 'H23', status: 503, mark: '?H23', count: 1, at: 'error' },
    { code: 'H25', status: 502, mark: '?H25', count: 1, at: 'error' },
    { code: 'X04', status: 403, mark: '?X04', count: 1, at: 'info' },
    { code: 'H27', status: 499, mark: '?H27', count: 1, at: 'info' },
    { code: 'H28', status: 408, mark: '?H28', count: 1, at: 'warning' },
  ];
}

/** Four at once and fifty in the line: of two hundred at once, the others are refused. */
async function queued(house: House, app: string): Promise<Expected[]> {
  await until('its dyno is up again', 30_000, async () => (await dynosUp(house, app)).length === 1);
  const samples = await Promise.all(Array.from({ length: 200 }, () => ask(askOf(house, app, '/sleep/500?H11'))));
  const refusals = samples.filter(({ body }) => body.includes('"H11"')).length;
  expect(refusals > 0, 'Nobody got H11.');
  return [{ code: 'H11', status: 503, mark: '?H11', count: refusals, at: 'error' }];
}

/** Closed, then off, then booting for longer than anybody waits. */
async function switchedOff(house: House, app: string): Promise<Expected[]> {
  await house.rostra('maintenance:on', '--app', app);
  await until('it is closed', 10_000, async () => (await ask(askOf(house, app, '/whoami?probe'))).status === 503);
  await refuses(askOf(house, app, '/whoami?H80'), 'H80', 503);
  await house.rostra('maintenance:off', '--app', app);
  await house.rostra('ps:scale', 'web=0', '--app', app);
  await until('it is off', 10_000, async () => (await ask(askOf(house, app, '/whoami?probe'))).body.includes('H14'));
  await refuses(askOf(house, app, '/whoami?H14'), 'H14', 503);
  await house.rostra('config:set', 'BOOT_MS=85000', '--app', app);
  await house.rostra('ps:scale', 'web=1', '--app', app);
  await until('it boots', 10_000, async () => (await house.rostra('ps', '--app', app)).includes('starting'));
  const startedAt = performance.now();
  await refuses(askOf(house, app, '/whoami?H20'), 'H20', 503);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(Math.abs(seconds - 75) < 3, `H20 after ${seconds.toFixed(1)} s.`);
  return [
    { code: 'H80', status: 503, mark: '?H80', count: 1, at: 'warning' },
    { code: 'H14', status: 503, mark: '?H14', count: 1, at: 'error' },
    { code: 'H20', status: 503, mark: '?H20', count: 1, at: 'error' },
  ];
}

/** It dies until the supervisor waits before it starts it again. */
async function crashed(house: House): Promise<Expected> {
  const app = await deployEcho(house, { app: 'h10' });
  await until('H10', 30_000, async () => {
    await ask(askOf(house, app, '/die'));
    return (await ask(askOf(house, app, '/whoami?probe'))).body.includes('H10');
  });
  await refuses(askOf(house, app, '/whoami?H10'), 'H10', 503);
  return { code: 'H10', status: 503, mark: '?H10', count: 1, at: 'error' };
}

async function blank(house: House): Promise<Expected> {
  await house.rostra('apps:create', 'h81');
  await until('it has a route', 10_000, async () => (await ask(askOf(house, 'h81', '/probe'))).status === 503);
  await refuses(askOf(house, 'h81', '/?H81'), 'H81', 503);
  return { code: 'H81', status: 503, mark: '?H81', count: 1, at: 'info' };
}

/** As many hold a WebSocket open as an app may have; the place of one who leaves is free again. */
async function crowded(house: House): Promise<Expected> {
  const app = await deployEcho(house, { app: 'h22' });
  const crowds: Crowd[] = [];
  const some = { port: house.port, host: `${app}.localhost`, count: 50, pingMs: 15_000 }; // at a time, so that nobody meets a full queue
  while (crowds.length < 6) crowds.push(await openSockets(some));
  await refuses(askOf(house, app, '/whoami?H22'), 'H22', 503);
  expect(
    crowds.every(({ closed }) => closed === 0),
    'H22: some who were inside have been sent away.',
  );
  for (const crowd of crowds) crowd.close();
  await until('there is room again', 10_000, async () => (await ask(askOf(house, app, '/whoami?probe'))).status === 200);
  return { code: 'H22', status: 503, mark: '?H22', count: 1, at: 'error' };
}

/** It lives on and listens no more. */
async function refused(house: House): Promise<Expected> {
  const app = await deployEcho(house, { app: 'h21' });
  await ask(askOf(house, app, '/deafen'));
  await sleep(2500); // until no connection to it is kept
  await refuses(askOf(house, app, '/whoami?H21'), 'H21', 503);
  return { code: 'H21', status: 503, mark: '?H21', count: 1, at: 'error' };
}

/** It is stopped in its tracks, and nobody takes what waits at its door. */
async function stuck(house: House): Promise<Expected> {
  const app = await deployEcho(house, { app: 'h19' });
  const [dyno] = await dynosUp(house, app);
  process.kill(dyno?.pid ?? 0, 'SIGSTOP');
  const door = await fillBacklog(dyno?.port ?? 0);
  try {
    await refuses(askOf(house, app, '/whoami?H19'), 'H19', 503);
  } finally {
    door.close();
    process.kill(dyno?.pid ?? 0, 'SIGCONT');
  }
  return { code: 'H19', status: 503, mark: '?H19', count: 1, at: 'error' };
}

/** One line for each request, with what the table says; and the counts. */
async function judge(house: House, app: string, expected: readonly Expected[]): Promise<void> {
  for (const { code, status, mark, count, at } of expected) {
    const linesOf = async (): Promise<string[]> => (await routerLines(house, app)).filter((line) => line.includes(mark));
    await until(`the lines of ${code}`, 10_000, async () => (await linesOf()).some((line) => line.includes(`code=${code} `)));
    const lines = (await linesOf()).filter((line) => line.includes(`code=${code} `));
    expect(lines.length === count, `${code}: ${lines.length} lines instead of ${count}.`);
    const shape = new RegExp(`at=${at} code=${code} desc="[^"]+" method=\\w+ path=.* request_id=\\S+ .* status=${status} `);
    const odd = lines.find((line) => !shape.test(line));
    expect(odd === undefined, `${code}: its line is ${odd}`);
    if (count === 1) expect((await linesOf()).length === 1, `${code}: its request has more than one line.`);
  }
  const counts: { code: string; count: number }[] = JSON.parse(await house.rostra('apps:errors', '--app', app, '--json'));
  const lines = await routerLines(house, app);
  for (const { code } of expected) {
    const counted = counts.find((each) => each.code === code)?.count ?? 0;
    const told = lines.filter((line) => line.includes(` code=${code} `)).length;
    expect(counted === told, `apps:errors counts ${counted} × ${code}, the log has ${told}.`);
  }
}

/** Asks, and goes before the answer comes. */
async function leave(port: number, bytes: string): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(bytes);
  await sleep(300);
  socket.destroy();
  await sleep(1000);
}

/** Begins to send and never ends; until the router has had enough. */
async function silentUpload(port: number, bytes: string): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  socket.on('error', () => {}).resume();
  socket.write(bytes);
  await closed;
}
