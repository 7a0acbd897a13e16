import type { Schedule, SchedulePreview, ScheduleWish } from '../../../platform/client.ts';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';
import { formationOf, windowOf, windowOptions } from '../../schedule-words.ts';

export const scheduleScale: CliCommand = {
  name: 'schedule:scale',
  summary: 'run another number of dynos at set times; without a change, list all schedules of dynos and add-ons',
  args: '[change...]',
  needsApp: true,
  options: [...windowOptions, { flags: '--after <formation>', text: 'what runs afterwards: "web=1:hobby"; what ran before unless said' }],
  example: 'rostra schedule:scale web=10 --from 09:00 --to 18:00 --days sat,sun --tz Europe/Dublin --after web=1 --app hello',
  completes: 'types',
  run: async (call) => {
    if (call.args.length === 0) return list(call);
    const after = call.option('after');
    const formation = formationOf(call.args.join(' '));
    return make(call, { what: { kind: 'scale', formation, after: after === null ? null : formationOf(after) }, window: windowOf(call) });
  },
};

export const scheduleAddon: CliCommand = {
  name: 'schedule:addon',
  summary: 'give an add-on another plan at set times',
  args: '<addon> <plan>',
  needsApp: true,
  options: [...windowOptions, { flags: '--after <plan>', text: 'the plan afterwards; the one before unless said' }],
  example: 'rostra schedule:addon postgres hobby-basic --from 00:00 --to 24:00 --dates 2026-07-01..2026-07-14 --after hobby-dev --app tab',
  run: async (call) => {
    const [addon = '', plan = ''] = call.args;
    return make(call, { what: { kind: 'addon', addon, plan, after: call.option('after') }, window: windowOf(call) });
  },
};

export const scheduleAutoscale: CliCommand = {
  name: 'schedule:autoscale',
  summary: 'let web dynos follow the traffic at set times',
  needsApp: true,
  options: [
    ...windowOptions,
    { flags: '--min <dynos>', text: 'never fewer (1 unless said)' },
    { flags: '--max <dynos>', text: 'never more (10 unless said)' },
    { flags: '--p95 <ms>', text: 'within which 95 of 100 requests are to be answered (1000 unless said)' },
    { flags: '--size <size>', text: 'of the dynos' },
    { flags: '--after <formation>', text: 'what runs afterwards; what ran before unless said' },
  ],
  example: 'rostra schedule:autoscale --min 2 --max 8 --p95 800 --from 09:00 --to 10:00 --dates 2026-07-04 --after web=1 --app hello',
  run: async (call) => {
    const number = (name: string): number | undefined => {
      const word = call.option(name);
      return word === null ? undefined : wholeNumber(word, { name: `--${name}`, min: 0, max: 1_000_000 });
    };
    const after = call.option('after');
    const autoscale = { min: number('min'), max: number('max'), p95Ms: number('p95'), size: call.option('size') ?? undefined };
    return make(call, {
      what: { kind: 'autoscale', autoscale, after: after === null ? null : formationOf(after) },
      window: windowOf(call),
    });
  },
};

export const scheduleUnscale: CliCommand = {
  name: 'schedule:unscale',
  summary: 'remove a schedule of dynos or an add-on; in its window it ends at once',
  args: '<schedule>',
  needsApp: true,
  example: 'rostra schedule:unscale 3 --app hello',
  run: async (call) => {
    const id = wholeNumber(call.args[0] ?? '', { name: 'schedule', min: 1, max: 1_000_000_000 });
    await call.platform.removeSchedule(await call.app(), id);
    return { json: { removed: id }, lines: [`Schedule ${id} is gone.`] };
  },
};

async function make(call: Call, wish: ScheduleWish): Promise<Answer> {
  const app = await call.app();
  if (call.flag('dry-run')) return previewed(await call.platform.previewSchedule(app, wish));
  const schedule = await call.platform.addSchedule(app, wish);
  const { id, title, when } = schedule;
  return { json: schedule, lines: [`Schedule ${id} of ${app}: ${title}, ${when}. ${nextWords(schedule)}`] };
}

function previewed(preview: SchedulePreview): Answer {
  const rows = preview.windows.map(({ from, until }) => [from, until]);
  return { json: preview, lines: [`${preview.title}, ${preview.when}: nothing is made yet.`, ...columns(['From', 'Until'], rows)] };
}

async function list(call: Call): Promise<Answer> {
  if (call.option('from') !== null)
    throw new UsageFault('What is to run then?', 'Name it: rostra schedule:scale web=10 --from 09:00 --to 18:00');
  const app = await call.app();
  const schedules = await call.platform.schedules(app);
  const rows = schedules.map((schedule) => [String(schedule.id), schedule.title, schedule.when, stateWords(schedule)]);
  const none = [`${app} has no schedule: rostra schedule:scale web=10 --from 09:00 --to 18:00 --days sat,sun --app ${app}`];
  return { json: schedules, lines: rows.length === 0 ? none : columns(['Schedule', 'What', 'When', 'Now'], rows) };
}

function stateWords(schedule: Schedule): string {
  if (schedule.state === 'failing') return `fails: ${schedule.failure ?? ''}`;
  if (schedule.state === 'overridden') return `changed by hand until ${schedule.next?.until ?? ''}`;
  return nextWords(schedule);
}

function nextWords({ state, next }: Schedule): string {
  if (next === null) return 'It is over.';
  return state === 'waiting' ? `Next from ${next.from} until ${next.until}.` : `Open until ${next.until}.`;
}
