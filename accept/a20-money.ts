// A20, the money: the table of the Australs to the last digit without and with a platform, and a ledger that equals an independent replay
// of its log to the micro-unit after control was killed twenty times while dynos came and went. Its clock runs sixty times as fast.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployEcho, partPids } from './echo-app.ts';
import { ask, until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const crashes = 20;
const monthSeconds = 2_592_000n;

const australs = `{"priceBook":"seed-2019","currency":"USD","lines":[
 {"kind":"addon","key":"postgres:hobby-basic","qty":1,"days":14},
 {"kind":"dyno","key":"hobby","qty":1,"days":7},
 {"kind":"addon","key":"redislabs:100","qty":1,"days":7},
 {"kind":"dyno","key":"standard-1x","qty":3,"hoursPerDay":10,"days":4},
 {"kind":"dyno","key":"performance-m","qtyAverage":5,"hours":1,"note":"autoscaled, round 1"}]}`;

const table = `line                         qty  price/month  time          exact        about
Postgres hobby-basic           1        $9.00  14 d           $4.2000      ~$4
Dyno hobby                     1        $7.00   7 d           $1.6333      ~$2
Redis Labs 100MB               1       $10.00   7 d           $2.3333      ~$2
Dyno standard-1x               3       $25.00  4 × 10 h       $4.1667      ~$4
Dyno performance-m (avg)       5      $250.00   1 h           $1.7361      ~$2
total                                                        $14.0694     ~$14
`;

export const story: Story = {
  settings: { ROSTRA_CLOCK: 'x60' },
  waits: true,
  async tell(house) {
    await estimates(house);
    const app = await deployEcho(house);
    await house.rostra('costs:prices', '--choose', 'seed-2019');
    for (let crash = 0; crash < crashes; crash += 1) {
      await house.rostra('ps:scale', `web=${1 + (crash % 4)}`, '--app', app);
      await sleep(Math.random() * 500);
      await crashed(house);
    }
    const check: { isWhole: boolean; intervals: number } = JSON.parse(await house.rostra('costs:ledger', '--check', '--json'));
    expect(check.isWhole, 'The platform itself says that its ledger is not whole.');
    await house.rostra('ps:scale', 'web=0', '--app', app);
    const { ledger, replay, gaps } = sumsOf(house);
    expect(ledger === replay, `The ledger comes to ${ledger} and its log to ${replay} (micro-units × ${monthSeconds}).`);
    expect(gaps > 0, 'No crash was long enough to leave a gap.');
    return `the table to the last digit; after ${crashes} kills ${check.intervals} intervals come to ${ledger / monthSeconds} micro-units, as their log does; ${gaps} times nobody watched and nobody paid`;
  },
};

/** As from a file and as the ready plan, the same seven lines. */
async function estimates(house: House): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-plan-'));
  const file = join(folder, 'australs.plan.json');
  await writeFile(file, australs);
  const [fromFile, ready] = [await house.rostra('costs:estimate', file), await house.rostra('costs:estimate', '--event', 'regional')];
  await rm(folder, { recursive: true });
  expect(fromFile === table, `costs:estimate prints other lines:\n${fromFile}`);
  expect(ready === table, `costs:estimate --event regional prints other lines:\n${ready}`);
}

/** Control is killed; another one takes over. */
async function crashed(house: House): Promise<void> {
  const [pid = 0] = partPids(house, 'control');
  process.kill(pid, 'SIGKILL');
  await until('control is back', 60_000, async () => {
    const { status } = await ask({ port: house.port, host: 'localhost', path: '/login' });
    return status === 200 && (partPids(house, 'control')[0] ?? pid) !== pid;
  });
}

interface Sums {
  /** In micro-units × seconds of a month: whole numbers. */
  readonly ledger: bigint;
  readonly replay: bigint;
  readonly gaps: number;
}

/** Reads both tables where they lie and adds each up in its own way. */
function sumsOf(house: House): Sums {
  const database = new DatabaseSync(join(house.home, 'control.db'), { readOnly: true });
  const intervals = database.prepare('select quantity, monthly_micro price, start_s, end_s from ledger').all();
  const events = database.prepare('select event, at_s, resource, quantity, monthly_micro price from usage_log order by id').all();
  database.close();
  const open = intervals.filter(({ end_s: end, price }) => end === null && price !== null && price !== 0);
  expect(open.length === 0, `${open.length} priced intervals are open although nothing runs.`);
  const ledger = intervals.reduce(
    (sum, { quantity, price, start_s: from, end_s: to }) => sum + product(quantity, price, span(from, to)),
    0n,
  );
  return { ledger, replay: replayed(events), gaps: events.filter(({ event }) => event === 'away').length };
}

type Value = ReturnType<ReturnType<DatabaseSync['prepare']>['all']>[number][string];

const product = (quantity: Value | undefined, price: Value | undefined, seconds: bigint): bigint =>
  BigInt(Number(quantity)) * BigInt(Number(price ?? 0)) * seconds;

const span = (from: Value | undefined, to: Value | undefined): bigint => (to === null ? 0n : BigInt(Number(to)) - BigInt(Number(from)));

/** What was wanted from one line of the log to the next of the same thing, and nothing while nobody watched. */
function replayed(events: readonly Readonly<Record<string, Value>>[]): bigint {
  const running = new Map<string, { since: Value | undefined; quantity: Value | undefined; price: Value | undefined }>();
  let sum = 0n;
  const stop = (resource: string, at: Value | undefined): void => {
    const was = running.get(resource);
    if (was !== undefined) sum += product(was.quantity, was.price, span(was.since, at));
    running.delete(resource);
  };
  for (const { event, at_s: at, resource, quantity, price } of events) {
    if (event === 'away') [...running.keys()].forEach((each) => stop(each, at));
    else {
      stop(String(resource), at);
      if (Number(quantity) > 0) running.set(String(resource), { since: at, quantity, price });
    }
  }
  return sum;
}
