import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { askOf, deployEcho, partPids } from './echo-app.ts';
import { ask, until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

/** Brings the log, those who read it and those who do not come to each of their codes; the codes that were told and counted. */
export async function logFaults(house: House): Promise<readonly string[]> {
  const told = await Promise.all([readers(house), supervisor(house)]);
  return told.flat();
}

async function readers(house: House): Promise<string[]> {
  const app = await deployEcho(house, { app: 'l11' });
  const body = { command: 'sleep 25', attach: true };
  (await open(house, { method: 'POST', path: `/api/apps/${app}/runs`, body })).resume(); // and nobody reads what it writes
  const reader = await cannotKeepUp(house, app);
  await counted(house, { app, code: 'L11', limitMs: 30_000 });
  await tooMany(house, app);
  await counted(house, { app, code: 'L15', limitMs: 10_000 });
  await counted(house, { app, code: 'R13', limitMs: 30_000 });
  expect(reader.text.includes('Error L11 (Tail buffer overflow): '), 'The slow reader is not told what it missed.');
  reader.leave();
  return ['L11', 'L15', 'R13'];
}

const tailPath = (app: string): string => `/api/apps/${app}/logs?follow=true&lines=0`;

/** It takes nothing until everything has been said. */
async function cannotKeepUp(house: House, app: string): Promise<{ readonly text: string; leave(): void }> {
  const tail = await open(house, { method: 'GET', path: tailPath(app) });
  const lines = 15_000;
  await ask(askOf(house, app, `/chatter/${lines}`));
  await until('all is said', 30_000, async () =>
    (await house.rostra('logs', '--app', app, '--grep', `line ${lines - 1}`)).includes(`line ${lines - 1}`),
  );
  let text = '';
  tail.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return {
    get text() {
      return text;
    },
    leave: () => tail.destroy(),
  };
}

/** More than a hundred: the oldest has to go. The slow reader may be that one. */
async function tooMany(house: House, app: string): Promise<void> {
  const tails = await Promise.all(Array.from({ length: 102 }, () => open(house, { method: 'GET', path: tailPath(app) })));
  let ended = 0;
  for (const tail of tails) tail.on('end', () => (ended += 1)).resume();
  await until('the oldest is ended', 10_000, async () => ended > 0);
  for (const tail of tails) tail.on('error', () => {}).destroy();
}

/** The app says more than may wait while control is away; and what its drain has not taken does not wait for ever. */
async function supervisor(house: House): Promise<string[]> {
  const app = await deployEcho(house, { app: 'l13' });
  await house.rostra('drains:add', 'syslog://127.0.0.1:9', '--allow-private', '--app', app);
  const [control = 0] = partPids(house, 'control');
  process.kill(control, 'SIGSTOP');
  try {
    await ask(askOf(house, app, '/chatter/31000?bytes=9000'));
  } finally {
    process.kill(control, 'SIGCONT');
  }
  await counted(house, { app, code: 'L13', limitMs: 30_000 });
  await counted(house, { app, code: 'L12', limitMs: 60_000 }); // from now on it may speak again
  await ask(askOf(house, app, '/chatter/3000?bytes=9000'));
  await counted(house, { app, code: 'L10', limitMs: 90_000 });
  return ['L10', 'L12', 'L13'];
}

/** The code is told, and `apps:errors` counts as many as the log has. */
async function counted(house: House, { app, code, limitMs }: { app: string; code: string; limitMs: number }): Promise<void> {
  const told = async (): Promise<number> => {
    const lines = await house.rostra('logs', '--app', app, '--code', code, '--num', '1000');
    return lines.split('\n').filter((line) => new RegExp(`]: (Error )?${code} \\(`).test(line)).length;
  };
  await until(code, limitMs, async () => (await told()) > 0);
  const before = await told();
  const counts: { code: string; count: number }[] = JSON.parse(await house.rostra('apps:errors', '--app', app, '--json'));
  const count = counts.find((each) => each.code === code)?.count ?? 0;
  expect(count >= before && count <= (await told()), `apps:errors counts ${count} × ${code}, the log has ${before}.`);
}

/** The beginning of an answer on control's own socket. */
function open(
  house: House,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: object },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ socketPath: join(house.home, 'run', 'control.sock'), method, path, headers, agent: false }, (answer) =>
      (answer.statusCode ?? 500) < 300 ? resolve(answer) : reject(new Error(`${method} ${path}: ${answer.statusCode}`)),
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
