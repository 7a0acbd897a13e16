// A04: 300 requests a second across a deploy of three dynos that need two seconds to boot.
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, dynosOf, dynosUp, echoFolder, processesOf } from './echo-app.ts';
import { failed, kinds, SteadyLoad, until, type Sample } from './load.ts';
import { expect, type Story } from './story.ts';

const seconds = 60;

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house, { web: 3, config: { BOOT_MS: '2000' } });
    const old = await dynosUp(house, app);
    const load = new SteadyLoad(300, () => askOf(house, app, '/whoami'));
    const until60 = sleep(seconds * 1000);
    await sleep(5000);
    await house.rostra('deploy', echoFolder, '--app', app);
    const deployedAt = performance.now();
    await until('the old dynos are gone', 35_000, async () => old.every(({ id }) => processesOf(id).length === 0));
    const goneMs = Math.round(performance.now() - deployedAt);
    await until60;
    const samples = await load.stop();
    expect(failed(samples).length === 0, `${failed(samples).length} of ${samples.length} requests failed: ${kinds(failed(samples))}.`);
    const { firstNew, lastOld } = exchange(samples);
    expect(lastOld < firstNew + 1000, `An old release answered ${Math.round(lastOld - firstNew)} ms after the first new one.`);
    expect((await dynosOf(house, app)).filter(({ state }) => state === 'up').length === 3, 'Not three dynos are up.');
    return `${samples.length} requests in ${seconds} s, 0 failed; the last old answer ${Math.round(lastOld - firstNew)} ms after the first new one; old dynos gone ${goneMs} ms after the deploy`;
  },
};

function exchange(samples: readonly Sample[]): { firstNew: number; lastOld: number } {
  const releases = samples.map(({ body }) => Number(/"release":"v(\d+)"/.exec(body)?.[1]));
  const newest = Math.max(...releases);
  const ends = (isWanted: (release: number) => boolean): number[] =>
    samples.flatMap(({ endedAt }, at) => (isWanted(releases[at] ?? 0) ? [endedAt] : []));
  return { firstNew: Math.min(...ends((release) => release === newest)), lastOld: Math.max(...ends((release) => release !== newest)) };
}
