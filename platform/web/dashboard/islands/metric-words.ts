import { durationWords } from '#kit/time/duration.ts';
import type { PanelUnit } from '../../../rules/metric-panels.ts';

/** A value in a reader's words: `2.8 s`, `14 /s`, `302 MB`, `71 %`. */
export function metricWords(value: number | null, unit: PanelUnit): string {
  if (value === null) return '–';
  const words: Record<PanelUnit, () => string> = {
    ms: () => (value < 1 ? '0' : durationWords(value)),
    rate: () => `${figure(value)}/s`,
    number: () => figure(value),
    mb: () => (value < 1024 ? `${Math.round(value)} MB` : `${Math.round((value / 1024) * 10) / 10} GB`),
    percent: () => `${Math.round(value)} %`,
  };
  return words[unit]();
}

function figure(value: number): string {
  const rounded = value < 10 ? Math.round(value * 100) / 100 : Math.round(value);
  return rounded.toLocaleString('en');
}
