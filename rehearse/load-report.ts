import type { LabReport } from './lab.ts';

/** What a load test showed beyond the rehearsal itself. */
export interface LoadReport extends LabReport {
  /** Null where the lab runs elsewhere. */
  readonly processes: number | null;
  /** Milliseconds that the database worked for a page; null where it cannot be asked. */
  readonly databaseMsAPage: number | null;
}

/** Bounds of the lab specification (15.3) that a load test can see, in milliseconds. */
const bounds = { submitP95: 200, releaseP95: 400 };

/** The report as a person reads it, beside the one before of the same experiment if there is one. */
export function loadLines(report: LoadReport, before: LoadReport | null): string[] {
  const { submitMs, releaseMs } = report;
  const line = (name: string, text: string): string => `  ${name.padEnd(12)}${text}`;
  const isClean = report.finished === report.asked && report.failed === 0;
  return [
    `${isClean ? 'Passed' : 'Not passed'}: ${report.finished} of ${report.asked} people finished ${report.game} in ${report.seconds} s; ${report.failed} failed.`,
    '',
    line(
      'pages',
      `${report.pagesPerSecond} a second, ${report.pages} in all; ${report.submits} submits${change(report, before, (one) => one.pagesPerSecond)}`,
    ),
    line(
      'submit',
      `p50 ${submitMs.p50} ms, p95 ${submitMs.p95} ms, p99 ${submitMs.p99} ms; ${judged(submitMs.p95, bounds.submitP95)}${change(report, before, (one) => one.submitMs.p95)}`,
    ),
    ...(releaseMs.p95 === null
      ? []
      : [
          line(
            'wait over',
            `p50 ${releaseMs.p50} ms, p95 ${releaseMs.p95} ms, p99 ${releaseMs.p99} ms; ${judged(releaseMs.p95, bounds.releaseP95)}`,
          ),
        ]),
    ...(report.databaseMsAPage === null
      ? []
      : [line('database', `${report.databaseMsAPage} ms a page${change(report, before, (one) => one.databaseMsAPage)}`)]),
    ...Object.entries(report.failures).map(([what, times]) => line('failed', `${times} × ${what}`)),
  ];
}

function judged(ms: number | null, bound: number): string {
  if (ms === null) return 'not measured';
  return ms <= bound ? `within the budget of ${bound} ms` : `over the budget of ${bound} ms`;
}

/** `; before: 812 (+4 %)` */
function change(report: LoadReport, before: LoadReport | null, of: (one: LoadReport) => number | null): string {
  const [now, then] = [of(report), before && of(before)];
  if (now === null || then === null || then === 0) return '';
  const percent = Math.round((100 * (now - then)) / then);
  return `; before: ${then} (${percent > 0 ? '+' : ''}${percent} %)`;
}
