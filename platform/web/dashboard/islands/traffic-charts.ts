import type uPlot from 'uplot';
import { openStream } from '#kit/islands/event-stream.ts';
import { atSecond, showAt } from './at-second.ts';
import { makePlot, plotData, plotSize, type PlotWish } from './traffic-plot.ts';
import { onArrows, onTheme } from './watch-page.ts';
import { extended, isMarks, isSeries, noTraffic, type Mark, type TrafficSeries } from './traffic-series.ts';

interface TrafficChartsProps {
  readonly url: string;
  readonly windowSeconds: number;
}

/** Response time and throughput, second by second, with a crosshair whose values stand beside the charts. Arrow keys move it. */
export function mount(element: HTMLElement, { url, windowSeconds }: TrafficChartsProps): () => void {
  const charts = new Charts(element, windowSeconds);
  const stream = openStream(url);
  stream.on('traffic', (data) => isSeries(data) && charts.add(data));
  stream.on('marks', (data) => isMarks(data) && charts.mark(data));
  const themes = onTheme(() => charts.rebuild());
  const keys = onArrows(element, (step) => charts.moveCross(step));
  return () => {
    stream.close();
    themes();
    keys();
    charts.end();
  };
}

class Charts {
  readonly #windowSeconds: number;
  readonly #panel: HTMLElement | null;
  readonly #wishes: readonly PlotWish[];
  readonly #resized = new ResizeObserver(() => this.#fit());
  readonly #marks = new Map<number, Mark>();
  #series: TrafficSeries = noTraffic;
  #plots: uPlot[] = [];
  #crossed: number | null = null;

  constructor(element: HTMLElement, windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
    this.#panel = element.querySelector('[data-at]');
    const own = { windowSeconds, series: () => this.#series, marks: () => this.#marks.values(), onCross: this.#onCross };
    this.#wishes = (['speed', 'throughput'] as const).flatMap((kind) => {
      const host = element.querySelector<HTMLElement>(`[data-plot=${kind}]`);
      return host ? [{ ...own, host, kind }] : [];
    });
    for (const { host } of this.#wishes) this.#resized.observe(host);
  }

  add(more: TrafficSeries): void {
    this.#series = extended(this.#series, more, this.#windowSeconds);
    if (this.#plots.length === 0) this.rebuild();
    else this.#redraw();
  }

  mark(marks: readonly Mark[]): void {
    for (const mark of marks) this.#marks.set(mark.id, mark);
    this.#redraw();
  }

  /** Anew, in the colours of now; the first time in place of the plain drawings. */
  rebuild(): void {
    if (this.#series.seconds.length === 0) return;
    for (const plot of this.#plots) plot.destroy();
    this.#plots = this.#wishes.map((wish) => {
      wish.host.replaceChildren();
      return makePlot(wish);
    });
    this.#say();
  }

  moveCross(step: number): void {
    const [plot] = this.#plots;
    if (!plot) return;
    const last = this.#series.seconds.length - 1;
    const index = Math.min(last, Math.max(0, (this.#crossed ?? last) + step));
    plot.setCursor({ left: plot.valToPos(this.#series.seconds[index] ?? 0, 'x'), top: 10 });
  }

  end(): void {
    this.#resized.disconnect();
    for (const plot of this.#plots) plot.destroy();
  }

  #redraw(): void {
    for (const [index, { kind }] of this.#wishes.entries()) this.#plots[index]?.setData(plotData[kind](this.#series));
    this.#say();
  }

  #fit(): void {
    for (const [index, wish] of this.#wishes.entries()) this.#plots[index]?.setSize(plotSize(wish));
  }

  readonly #onCross = (index: number | null): void => {
    this.#crossed = index;
    this.#say();
  };

  #say(): void {
    const words = atSecond({ series: this.#series, marks: [...this.#marks.values()], index: this.#crossed });
    if (words && this.#panel) showAt(this.#panel, words);
  }
}
