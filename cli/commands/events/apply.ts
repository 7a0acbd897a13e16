import { microText } from '../../../platform/client.ts';
import type { PlannedEvent } from '../../../platform/client.ts';
import type { Answer, CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';
import { chosenPlan } from '../../plan-choice.ts';

const zoneOfMachine = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const applyEvent: CliCommand = {
  name: 'events:apply',
  summary: 'put the plan of an event into the calendar: dynos, sizes, autoscaling and add-ons then come and go by themselves',
  args: '[plan]',
  needsApp: true,
  options: [
    { flags: '--event <size>', text: 'a ready plan in place of a file: lab, online, schools, regional, continental, worlds' },
    { flags: '--start <date>', text: 'its first day, as 2026-07-01' },
    { flags: '--tz <zone>', text: "the event's time zone, as Europe/Dublin; else this machine's" },
    { flags: '--name <name>', text: 'to take it away by; else the title of the plan' },
    { flags: '--dry-run', text: 'show the calendar and its money, and make nothing' },
  ],
  example: 'rostra events:apply australs.plan.json --start 2026-07-01 --tz Australia/Brisbane --dry-run --app tab',
  run: async (call) => {
    const app = await call.app();
    const start = call.option('start');
    if (start === null) throw new UsageFault('No day was given.', 'Give the first day of the plan: --start 2026-07-01.');
    const plan = await chosenPlan(call, call.args[0]);
    const wish = {
      plan,
      start,
      timezone: call.option('tz') ?? zoneOfMachine,
      name: call.option('name') ?? undefined,
      dryRun: call.flag('dryRun'),
    };
    return calendarOf(await call.platform.applyPlan(app, wish));
  },
};

export const unapplyEvent: CliCommand = {
  name: 'events:unapply',
  summary: 'take the plan of an event out of the calendar; what it holds now is let go',
  args: '<name>',
  needsApp: true,
  example: 'rostra events:unapply australs --app tab',
  run: async (call) => {
    const app = await call.app();
    const [name = ''] = call.args;
    await call.platform.unapplyPlan(app, name);
    return { json: { app, name }, lines: [`${name} is out of the calendar of ${app}.`] };
  },
};

export const listEvents: CliCommand = {
  name: 'events',
  aliases: ['events:list'],
  summary: 'plans of events that are in the calendar',
  needsApp: true,
  example: 'rostra events --app tab',
  run: async (call) => {
    const events = await call.platform.plannedEvents(await call.app());
    const rows = events.map(({ name, start, timezone, days, totalMicro, currency }) => [
      name,
      start,
      `${days.length} days`,
      timezone,
      microText(totalMicro, currency),
    ]);
    return { json: events, lines: columns(['Event', 'Begins', 'Lasts', 'Time zone', 'Costs about'], rows) };
  },
};

function calendarOf(event: PlannedEvent): Answer {
  const rows = event.days.flatMap(({ date, entries, amountMicro }) =>
    (entries.length === 0 ? ['–'] : entries).map((entry, at) => [
      at === 0 ? date : '',
      at === 0 ? microText(amountMicro, event.currency) : '',
      entry,
    ]),
  );
  const total = `In all ${microText(event.totalMicro, event.currency)}.`;
  const end = event.isApplied
    ? `It runs by itself from now on; \`rostra events:unapply "${event.name}" -a ${event.app}\` takes it away.`
    : 'Nothing was made: this was a dry run.';
  return {
    json: event,
    lines: [bold(`=== ${event.name} on ${event.app}, ${event.timezone}`), ...columns(['Day', 'Costs', 'What'], rows), '', total, end],
  };
}
