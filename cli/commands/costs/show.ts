import { csvLine } from '#kit/files/csv.ts';
import { microText } from '../../../platform/client.ts';
import type { CostReport } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns, facts } from '../../output.ts';

export const costs: CliCommand = {
  name: 'costs',
  aliases: ['costs:show'],
  summary: 'what was spent, by app and by thing; what runs now and what the month will come to',
  options: [
    { flags: '-a, --app <name>', text: 'only this app' },
    { flags: '--from <day>', text: 'the first day, as 2026-07-01; else the first of this month' },
    { flags: '--to <day>', text: 'the last day; else today' },
    { flags: '--by-day', text: 'day by day' },
    { flags: '--csv', text: 'for a spreadsheet' },
  ],
  example: 'rostra costs --from 2026-07-01 --to 2026-07-14',
  run: async (call) => {
    const report = await call.platform.costs({
      app: call.option('app') ?? undefined,
      from: call.option('from') ?? undefined,
      to: call.option('to') ?? undefined,
    });
    if (call.flag('csv')) return { json: report, lines: asCsv(report) };
    return { json: report, lines: [...headOf(report), '', ...(call.flag('byDay') ? byDay(report) : byThing(report))] };
  },
};

function headOf(report: CostReport): string[] {
  const money = (micro: number): string => microText(micro, report.currency);
  const prices = report.isConfirmed ? report.book : `${report.book} as shipped on ${report.shipped}, not confirmed yet`;
  const machine: [string, string][] = report.machineMicro === null ? [] : [['This machine really', machineWords(report)]];
  return [
    bold(`=== Costs from ${report.from.slice(0, 10)}`),
    ...facts([
      ['Spent', money(report.totalMicro)],
      ['Now', `${microText(report.perHourMicro, report.currency, 4)} an hour`],
      ['This month', `${money(report.monthMicro)}, likely ${money(report.forecastMicro)} at its end`],
      ['Prices', prices],
      ...machine,
    ]),
  ];
}

/** `$0.62 (tab $0.40, lab $0.22)` */
function machineWords({ machineMicro, machineByApp, currency }: CostReport): string {
  const shares = machineByApp.map(({ name, amountMicro }) => `${name} ${microText(amountMicro, currency)}`);
  return `${microText(machineMicro ?? 0, currency)}${shares.length === 0 ? '' : ` (${shares.join(', ')})`}`;
}

function byThing({ lines, currency }: CostReport): string[] {
  const rows = lines.map(({ app, kind, key, unitSeconds, amountMicro, isUnpriced }) => [
    app,
    kind,
    key,
    `${(unitSeconds / 3600).toFixed(1)} h`,
    isUnpriced ? 'no price' : microText(amountMicro, currency, 4),
  ]);
  return columns(['App', 'Kind', 'What', 'Hours', 'Costs'], rows);
}

function asCsv({ lines, currency }: CostReport): string[] {
  const rows = lines.map(({ app, kind, key, unitSeconds, amountMicro }) => [
    app,
    kind,
    key,
    unitSeconds,
    amountMicro / 1_000_000,
    currency,
  ]);
  return [['app', 'kind', 'what', 'seconds', 'amount', 'currency'], ...rows].map((row) => csvLine(row, true).trimEnd());
}

const byDay = (report: CostReport): string[] =>
  columns(
    ['Day (UTC)', 'Costs'],
    report.byDay.map(({ name, amountMicro }) => [name, microText(amountMicro, report.currency, 4)]),
  );
