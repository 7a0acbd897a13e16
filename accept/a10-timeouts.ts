// A10: a slow page, a slow page that may be, a silent event stream and a WebSocket that pings.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, dynosUp, echoFolder, routerLines } from './echo-app.ts';
import { ask, until } from './load.ts';
import { openSockets } from './sockets.ts';
import { expect, type Story } from './story.ts';

const socketSeconds = 180;

export const story: Story = {
  waits: true,
  async tell(house) {
    const app = await deployed(house);
    const crowd = await openSockets({ port: house.port, host: `${app}.localhost`, count: 3, pingMs: 20_000 });
    const open = sleep(socketSeconds * 1000);
    const [pidBefore] = (await dynosUp(house, app)).map(({ pid }) => pid);
    const [late, stream] = await Promise.all([latePage(house, app), silentStream(house, app), slowPage(house, app)]);
    const [pidAfter] = (await dynosUp(house, app)).map(({ pid }) => pid);
    expect(pidAfter === pidBefore, 'The dyno was started again.');
    await open;
    expect(crowd.closed === 0 && (await crowd.echoAll()), 'A WebSocket that pings was closed.');
    crowd.close();
    return `H12 after ${late.toFixed(2)} s, 200 where a route allows 40 s, H15 of a silent stream after ${stream.toFixed(1)} s, WebSockets with pings open for ${socketSeconds} s`;
  },
};

type House = Parameters<Story['tell']>[0];

async function deployed(house: House): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-slow-'));
  await cp(echoFolder, folder, { recursive: true });
  await writeFile(join(folder, 'rostra.json'), JSON.stringify({ routes: [{ path: '/sleep/35001', firstByte: 40 }] }));
  const app = await deployEcho(house, { folder });
  await rm(folder, { recursive: true });
  return app;
}

async function latePage(house: House, app: string): Promise<number> {
  const late = await ask({ ...askOf(house, app, '/sleep/35000'), headers: { accept: 'text/html' } });
  const seconds = (late.endedAt - late.sentAt) / 1000;
  expect(late.status === 503 && late.body.includes('H12') && late.body.includes('<html'), `The slow page ends with ${late.status}.`);
  expect(Math.abs(seconds - 30) <= 0.3, `H12 after ${seconds.toFixed(2)} s.`);
  return seconds;
}

async function slowPage(house: House, app: string): Promise<void> {
  const { status } = await ask(askOf(house, app, '/sleep/35001'));
  expect(status === 200, `The page that may be slow ends with ${status}.`);
}

async function silentStream(house: House, app: string): Promise<number> {
  const stream = await ask(askOf(house, app, '/sse'));
  const seconds = (stream.endedAt - stream.sentAt) / 1000;
  expect(Math.abs(seconds - 55) <= 1, `The silent stream was cut after ${seconds.toFixed(1)} s.`);
  const isTold = async (): Promise<boolean> => (await routerLines(house, app)).some((line) => /code=H15 .*path="\/sse"/.test(line));
  await until('the line that says H15 of the stream', 10_000, isTold);
  return seconds;
}
