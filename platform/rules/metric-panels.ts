import type { Gauges } from './gauges.ts';
import { panelMakers } from './metric-panel-lines.ts';
import type { Plan } from './plans.ts';
import type { AppEvent } from './resources.ts';
import type { StatementRow } from './statements.ts';
import type { TrafficStep } from './traffic.ts';

/** How a line is drawn: those of a stack stand on each other. */
export type LineLook = 'line' | 'dashed' | 'area' | 'stack' | 'limit';

export type PanelUnit = 'ms' | 'rate' | 'number' | 'mb' | 'percent';

export interface PanelLine {
  readonly key: string;
  readonly label: string;
  readonly look: LineLook;
  /** A colour of the look, without its prefix. */
  readonly colour: string;
  /** Drawn from the start; the others when somebody asks for them. */
  readonly isShown: boolean;
  /** Another than its panel's: it is told beside the charts and in tables, and not drawn. */
  readonly unit?: PanelUnit;
  /** One for each second of the axis; null where nothing was measured, so that a gap stays a gap. */
  readonly values: readonly (number | null)[];
}

export interface Panel {
  readonly key: string;
  readonly title: string;
  readonly unit: PanelUnit;
  /** What it means now, in a sentence. */
  readonly say: string;
  /** How bad that is. */
  readonly state: 'ok' | 'late' | 'fail';
  readonly lines: readonly PanelLine[];
}

/** An app's figures over a time: charts on one axis, and what happened on it. */
export interface MetricPanels {
  readonly app: string;
  /** Seconds since 1970; `to` is not part of the time. */
  readonly from: number;
  readonly to: number;
  readonly stepSeconds: number;
  readonly seconds: readonly number[];
  readonly panels: readonly Panel[];
  /** Where the time went, most of it first. */
  readonly routes: readonly RouteRow[];
  /** In which statements its databases spent their time; of the last hours at most. */
  readonly statements: readonly StatementRow[];
  /** The slowest routes of the steps that were slow, by their second. */
  readonly spikes: Readonly<Record<string, readonly RouteRow[]>>;
  /** How often each code was answered, by second. */
  readonly codes: readonly CodeCount[];
  readonly events: readonly AppEvent[];
  readonly totals: TrafficTotals;
}

/** All requests of the time. */
export interface TrafficTotals {
  readonly requests: number;
  readonly failedByRouter: number;
  readonly failedByApp: number;
  /** Milliseconds; null without requests. */
  readonly p95: number | null;
}

export interface CodeCount {
  readonly second: number;
  readonly code: string;
  readonly count: number;
}

export interface RouteRow {
  readonly route: string;
  readonly requests: number;
  readonly failed: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Of the time of all routes, in percent. */
  readonly timePercent: number;
}

/** What the panels are made of. */
export interface PanelScene {
  readonly stepSeconds: number;
  readonly seconds: readonly number[];
  readonly traffic: ReadonlyMap<number, TrafficStep>;
  /** Of how many seconds of a step a router spoke. */
  readonly reported: ReadonlyMap<number, number>;
  /** Of the app's dynos. */
  readonly dynos: ReadonlyMap<number, Gauges>;
  readonly addons: readonly AddonGauges[];
  readonly host: ReadonlyMap<number, Gauges>;
  /** The traffic of a former time, as if it were of this one; empty when nothing is compared. */
  readonly former: ReadonlyMap<number, TrafficStep>;
}

export interface AddonGauges {
  readonly name: string;
  readonly service: Plan['service'];
  readonly gauges: ReadonlyMap<number, Gauges>;
}

/** In the order of the page; without those of which nothing is known at all. */
export function panelsOf(scene: PanelScene): readonly Panel[] {
  return panelMakers
    .flatMap((make) => make(scene))
    .filter(({ lines }) => lines.some(({ values }) => values.some((value) => value !== null)));
}

/** The starts of the steps of a time. */
export function axisOf({ from, to, seconds }: { readonly from: number; readonly to: number; readonly seconds: number }): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / seconds)) }, (_, at) => from + at * seconds);
}
