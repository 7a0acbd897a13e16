import { microText, reportText } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';
import { metricTime, timeOptions } from '../../metric-time.ts';

export const monitorReport: CliCommand = {
  name: 'monitor:report',
  summary: 'one page of what went on in a time, as Markdown: what was wrong, where the seconds went, what brought a rush, what is left',
  needsApp: true,
  options: [...timeOptions, { flags: '--people <n>', text: 'so many are to play the next session of an oTree guest' }],
  example: 'rostra monitor:report --app tab --from 2026-07-05T09:00 --to 2026-07-05T12:00 > round-1.md',
  run: async (call) => {
    const { seconds, from, to } = metricTime(call);
    const query = { seconds, from: isoTime(from), to: isoTime(to), people: peopleIn(call.option('people')) };
    const report = await call.platform.monitorReport(await call.app(), query);
    return {
      json: report,
      lines: reportText(report, (micro) => microText(micro, report.cost.currency, 3))
        .trimEnd()
        .split('\n'),
    };
  },
};

const isoTime = (second: number | undefined): string | undefined =>
  second === undefined ? undefined : new Date(second * 1000).toISOString();

function peopleIn(word: string | null): number | undefined {
  if (word === null) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(word)) throw new UsageFault(`"${word}" is no number of people.`, 'Say --people 120.');
  return Number(word);
}
