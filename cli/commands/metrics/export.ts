import { RostraError } from '#kit/errors/rostra-error.ts';
import { writeCsv } from '#kit/files/csv.ts';
import type { MetricPanels } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { metricTime, timeOptions } from '../../metric-time.ts';

const formats: Readonly<Record<string, (metrics: MetricPanels) => string>> = {
  csv: asCsv,
  json: (metrics) => JSON.stringify(metrics),
  openmetrics: asOpenMetrics,
};

export const exportMetrics: CliCommand = {
  name: 'metrics:export',
  summary: 'the figures of an app over a time, step by step, as csv, json or openmetrics',
  needsApp: true,
  options: [...timeOptions, { flags: '--format <name>', text: 'csv (when nothing is said), json or openmetrics' }],
  example: 'rostra metrics:export --app tab --from 2026-07-05T09:00 --to 2026-07-05T12:00 > round-1.csv',
  run: async (call) => {
    const format = call.option('format') ?? 'csv';
    const write = Object.hasOwn(formats, format) ? formats[format] : undefined;
    if (write === undefined) throw unknownFormat(format);
    const metrics = await call.platform.panels(await call.app(), metricTime(call));
    return { json: metrics, lines: write(metrics).trimEnd().split('\n') };
  },
};

function linesOf({ panels }: MetricPanels) {
  return panels.flatMap((panel) => panel.lines.map((line) => ({ ...line, name: `${panel.key}.${line.key}` })));
}

function asCsv(metrics: MetricPanels): string {
  const lines = linesOf(metrics);
  const rows = metrics.seconds.map((second, at) => [new Date(second * 1000).toISOString(), ...lines.map(({ values }) => values[at])]);
  return writeCsv(['time', ...lines.map(({ name }) => name)], rows);
}

/** Gauges with the time of their step; what was not measured is left out. */
function asOpenMetrics(metrics: MetricPanels): string {
  const families = linesOf(metrics).map(({ name, values }) => {
    const family = `rostra_${name.replaceAll(/\W/g, '_')}`;
    const samples = metrics.seconds.flatMap((second, at) => {
      const value = values[at] ?? null;
      return value === null ? [] : [`${family}{app="${metrics.app}"} ${value} ${second}`];
    });
    return [`# TYPE ${family} gauge`, ...samples].join('\n');
  });
  return [...families, '# EOF'].join('\n');
}

const unknownFormat = (format: string): RostraError =>
  new RostraError({
    code: 'CLI_METRICS_FORMAT',
    status: 422,
    message: `Figures are not written as “${format}”.`,
    hint: 'csv, json or openmetrics.',
  });
