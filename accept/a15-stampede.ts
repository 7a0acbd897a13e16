// A15: a thousand clients ask within a moment for a page that takes the app 800 ms: it is asked once, and everybody is answered in time.
import { Agent, request } from 'node:http';
import { crowding } from './crowding.ts';
import { askOf } from './echo-app.ts';
import { ask } from './load.ts';
import { deployPages } from './pages-app.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const clients = 1000;
const promisedMs = 1500;

export const story: Story = {
  async tell(house) {
    const app = await deployPages(house);
    const encodings = ['gzip', 'identity'];
    const crowdedBefore = crowding();
    const answers = await Promise.all(Array.from({ length: clients }, async (_, n) => timed(house, app, encodings[n % 2] ?? '')));
    const crowded = Math.max(crowdedBefore, crowding());
    const renders = (await ask(askOf(house, app, '/renders'))).body;
    const slowest = Math.round(Math.max(...answers.map(({ ms }) => ms)));
    const good = answers.filter(({ status }) => status === 200).length;
    expect(good === clients, `${good} of ${clients} got the page.`);
    expect(renders === '2', `The app was asked ${renders} times for two encodings.`);
    const limit = Math.round(promisedMs * crowded);
    expect(slowest < limit, `The slowest waited ${slowest} ms, not ${limit}.`);
    return `${clients} clients, ${renders} renders for two encodings, all answered, the slowest after ${slowest} ms (${promisedMs} promised, ${crowded.toFixed(1)} times that on a machine as crowded as this one)`;
  },
};

/** Measured from when the request is on its way: a thousand connections opened in one process are the client's own business. */
function timed(house: House, app: string, encoding: string): Promise<{ status: number; ms: number }> {
  return new Promise((resolve) => {
    const headers = { host: `${app}.localhost:${house.port}`, 'accept-encoding': encoding };
    let sentAt = performance.now();
    const sent = request({ agent: new Agent(), host: '127.0.0.1', port: house.port, path: '/slow', headers }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - sentAt }));
    });
    sent.on('socket', (socket) => socket.once('connect', () => (sentAt = performance.now())));
    sent.on('error', () => resolve({ status: 0, ms: 0 }));
    sent.end();
  });
}
