import type { FastifyInstance } from 'fastify';
import { microText } from '../../rules/costs/money-text.ts';
import { reportText } from '../../rules/monitor/report-text.ts';
import type { ReportQuery } from '../../rules/monitor/report.ts';
import { patterns } from './patterns.ts';
import { reportRanges } from './report-range.ts';
import type { ReportRange } from './report-range.ts';
import { monitorPage } from './views/monitor.ts';
import { visitOf, type AppRoute, type Desk } from './visit.ts';

interface ReportRoute extends AppRoute {
  readonly Querystring: { readonly range?: unknown; readonly from?: unknown; readonly to?: unknown; readonly people?: unknown };
}

/** What went on in a time, on one page, and the same to keep. */
export function registerMonitor(server: FastifyInstance, desk: Desk): void {
  server.get<ReportRoute>(patterns.monitor, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { range, query } = wishOf(request.query);
    const { app } = request.params;
    const [report, findings] = await Promise.all([operations.monitorReport(app, query), operations.findings(app)]);
    return show(monitorPage({ report, findings, range, visitor, nowMs }));
  });

  server.get<ReportRoute>(patterns.monitorText, async (request, reply) => {
    const { operations } = await visitOf(request, reply, desk);
    const report = await operations.monitorReport(request.params.app, wishOf(request.query).query);
    return reply
      .type('text/markdown; charset=utf-8')
      .header('content-disposition', `attachment; filename="${report.app}-report.md"`)
      .send(reportText(report, (micro) => microText(micro, report.cost.currency, 3)));
  });
}

/** A range by name, or from and to; the last hour when nothing is said. */
function wishOf({ range, from, to, people }: ReportRoute['Querystring']): {
  readonly range: ReportRange | null;
  readonly query: ReportQuery;
} {
  const wanted = typeof people === 'string' && /^[1-9]\d{0,4}$/.test(people) ? { people: Number(people) } : {};
  if (typeof from === 'string' && from !== '')
    return { range: null, query: { from, to: typeof to === 'string' && to !== '' ? to : undefined, ...wanted } };
  const named = reportRanges.find(({ key }) => key === range) ?? reportRanges[0];
  return { range: named, query: { seconds: named.seconds, ...wanted } };
}
