import type { LabReport } from './lab.ts';
import type { TabReport } from './tab.ts';
import type { Totals } from './tally.ts';
import type { DynoLoad } from './target.ts';

export type Report = LabReport | TabReport;

/** True when everybody finished and nothing failed: a cut request that was sent again and counted once is no failure. */
export function isPassed(report: Report): boolean {
  return report.finished === report.asked && report.failed === 0;
}

/** The report as a person reads it, the answer first. */
export function reportText(report: Report): string {
  return [
    headline(report),
    '',
    ...(report.rehearsal === 'lab' ? labLines(report) : tabLines(report)),
    ...requestLines(report),
    ...report.dynos.map((dyno) => dynoLine(dyno)),
  ].join('\n');
}

function headline(report: Report): string {
  const who =
    report.rehearsal === 'lab'
      ? `of ${report.asked} people finished ${report.game}`
      : `of ${report.asked} judges and spectators got through`;
  const trouble = report.failed === 0 ? 'nothing failed' : `${report.failed} failed`;
  return `${isPassed(report) ? 'Passed' : 'Not passed'}: ${report.finished} ${who} in ${report.seconds} s; ${trouble}.`;
}

function labLines(report: LabReport): string[] {
  return [
    line('session', report.session),
    line('pages', `${report.pages}, ${report.pagesPerSecond} a second; ${report.submits} submits`),
    line('export', `${report.rows.wide} rows wide, ${report.rows.ofGame} of the game; answers and payoffs computed again`),
  ];
}

function tabLines(report: TabReport): string[] {
  return [
    line('tournament', report.tournament),
    line('pages', `${report.pages}, ${report.pagesPerSecond} a second`),
    line('draw', `on every one of ${report.spectators} screens within ${report.drawSeenMs ?? '–'} ms of the publish`),
    line(
      'ballots',
      `${report.ballots.confirmed} of ${report.ballots.debates} debates have their one confirmed ballot; ${report.ballots.sent} were sent`,
    ),
  ];
}

function requestLines(report: Totals): string[] {
  const times = `p50 ${report.p50Ms} ms, p95 ${report.p95Ms} ms, p99 ${report.p99Ms} ms, slowest ${report.maxMs} ms`;
  return [
    line('requests', `${report.requests}; ${times}`),
    ...Object.entries(report.failures).map(([what, times_]) => line('failed', `${times_} × ${what}`)),
    ...(report.cut === 0 ? [] : [line('cut', `${named(report.cuts)}: sent again with the same intent, counted once`)]),
  ];
}

const named = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([code, times]) => `${times} × ${code}`)
    .join(', ');

function dynoLine(dyno: DynoLoad): string {
  const load = dyno.load === null ? 'load not measured yet' : `load ${dyno.load.toFixed(2)}`;
  return line(dyno.name, dyno.memoryMb === null ? load : `${load}, ${Math.round(dyno.memoryMb)} MB`);
}

const line = (name: string, text: string): string => `  ${name.padEnd(12)}${text}`;
