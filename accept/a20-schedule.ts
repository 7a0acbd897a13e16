// A20, the calendar: ten dynos on Saturday and Sunday from 09:00 to 18:00 in Dublin, over the weekend on which its clocks go forward, and a
// larger database for as long. A clock that runs 900 times as fast; control is away at the last end and makes up for it when it returns.
import { setTimeout as sleep } from 'node:timers/promises';
import { crowding } from './crowding.ts';
import { deployEcho, logLines, partPids } from './echo-app.ts';
import { until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const speed = 900;
const minuteMs = 60_000;
/** The calendar of the platform that this time is told on: what it showed at which moment of ours. */
const shown = { calendarMs: 0, atMs: 0 };
const calendar = (): number => shown.calendarMs + (Date.now() - shown.atMs) * speed;

/** Friday night, so that all is ready before Saturday 09:00; earlier where others work beside it. */
function begin(): NodeJS.ProcessEnv {
  const earlierHours = Math.min(12, 6 * (crowding() - 1));
  shown.calendarMs = Date.parse('2026-03-27T22:00:00Z') - Math.round(earlierHours * 3_600_000);
  shown.atMs = Date.now();
  return { ROSTRA_CLOCK: `${new Date(shown.calendarMs).toISOString()}@${new Date(shown.atMs).toISOString()} x${speed}` };
}

export const story: Story = {
  /** Each time it is told the calendar begins anew. */
  get settings() {
    return begin();
  },
  waits: true,
  async tell(house) {
    const app = await deployEcho(house);
    await house.rostra('addons:create', 'postgres:hobby-dev', '--app', app);
    const window = ['--from', '09:00', '--to', '18:00', '--days', 'sat,sun', '--tz', 'Europe/Dublin', '--app', app];
    await house.rostra('schedule:scale', 'web=10', '--after', 'web=0', ...window);
    await house.rostra('schedule:addon', 'postgres', 'hobby-basic', '--after', 'hobby-dev', ...window);
    expect(calendar() < Date.parse('2026-03-28T08:50:00Z'), 'The machine was too slow to be ready before Saturday 09:00.');

    await passTo('2026-03-29T15:30:00Z');
    await awayAtTheEnd(house);
    await until('the end is made up for', 30_000, async () => (await changes(house, app)).length >= 8);
    return checked(await changes(house, app));
  },
};

async function passTo(time: string): Promise<void> {
  await sleep(Math.max(0, (Date.parse(time) - calendar()) / speed));
}

/** Control stands still from before Sunday's end until after it, and is then killed: another one takes over. */
async function awayAtTheEnd(house: House): Promise<void> {
  const [pid = 0] = partPids(house, 'control');
  process.kill(pid, 'SIGSTOP');
  await passTo('2026-03-29T18:00:00Z');
  process.kill(pid, 'SIGKILL');
}

interface Change {
  readonly atMs: number;
  readonly what: string;
}

/** What the calendar changed, oldest first, as the app's log and activity have it. */
async function changes(house: House, app: string): Promise<readonly Change[]> {
  const lines = await logLines(house, app).catch(() => []); // control may still be on its way back
  return lines.flatMap((line) => {
    const [, what] = /(Scaled to web@\d+|\S+ from hobby-\S+ to hobby-\S+)/.exec(line) ?? [];
    return what === undefined || !line.includes('by user schedule')
      ? []
      : [{ atMs: Date.parse(line.slice(0, 32).split(' ', 1)[0] ?? ''), what }];
  });
}

const expected: readonly (readonly [string, string])[] = [
  ['2026-03-28T09:00Z', 'Scaled to web@10'],
  ['2026-03-28T18:00Z', 'Scaled to web@0'],
  ['2026-03-29T08:00Z', 'Scaled to web@10'],
];
const slackMs = 20 * minuteMs;
const leadMs = 3 * minuteMs;

function checked(all: readonly Change[]): string {
  const scalings = all.filter(({ what }) => what.startsWith('Scaled'));
  const delays = expected.map(([time, what], i) => {
    const change = scalings[i];
    const lateMs = (change?.atMs ?? 0) - Date.parse(time);
    expect(change?.what === what && lateMs > -leadMs - minuteMs && lateMs < slackMs, `${what} was due at ${time}: ${told(change)}.`);
    return Math.round(lateMs / 1000);
  });
  const last = scalings[3];
  expect(scalings.length === 4 && last?.what === 'Scaled to web@0', `There were ${scalings.length} changes, the last ${told(last)}.`);
  const madeUp = new Date(last.atMs).toISOString().slice(11, 16);
  expect(last.atMs >= Date.parse('2026-03-29T17:00Z'), `The last end came too early: ${told(last)}.`);
  const plans = all.filter(({ what }) => what.includes(' from '));
  expect(plans.length === 4, `The database changed its plan ${plans.length} times.`);
  return `two windows of ten dynos over a change of clocks, seconds from the instant: ${delays.join(', ')}; the end that control missed at 17:00 made up for at ${madeUp}; the database's plan went along`;
}

const told = (change: Change | undefined): string =>
  change === undefined ? 'nothing' : `${change.what} at ${new Date(change.atMs).toISOString()}`;
