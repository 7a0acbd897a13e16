// A19: an app that serves one request at a time gets dynos as the load grows from 5 to 60 a second, and one a minute fewer when it is over;
// an app whose requests wait for a lock in the database gets none, and is told why. The way down is told by a clock that runs faster.
import { askOf, dynosUp, logLines } from './echo-app.ts';
import { startInstallation } from './installation.ts';
import { deployLocked, deployQueue } from './scaling-apps.ts';
import { percentile, SteadyLoad, until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

interface Decision {
  readonly at: string;
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly words: string;
}

const goalMs = 500;
const most = 5;

export const story: Story = {
  async tell(house) {
    const [up, locked, down] = await Promise.all([wayUp(house), lockedApp(house), wayDown()]);
    return `${up}; ${locked}; ${down}`;
  },
};

const decisions = async (house: House, app: string): Promise<readonly Decision[]> =>
  JSON.parse(await house.rostra('ps:autoscale:log', '--changes', '-n', '500', '--app', app, '--json'));

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

async function wayUp(house: House): Promise<string> {
  const app = await deployQueue(house);
  await house.rostra('ps:autoscale:enable', '--min', '1', '--max', String(most), '--p95', String(goalMs), '--app', app);
  const before = new SteadyLoad(5, () => askOf(house, app, '/'));
  await until('requests at rest', 30_000, async () => before.samples.length >= 20);
  await before.stop();
  const stepAt = performance.now();
  const load = new SteadyLoad(60, () => askOf(house, app, '/'));
  const answer = await until('two dynos more', 45_000, async () => (await dynosUp(house, app)).length >= 3);
  const sampleSince = (fromMs: number) => load.samples.filter(({ sentAt }) => sentAt >= stepAt + fromMs);
  const quickAfter = await until('pages are quick', 90_000 - answer, async () => {
    const newest = load.samples.slice(-300);
    return newest.length === 300 && performance.now() - stepAt > answer + 5_000 && percentile(newest, 0.95) < 600;
  });
  await load.stop();
  const all = await decisions(house, app);
  const highest = Math.max(...all.map(({ to }) => to));
  expect(highest <= most, `${highest} dynos were asked for, and ${most} is the maximum.`);
  expect(
    all.some(({ kind }) => kind === 'up'),
    'No decision to add dynos is written down.',
  );
  const worst = percentile(sampleSince(0), 0.95);
  const { advice }: { advice: { quantity: number } } = JSON.parse(await house.rostra('ps:advise', '--app', app, '--json'));
  expect(advice.quantity >= 3, `The advice is ${advice.quantity} dynos, and 60 a second of 40 ms need three.`); // more where the machine is slow
  return `60 a second: three dynos after ${seconds(answer)}, p95 below 600 ms after ${seconds(answer + quickAfter)} (it was ${worst} ms over all), ${highest} at most, ${advice.quantity} advised`;
}

/** The requests wait for one lock in Postgres: more dynos would wait with them. */
async function lockedApp(house: House): Promise<string> {
  const app = await deployLocked(house);
  await house.rostra('ps:autoscale:enable', '--min', '1', '--max', String(most), '--p95', String(goalMs), '--app', app);
  const load = new SteadyLoad(20, () => askOf(house, app, '/'));
  const isInhibited = async (): Promise<boolean> => (await decisions(house, app)).some(({ kind }) => kind === 'inhibited');
  const after = await until('the autoscaler sees that it is the database', 90_000, isInhibited);
  await until(
    'it looks again twice',
    60_000,
    async () => (await decisions(house, app)).filter(({ kind }) => kind === 'inhibited').length >= 3,
  );
  await load.stop();
  const all = await decisions(house, app);
  const highest = Math.max(1, ...all.map(({ to }) => to));
  expect(highest <= 2, `It grew to ${highest} dynos although the database was the limit.`);
  const why = all.find(({ kind }) => kind === 'inhibited')?.words ?? '';
  expect(why.includes('lock'), `It does not name the lock: ${why}`);
  expect(
    (await logLines(house, app)).some((line) => line.includes('monitor') && line.includes('F03')),
    'F03 is not raised.',
  );
  return `a lock in the database: named after ${seconds(after)}, ${highest} dynos at most, F03 raised`;
}

const speed = 6;
const limitSeconds = 300 + 4 * 60 + 60;

/** From as many as it may have to one, on a platform whose clock runs six times as fast. */
async function wayDown(): Promise<string> {
  const now = new Date().toISOString();
  const house = await startInstallation({ ROSTRA_CLOCK: `${now}@${now} x${speed}` });
  try {
    const app = await deployQueue(house, most);
    await house.rostra('ps:autoscale:enable', '--min', '1', '--max', String(most), '--p95', String(goalMs), '--app', app);
    const load = new SteadyLoad(5, () => askOf(house, app, '/'));
    const took = await until('one dyno again', (limitSeconds * 1000) / speed, async () => (await decisions(house, app)).at(0)?.to === 1);
    const samples = await load.stop();
    const steps = (await decisions(house, app)).filter(({ kind }) => kind === 'down').toReversed();
    expect(
      steps.every(({ from, to }) => from - to === 1),
      'It took more than one dyno away at once.',
    );
    const gaps = steps.slice(1).map(({ at }, i) => Date.parse(at) - Date.parse(steps[i]?.at ?? at));
    expect(
      gaps.every((gap) => gap >= 60_000),
      `Dynos were taken away less than a minute apart: ${gaps.join(', ')} ms.`,
    );
    const failures = samples.filter(({ status }) => status !== 200).length;
    expect(failures === 0, `${failures} requests failed while dynos were taken away.`);
    return `5 a second: ${most} → 1 within ${seconds(took * speed)} of ${limitSeconds} s allowed, none of ${samples.length} requests failed`;
  } finally {
    await house.remove();
  }
}
