import type uPlot from 'uplot';
import { openStream } from '#kit/islands/event-stream.ts';
import type { MetricPanels } from '../../../rules/metric-panels.ts';
import { showMoment } from './panel-moment.ts';
import { makePanelPlot, panelData, plotWidth } from './panel-plot.ts';
import { PanelKeys } from './panel-keys.ts';
import { drawStrip } from './panel-strip.ts';
import { isPanels, joined } from './panel-series.ts';
import { onArrows, onTheme } from './watch-page.ts';

interface PanelsProps {
  /** Null: the time is over, and nothing comes. */
  readonly live: string | null;
  /** The page itself, to look closer at a part of its time. */
  readonly page: string;
  readonly logs: string;
  readonly metrics: MetricPanels;
}

/** Charts of one time with one crosshair; a drag looks closer, the keys of a chart show and hide its lines. */
export function mount(element: HTMLElement, props: PanelsProps): () => void {
  const charts = new Charts(element, props);
  const stream = props.live === null ? null : openStream(props.live);
  stream?.on('panels', (data) => isPanels(data) && charts.add(data));
  const themes = onTheme(() => charts.rebuild());
  const keys = onArrows(element, (step) => charts.moveCross(step));
  return () => {
    stream?.close();
    themes();
    keys();
    charts.end();
  };
}

class Charts {
  readonly #element: HTMLElement;
  readonly #props: PanelsProps;
  readonly #keys: PanelKeys;
  readonly #resized = new ResizeObserver(() => this.#fit());
  #metrics: MetricPanels;
  #plots = new Map<string, uPlot>();
  #crossed: number | null = null;

  constructor(element: HTMLElement, props: PanelsProps) {
    this.#element = element;
    this.#props = props;
    this.#metrics = props.metrics;
    this.#keys = new PanelKeys(element, props.metrics, () => this.rebuild());
    this.#resized.observe(element);
    this.rebuild();
  }

  add(more: MetricPanels): void {
    this.#metrics = joined(this.#metrics, more);
    for (const panel of this.#metrics.panels) {
      const say = this.#figure(panel.key)?.querySelector<HTMLElement>('[data-say]');
      if (say && say.textContent !== panel.say) say.textContent = panel.say;
      if (say) say.className = panel.state === 'ok' ? 'r-muted' : `r-muted r-${panel.state}`;
      this.#plots.get(panel.key)?.setData(panelData(panel, this.#metrics, this.#keys));
    }
    this.#strip();
    this.#say();
  }

  /** Anew, in the colours and with the lines of now; the first time in place of the plain drawings. */
  rebuild(): void {
    for (const plot of this.#plots.values()) plot.destroy();
    this.#plots.clear();
    for (const [index, panel] of this.#metrics.panels.entries()) {
      const host = this.#figure(panel.key)?.querySelector<HTMLElement>('[data-plot]');
      if (!host) continue;
      host.replaceChildren();
      const isLast = index === this.#metrics.panels.length - 1;
      const own = { panel, metrics: () => this.#metrics, keys: this.#keys, host, isLast };
      this.#plots.set(panel.key, makePanelPlot({ ...own, onCross: this.#onCross, onZoom: this.#onZoom }));
    }
    this.#strip();
    this.#say();
  }

  moveCross(step: number): void {
    const [plot] = this.#plots.values();
    if (!plot) return;
    const last = this.#metrics.seconds.length - 1;
    const index = Math.min(last, Math.max(0, (this.#crossed ?? last) + step));
    plot.setCursor({ left: plot.valToPos(this.#metrics.seconds[index] ?? 0, 'x'), top: 10 });
  }

  end(): void {
    this.#resized.disconnect();
    for (const plot of this.#plots.values()) plot.destroy();
  }

  #figure(key: string): HTMLElement | null {
    return this.#element.querySelector(`[data-panel="${key}"]`);
  }

  #fit(): void {
    for (const plot of this.#plots.values()) plot.setSize({ width: plotWidth(plot.root.parentElement), height: plot.height });
    this.#strip();
  }

  #strip(): void {
    const host = this.#element.querySelector<HTMLElement>('[data-strip]');
    if (host) drawStrip(host, this.#metrics, this.#props.logs);
  }

  readonly #onCross = (index: number | null): void => {
    this.#crossed = index;
    this.#say();
  };

  readonly #onZoom = (from: number, to: number): void => {
    location.assign(`${this.#props.page}?from=${Math.floor(from)}&to=${Math.ceil(to)}`);
  };

  #say(): void {
    const host = this.#element.querySelector<HTMLElement>('[data-at]');
    if (host) showMoment(host, this.#metrics, this.#crossed);
  }
}
