// A01: one of three dynos is killed with its whole tree under 200 requests a second.
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, dynosUp, processesOf, routerLines } from './echo-app.ts';
import { failed, percentile, SteadyLoad, until } from './load.ts';
import { expect, type Story } from './story.ts';

const perSecond = 200;

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house, { web: 3 });
    const load = new SteadyLoad(perSecond, () => askOf(house, app, '/sleep/20'));
    await sleep(5000);
    const [victim] = await dynosUp(house, app);
    expect(victim !== undefined, 'No dyno is up.');
    const killedAt = performance.now();
    for (const pid of processesOf(victim.id)) process.kill(pid, 'SIGKILL');
    const backMs = await until('the dyno is up again', 10_000, async () => {
      const dynos = await dynosUp(house, app);
      return dynos.length === 3 && dynos.every(({ pid }) => pid !== victim.pid);
    });
    await sleep(2000);
    const samples = await load.stop();
    const faults = failed(samples);
    const inFlight = samples.filter(({ sentAt, endedAt }) => sentAt <= killedAt && endedAt >= killedAt).length;
    expect(faults.length <= inFlight, `${faults.length} failed, ${inFlight} were in flight.`);
    expect(
      faults.every(({ endedAt }) => endedAt < killedAt + 250),
      'A request failed later than 250 ms after the kill.',
    );
    expect(backMs < 3000, `The dyno was back after ${backMs} ms.`);
    const lines = await routerLines(house, app);
    const coded = lines.filter((line) => /code=H1[38] /.test(line)).length;
    expect(coded === faults.length, `${faults.length} failed and ${coded} lines say H13 or H18.`);
    const before = percentile(
      samples.filter(({ endedAt }) => endedAt < killedAt),
      0.95,
    );
    const after = percentile(
      samples.filter(({ sentAt }) => sentAt > killedAt),
      0.95,
    );
    expect(after < 2 * before, `p95 ${before} ms before, ${after} ms after.`);
    return `${samples.length} requests, ${inFlight} in flight at the kill, ${faults.length} failed; up again after ${backMs} ms; p95 ${before} ms before, ${after} ms after`;
  },
};
