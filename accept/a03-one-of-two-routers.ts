// A03: one of two routers is killed with -9 under 200 requests a second; again and again, each in its turn.
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, partPids } from './echo-app.ts';
import { failed, SteadyLoad, until } from './load.ts';
import { expect, type Story } from './story.ts';

const kills = 6;

export const story: Story = {
  settings: { ROSTRA_ROUTERS: '2' },
  async tell(house) {
    const app = await deployEcho(house, { web: 2 });
    // A connection each: what fails after a kill was on its way in the killed router, not on a connection kept open to it.
    const load = new SteadyLoad(200, () => ({ ...askOf(house, app, '/sleep/5'), headers: { connection: 'close' } }));
    await sleep(2000);
    const killedAt: number[] = [];
    for (let n = 0; n < kills; n += 1) {
      const before = partPids(house, 'router');
      expect(before.length === 2, `${before.length} routers run.`);
      killedAt.push(performance.now());
      process.kill(before[n % 2] ?? 0, 'SIGKILL');
      await until('two routers again', 10_000, async () => partPids(house, 'router').filter((pid) => pid !== before[n % 2]).length === 2);
      await sleep(1000);
    }
    const samples = await load.stop();
    const lost = failed(samples);
    const wasUnderWay = lost.filter(({ sentAt, endedAt }) => killedAt.some((at) => sentAt <= at && endedAt >= at));
    const words = lost.slice(0, 3).map(({ status, fault }) => `${status} ${fault}`);
    expect(
      wasUnderWay.length === lost.length,
      `${lost.length} failed, of these ${lost.length - wasUnderWay.length} came after a kill: ${words.join(', ')}.`,
    );
    return `${kills} kills under ${samples.length} requests: ${lost.length} failed, all of them under way in the killed router`;
  },
};
