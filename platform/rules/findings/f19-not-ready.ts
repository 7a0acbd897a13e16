import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const soonHours = 48;

/** F19: an event within two days, and what is not done for it yet. */
export function notReady({ event }: MonitorEvidence): Found | null {
  const open = event === null || event.hours >= soonHours ? [] : event.checks.filter(({ isDone }) => !isDone);
  if (event === null || open.length === 0) return null;
  return found('F19', {
    scope: event.title,
    title: `${event.title} begins in ${inWords(event.hours)}, and ${open.length === 1 ? 'one thing is' : `${open.length} things are`} not ready`,
    evidence: [
      { text: `of ${event.checks.length} things are ready`, value: event.checks.length - open.length, unit: '' },
      ...open.map(({ text, found: instead }) => ({ text, value: instead, unit: '' })),
    ],
    actions: open.map(({ text, at }) => look(text, at)),
    weight: open.length,
  });
}

const inWords = (hours: number): string => (hours < 2 ? `${Math.max(1, Math.round(hours * 60))} minutes` : `${Math.round(hours)} hours`);
