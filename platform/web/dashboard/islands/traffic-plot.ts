import uPlot from 'uplot';
import { durationWords } from '#kit/time/duration.ts';
import { drawMarks } from './event-marks.ts';
import { rootTicks, type Mark, type TrafficSeries } from './traffic-series.ts';

/** One chart and what it reads. */
export interface PlotWish {
  readonly host: HTMLElement;
  readonly kind: 'speed' | 'throughput';
  readonly windowSeconds: number;
  readonly series: () => TrafficSeries;
  readonly marks: () => Iterable<Mark>;
  /** The crosshair moved: the index of the second under it, null when it is gone. */
  readonly onCross: (index: number | null) => void;
}

export const plotData: Record<PlotWish['kind'], (series: TrafficSeries) => uPlot.AlignedData> = {
  speed: ({ seconds, p50, p95, p99 }) => [[...seconds], [...p50], [...p95], [...p99]],
  throughput: ({ seconds, ok, failed }) => [[...seconds], [...ok], [...failed]],
};

const heights = { speed: 168, throughput: 130 } as const;

/** A uPlot in the look's colours. The two charts of a page share their crosshair. */
export function makePlot(wish: PlotWish): uPlot {
  const colour = colours(wish.host);
  const isSpeed = wish.kind === 'speed';
  return new uPlot(
    {
      ...plotSize(wish),
      legend: { show: false },
      padding: [isSpeed ? 26 : 8, 18, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'traffic' }, points: { size: 6 } },
      scales: {
        x: { range: () => shownTime(wish) },
        y: isSpeed
          ? { distr: 100, fwd: Math.sqrt, bwd: (value) => value * value, range: (_, __, top) => [0, Math.max(10, top || 0) * 1.08] }
          : { range: (_, __, top) => [0, Math.max(4, top || 0) * 1.1] },
      },
      axes: [timeAxis(colour, !isSpeed), isSpeed ? speedAxis(colour) : countAxis(colour)],
      series: [{}, ...(isSpeed ? speedLines(colour) : throughputAreas(colour))],
      hooks: {
        draw: [(plot) => isSpeed && drawMarks(plot, wish.marks(), markColours(colour))],
        setCursor: [(plot) => wish.onCross(plot.cursor.idx ?? null)],
      },
    },
    plotData[wish.kind](wish.series()),
    wish.host,
  );
}

export function plotSize({ host, kind }: Pick<PlotWish, 'host' | 'kind'>): { width: number; height: number } {
  return { width: host.clientWidth, height: heights[kind] };
}

type Colour = (name: string) => string;

function colours(host: HTMLElement): Colour {
  const style = getComputedStyle(host);
  return (name) => style.getPropertyValue(`--r-${name}`).trim();
}

function markColours(colour: Colour) {
  return {
    change: colour('brand'),
    warning: colour('late-fill'),
    critical: colour('fail-fill'),
    onChange: '#fff',
    line: colour('line-strong'),
  };
}

const leastShownSeconds = 120;

/** The whole window, or less while the app is younger than that. */
function shownTime({ series, windowSeconds }: Pick<PlotWish, 'series' | 'windowSeconds'>): [number, number] {
  const { seconds } = series();
  const until = seconds.at(-1) ?? Date.now() / 1000;
  const known = until - (seconds[0] ?? until);
  return [until - Math.min(windowSeconds, Math.max(leastShownSeconds, known)), until];
}

const font = '450 11px Inter, system-ui, sans-serif';
const timeWords = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
/** Steps of the time axis in seconds: whole minutes, so that no label stands twice. */
const timeSteps = [60, 120, 300, 600, 900, 1800, 3600];

function timeAxis(colour: Colour, isLabelled: boolean): uPlot.Axis {
  return {
    grid: { show: false },
    ticks: { show: false },
    border: { show: true, stroke: colour('line-strong'), width: 1 },
    stroke: colour('muted'),
    font,
    size: isLabelled ? 26 : 6,
    space: 70,
    incrs: timeSteps,
    values: (_, seconds) => (isLabelled ? seconds.map((second) => timeWords.format(second * 1000)) : seconds.map(() => '')),
  };
}

function valueAxis(colour: Colour): uPlot.Axis {
  return { grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, stroke: colour('muted'), font, size: 58, gap: 6 };
}

function speedAxis(colour: Colour): uPlot.Axis {
  return {
    ...valueAxis(colour),
    filter: (_, heights_) => heights_, // uPlot's own keeps powers of ten only
    splits: (plot) => rootTicks(plot.scales['y']?.max ?? 0),
    values: (_, heights_) => heights_.map((ms) => (ms === 0 ? '0' : durationWords(ms))),
  };
}

function countAxis(colour: Colour): uPlot.Axis {
  return {
    ...valueAxis(colour),
    space: 34,
    values: (_, counts) => counts.map((count) => (Number.isInteger(count) ? count.toLocaleString('en') : '')),
  };
}

function speedLines(colour: Colour): uPlot.Series[] {
  return [
    { stroke: colour('p50'), width: 1.6, points: lonePoints(colour('p50')) },
    { stroke: colour('p95'), width: 2.2, points: lonePoints(colour('p95')) },
    { stroke: colour('p99'), width: 1.6, dash: [5, 3], points: lonePoints(colour('p99')) },
  ];
}

/** A second with no neighbours makes no line: it is a dot. */
function lonePoints(colour: string): uPlot.Series.Points {
  const isLone = (values: uPlot.AlignedData[number], index: number): boolean =>
    values[index] != null && values[index - 1] == null && values[index + 1] == null;
  return {
    show: true,
    size: 4,
    fill: colour,
    filter: (plot, column) => {
      const values = plot.data[column] ?? [];
      return Array.from(values.keys()).filter((index) => isLone(values, index));
    },
  };
}

/** Failures are bars: one second of them must be seen, and none of them is no line. */
function throughputAreas(colour: Colour): uPlot.Series[] {
  const bars = uPlot.paths.bars?.({ size: [1, 1000, 2] });
  return [
    { fill: `${colour('ok-fill')}6b`, stroke: colour('ok-fill'), width: 1, points: { show: false } },
    { fill: colour('fail-fill'), width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) },
  ];
}
