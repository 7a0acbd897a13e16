import type { Operations } from '../../control/operations.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import { readAppFacts } from './facts.ts';
import { metricsLead } from './metrics-lead.ts';
import type { MetricsPage } from './views/metrics.ts';

export type MetricFacts = Pick<MetricsPage, 'facts' | 'metrics' | 'lead'>;

/** So far back the cause of what is now is looked for. */
const causeMs = 300_000;

/** What the page of figures shows beside those figures, and the one thing to do. */
export async function readMetrics(
  operations: Operations,
  { app, nowMs }: { readonly app: string; readonly nowMs: number },
  figures: Promise<MetricPanels>,
): Promise<MetricFacts> {
  const [facts, metrics, scaling, autoscales] = await Promise.all([
    readAppFacts(operations, app, nowMs),
    figures,
    operations.adviseScaling(app, { from: new Date(nowMs - causeMs).toISOString() }),
    operations.autoscales(app),
  ]);
  const { findings, prices } = facts;
  return { facts, metrics, lead: metricsLead({ metrics, scaling, findings, autoscales, price: prices['web'] ?? null, nowMs }) };
}
