import uPlot from 'uplot';
import type { MetricPanels, Panel, PanelLine } from '../../../rules/metric-panels.ts';
import { metricWords } from './metric-words.ts';
import type { PanelKeys } from './panel-keys.ts';
import { rootTicks } from './traffic-series.ts';

/** One chart and what it reads. */
export interface PanelWish {
  readonly panel: Panel;
  readonly metrics: () => MetricPanels;
  readonly keys: PanelKeys;
  readonly host: HTMLElement;
  /** It has the words of the time axis. */
  readonly isLast: boolean;
  /** The crosshair moved: the index of the step under it, null when it is gone. */
  readonly onCross: (index: number | null) => void;
  /** A part of the time was chosen, in seconds. */
  readonly onZoom: (from: number, to: number) => void;
}

/** Left and right of the drawing, so that all charts of the page have one time axis. */
export const plotPadding = { left: 58, right: 18 } as const;

const heights: Readonly<Record<string, number>> = { speed: 190 };
const usualHeight = 116;
const axisHeight = 26;

export const plotWidth = (host: Element | null): number => host?.clientWidth ?? 0;

/** Lines that are shown, those of a stack on top of each other: the highest first, so that the lower ones are painted over it. */
function drawnLines(panel: Panel, keys: PanelKeys): readonly PanelLine[] {
  const shown = panel.lines.filter((line) => line.unit === undefined && keys.isShown(panel, line));
  const stack = shown.filter(({ look }) => look === 'stack');
  const stacked = stack.map((line, at) => ({
    ...line,
    values: line.values.map((value, step) => (value === null ? null : sumAt(stack.slice(0, at + 1), step))),
  }));
  return [...stacked.toReversed(), ...shown.filter(({ look }) => look !== 'stack')];
}

const sumAt = (lines: readonly PanelLine[], step: number): number => lines.reduce((sum, { values }) => sum + (values[step] ?? 0), 0);

export function panelData(panel: Panel, { seconds }: MetricPanels, keys: PanelKeys): uPlot.AlignedData {
  return [[...seconds], ...drawnLines(panel, keys).map(({ values }) => [...values])];
}

/** A uPlot in the look's colours, whose crosshair is that of all charts of the page. */
export function makePanelPlot(wish: PanelWish): uPlot {
  const { panel, keys, host, isLast, metrics } = wish;
  const style = getComputedStyle(host);
  const colour = (name: string): string => style.getPropertyValue(`--r-${name}`).trim();
  return new uPlot(
    {
      width: plotWidth(host),
      height: (heights[panel.key] ?? usualHeight) + (isLast ? axisHeight : 0),
      legend: { show: false },
      padding: [8, plotPadding.right, 0, 0],
      cursor: { y: false, drag: { x: true, y: false, setScale: false }, sync: { key: 'panels' }, points: { size: 6 } },
      scales: { x: { range: () => [metrics().from, metrics().to] }, y: yScale(wish) },
      axes: [timeAxis(colour, wish), valueAxis(colour, wish)],
      series: [{}, ...drawnLines(panel, keys).map((line) => seriesOf(line, colour))],
      hooks: {
        draw: [(plot) => drawChanges(plot, metrics(), colour('line-strong'))],
        setCursor: [(plot) => wish.onCross(plot.cursor.idx ?? null)],
        setSelect: [
          (plot) =>
            plot.select.width > 8 &&
            wish.onZoom(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x')),
        ],
      },
    },
    panelData(panel, metrics(), keys),
    host,
  );
}

const least: Readonly<Record<Panel['unit'], number>> = { ms: 10, rate: 1, number: 2, mb: 64, percent: 100 };

/** Times on a root scale, where a spike leaves the usual to be seen, or a logarithmic one. */
function yScale({ panel, keys }: PanelWish): uPlot.Scale {
  const top = (value: number | null): number => Math.max(least[panel.unit], value ?? 0) * 1.08;
  if (keys.isLogarithmic(panel)) return { distr: 3, log: 10, range: (_, bottom, value) => [Math.max(0.1, bottom || 1), top(value)] };
  if (panel.unit === 'ms') return { distr: 100, fwd: Math.sqrt, bwd: (value) => value * value, range: (_, __, value) => [0, top(value)] };
  return { range: (_, __, value) => [0, top(value)] };
}

const font = '450 11px Inter, system-ui, sans-serif';
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const daySeconds = 86_400;
/** Whole minutes, so that no label stands twice. */
const timeSteps = [
  60,
  120,
  300,
  600,
  900,
  1800,
  3600,
  7200,
  10_800,
  21_600,
  43_200,
  daySeconds,
  2 * daySeconds,
  7 * daySeconds,
  30 * daySeconds,
];

function timeAxis(colour: (name: string) => string, { isLast, metrics }: PanelWish): uPlot.Axis {
  const { from, to } = metrics();
  const words = to - from <= daySeconds ? clock : to - from <= 4 * daySeconds ? dayAndClock : day;
  return {
    grid: { show: false },
    ticks: { show: false },
    border: { show: true, stroke: colour('line-strong'), width: 1 },
    stroke: colour('muted'),
    font,
    size: isLast ? axisHeight : 6,
    space: words === dayAndClock ? 110 : 70,
    incrs: timeSteps,
    values: (_, seconds) => seconds.map((second) => (isLast ? words.format(second * 1000) : '')),
  };
}

function valueAxis(colour: (name: string) => string, { panel, keys }: PanelWish): uPlot.Axis {
  const isRoot = panel.unit === 'ms' && !keys.isLogarithmic(panel);
  return {
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    stroke: colour('muted'),
    font,
    size: plotPadding.left,
    gap: 6,
    space: 30,
    ...(isRoot ? { filter: (_: uPlot, splits: number[]) => splits, splits: (plot: uPlot) => rootTicks(plot.scales['y']?.max ?? 0) } : {}),
    values: (_, values) => values.map((value) => (value === null ? '' : metricWords(value, panel.unit).replace('/s', ''))),
  };
}

function seriesOf({ look, colour: name }: PanelLine, colour: (name: string) => string): uPlot.Series {
  const stroke = colour(name);
  const points = { show: false };
  const looks: Record<PanelLine['look'], uPlot.Series> = {
    line: { stroke, width: 1.8, points },
    dashed: { stroke, width: 1.6, dash: [5, 3], points },
    area: { stroke, width: 1.6, fill: `${stroke}2e`, points },
    stack: { stroke, width: 1, fill: stroke, points },
    limit: { stroke, width: 1.6, dash: [6, 4], points, paths: uPlot.paths.stepped?.({ align: 1 }) ?? (() => null) },
  };
  return looks[look];
}

/** A hairline where something was changed. */
function drawChanges(plot: uPlot, { events, from, to }: MetricPanels, stroke: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { at } of events) {
    const second = Date.parse(at) / 1000;
    if (second < from || second >= to) continue;
    const x = plot.valToPos(second, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
