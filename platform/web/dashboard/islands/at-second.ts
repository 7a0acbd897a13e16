import { durationWords } from '#kit/time/duration.ts';
import type { Mark, TrafficSeries } from './traffic-series.ts';

export interface Crosshair {
  readonly series: TrafficSeries;
  readonly marks: readonly Mark[];
  /** The second under it, by its place in the series; null: the newest. */
  readonly index: number | null;
}

/** What was measured at one second, in words for the panel beside the charts. */
export function atSecond({ series, marks, index }: Crosshair): Readonly<Record<string, string>> | null {
  const at = index ?? series.seconds.length - 1;
  const second = series.seconds[at];
  if (second === undefined) return null;
  const near = marks.filter((mark) => Math.abs(mark.second - second) < 5);
  return {
    time: new Date(second * 1000).toLocaleTimeString('en-GB'),
    ...Object.fromEntries((['p99', 'p95', 'p50'] as const).map((line) => [line, durationWords(series[line][at] ?? null)])),
    requests: rateWords((series.ok[at] ?? 0) + (series.failed[at] ?? 0)),
    failed: rateWords(series.failed[at] ?? 0),
    marks: near.map(({ text }) => text).join(' · '),
  };
}

/** `14`, `0.4`: a step of several seconds makes fractions. */
function rateWords(rate: number): string {
  return String(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
}

/** Writes the words into the panel's `[data-value=name]` elements. */
export function showAt(panel: HTMLElement, words: Readonly<Record<string, string>>): void {
  panel.hidden = false;
  for (const slot of panel.querySelectorAll<HTMLElement>('[data-value]')) {
    const text = words[slot.dataset['value'] ?? ''] ?? '';
    if (slot.textContent !== text) slot.textContent = text;
  }
}
