import type { MetricPanels } from '../rules/metric-panels.ts';

/** Which time: the last `seconds`, or from one second to another. */
export interface PanelQuery {
  readonly seconds?: number;
  readonly from?: number;
  readonly to?: number;
  /** In steps of 1, 10, 60, 600 or 3,600 s rather than those that fit the time. */
  readonly stepSeconds?: number;
  /** Shown beside it: the same time so many seconds ago. */
  readonly compareSeconds?: number;
  /** Requests alone: nothing that is read off dynos, add-ons and the machine, no routes, statements and events. */
  readonly only?: 'traffic';
}

/** The verbs of figures. */
export interface MetricVerbs {
  /** Everything that the page of figures shows of an app. */
  panels(app: string, query: PanelQuery): Promise<MetricPanels>;
  /** Figures of now for a collector, as OpenMetrics. */
  exposition(): Promise<{ readonly text: string }>;
}
