// A03: the router is killed with -9 under 200 requests a second; once more with control stopped.
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, partPids } from './echo-app.ts';
import { crowding } from './crowding.ts';
import { ask, failed, SteadyLoad, until } from './load.ts';
import { expect, type Story } from './story.ts';

const limitMs = 1000;

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house, { web: 2 });
    const load = new SteadyLoad(200, () => askOf(house, app, '/sleep/5'));
    await sleep(2000);
    const first = await killed(house, app);
    await sleep(1000);
    const samples = await load.stop();
    const late = failed(samples).filter(({ sentAt }) => sentAt > first.killedAt + Math.max(limitMs, first.backMs));
    expect(late.length === 0, `${late.length} requests failed when the router served again.`);
    const stopped = partPids(house, 'control');
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    const second = await killed(house, app);
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
    const times = crowding();
    expect(
      Math.max(first.backMs, second.backMs) < limitMs * times,
      `Serves again after ${first.backMs} and ${second.backMs} ms, on a machine ${times.toFixed(1)} times as slow as alone.`,
    );
    return `serves again after ${first.backMs} ms, with control stopped after ${second.backMs} ms; ${failed(samples).length} of ${samples.length} requests failed, none once it served again (machine ${times.toFixed(1)} times as slow as alone)`;
  },
};

async function killed(house: Parameters<Story['tell']>[0], app: string): Promise<{ killedAt: number; backMs: number }> {
  const killedAt = performance.now();
  for (const pid of partPids(house, 'router')) process.kill(pid, 'SIGKILL');
  const backMs = await until('the router answers', 10_000, async () => (await ask(askOf(house, app, '/whoami'))).status === 200);
  return { killedAt, backMs };
}
