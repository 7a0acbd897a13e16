import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { metricTime, timeOptions } from '../../metric-time.ts';

const shownRoutes = 8;
const ms = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} ms`);

export const showMetrics: CliCommand = {
  name: 'metrics',
  summary: 'how an app does: speed, throughput, load, memory, databases and the slowest pages',
  needsApp: true,
  options: timeOptions,
  example: 'rostra metrics --app tab --last 24h',
  run: async (call) => {
    const app = await call.app();
    const metrics = await call.platform.panels(app, metricTime(call));
    const panels = metrics.panels.map(({ title, say }) => [title, say]);
    const routes = metrics.routes
      .slice(0, shownRoutes)
      .map(({ route, requests, p50, p95, failed, timePercent }) => [
        route,
        String(requests),
        ms(p50),
        ms(p95),
        String(failed),
        `${timePercent} %`,
      ]);
    const pages = routes.length === 0 ? [] : ['', ...columns(['Page', 'Asked for', 'p50', 'p95', 'Failed', 'Of the time'], routes)];
    const statements = metrics.statements
      .slice(0, shownRoutes)
      .map(({ text, calls, meanMs, timePercent }) => [
        text.replaceAll(/\s+/g, ' ').slice(0, 80),
        String(calls),
        `${meanMs.toFixed(2)} ms`,
        `${timePercent} %`,
      ]);
    const asked = statements.length === 0 ? [] : ['', ...columns(['Statement', 'Calls', 'Mean', 'Of the time'], statements)];
    return { json: metrics, lines: [bold(`=== ${app} Metrics`), ...columns(['What', ''], panels), ...pages, ...asked] };
  },
};
