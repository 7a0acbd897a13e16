import type { Autoscale, AutoscaleDecision } from '../../../platform/client.ts';
import type { Call, CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { formationOf, momentOf } from '../../schedule-words.ts';
import { wholeNumber } from '../../parse.ts';

export const autoscaleState: CliCommand = {
  name: 'ps:autoscale',
  summary: 'show whether an app scales by itself, and what was decided last',
  needsApp: true,
  example: 'rostra ps:autoscale --app hello',
  run: async (call) => {
    const app = await call.app();
    const all = await call.platform.autoscales(app);
    const off = [`No process type of ${app} scales by itself: rostra ps:autoscale:enable --min 1 --max 10 --p95 800 --app ${app}`];
    return { json: all, lines: all.length === 0 ? off : all.flatMap(stateLines) };
  },
};

function stateLines({ type, min, max, p95Ms, quantity, up, until, isDryRun, bySchedule, last }: Autoscale): readonly string[] {
  const how = [isDryRun ? 'as a trial' : '', bySchedule ? 'by a schedule' : '', until === null ? '' : `until ${until}`].filter(Boolean);
  return [
    bold(`=== ${type}: ${min} to ${max} dynos, goal ${p95Ms} ms${how.length === 0 ? '' : ` (${how.join(', ')})`}`),
    `Now ${quantity} wanted, ${up} up.`,
    last === null ? 'Nothing decided yet: it looks every 10 seconds.' : last.words,
  ];
}

const number = (call: Call, name: string, most: number): number | undefined => {
  const word = call.option(name);
  return word === null ? undefined : wholeNumber(word, { name: `--${name}`, min: 0, max: most });
};

export const autoscaleEnable: CliCommand = {
  name: 'ps:autoscale:enable',
  summary: 'let web dynos follow the traffic between two numbers',
  args: '[type]',
  needsApp: true,
  options: [
    { flags: '--min <dynos>', text: 'never fewer (1 unless said)' },
    { flags: '--max <dynos>', text: 'never more (10 unless said)' },
    { flags: '--p95 <ms>', text: 'within which 95 of 100 requests are to be answered (1000 unless said)' },
    { flags: '--size <size>', text: 'of the dynos, which restart when it is another one' },
    { flags: '--until <time>', text: 'ends by itself: 2h, 90m, or 2026-07-04T18:00:00+01:00' },
    { flags: '--then <formation>', text: 'what runs after that: "web=2:standard-1x"' },
    { flags: '--notifications', text: 'say in the activity when the largest number is not enough' },
    { flags: '--dry-run', text: 'write down what it would do, and do nothing' },
  ],
  example: 'rostra ps:autoscale:enable --min 1 --max 10 --p95 800 --until 4h --then web=2 --app hello',
  run: async (call) => {
    const app = await call.app();
    const [until, then] = [call.option('until'), call.option('then')];
    const on = await call.platform.enableAutoscale(app, {
      type: call.args[0] ?? 'web',
      min: number(call, 'min', 1000),
      max: number(call, 'max', 1000),
      p95Ms: number(call, 'p95', 1_000_000),
      size: call.option('size') ?? undefined,
      until: until === null ? null : momentOf(until),
      afterwards: then === null ? null : formationOf(then),
      notifiesAtMax: call.flag('notifications'),
      isDryRun: call.flag('dry-run'),
    });
    const open = on.until === null ? ['It does not end by itself: add --until 4h --then web=2, or switch it off after the event.'] : [];
    return { json: on, lines: [...stateLines(on), ...open] };
  },
};

export const autoscaleDisable: CliCommand = {
  name: 'ps:autoscale:disable',
  summary: 'dynos stay as many as they are',
  args: '[type]',
  needsApp: true,
  example: 'rostra ps:autoscale:disable --app hello',
  run: async (call) => {
    const app = await call.app();
    const [type = 'web'] = call.args;
    await call.platform.disableAutoscale(app, type);
    return { json: { app, type, disabled: true }, lines: [`${type} of ${app} stays as it is now: see rostra ps --app ${app}`] };
  },
};

export const autoscaleLog: CliCommand = {
  name: 'ps:autoscale:log',
  summary: 'show what the autoscaler decided and why',
  needsApp: true,
  options: [
    { flags: '-n, --num <decisions>', text: 'how many of the newest (30 unless said)' },
    { flags: '--changes', text: 'only those that changed something or were kept from it' },
  ],
  example: 'rostra ps:autoscale:log --changes --app hello',
  run: async (call) => {
    const limit = number(call, 'num', 9000) ?? 30;
    const all = await call.platform.autoscaleDecisions(await call.app(), { limit, changes: call.flag('changes') });
    const rows = all.toReversed().map(decisionRow);
    return { json: all, lines: rows.length === 0 ? ['Nothing decided yet.'] : columns(['When', 'Type', 'Kind', 'Decision'], rows) };
  },
};

const decisionRow = ({ at, type, kind, words }: AutoscaleDecision): readonly string[] => [at.slice(0, 19), type, kind, words];
