import type { MetricPanels } from '../../../rules/metric-panels.ts';
import { metricWords } from './metric-words.ts';

/** Which lines are told beside the charts, under which words. */
const told: readonly (readonly [panel: RegExp, line: string, words: string])[] = [
  [/^speed$/, 'p99', 'p99'],
  [/^speed$/, 'p95', 'p95'],
  [/^speed$/, 'p50', 'p50, half'],
  [/^throughput$/, 'ok', 'Answered'],
  [/^throughput$/, 'failedByRouter', 'Failed, router'],
  [/^throughput$/, 'failedByApp', 'Failed, app'],
  [/^throughput$/, 'fromCache', 'From cache'],
  [/^load$/, 'load', 'Busy or waiting'],
  [/^load$/, 'up', 'Dynos'],
  [/^memory$/, 'memory', 'Memory'],
  [/^queue$/, 'waiting', 'Waiting in line'],
  [/^postgres-/, 'active', 'DB at work'],
  [/^redis-/, 'clients', 'Redis clients'],
  [/^sockets$/, 'sockets', 'Open sockets'],
  [/^host$/, 'cpu', 'Processors'],
];

const nearSteps = 2;

/** What was measured at one moment; the newest where the crosshair is on none. */
export function showMoment(host: HTMLElement, metrics: MetricPanels, index: number | null): void {
  const at = index ?? metrics.seconds.length - 1;
  const second = metrics.seconds[at];
  if (second === undefined) return;
  host.hidden = false;
  const time = host.querySelector('[data-value=time]');
  if (time) time.textContent = timeWords(second, metrics.stepSeconds);
  host.querySelector('[data-values]')?.replaceChildren(...valuesAt(metrics, at));
  host.querySelector('[data-marks]')?.replaceChildren(...marksAt(metrics, second));
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const timeWords = (second: number, stepSeconds: number): string => (stepSeconds >= 60 ? day : clock).format(second * 1000);

function valuesAt({ panels }: MetricPanels, at: number): HTMLElement[] {
  return told.flatMap(([which, key, words]) => {
    const panel = panels.find((each) => which.test(each.key));
    const line = panel?.lines.find((each) => each.key === key);
    if (!panel || !line) return [];
    const isBad = key.startsWith('failed') && (line.values[at] ?? 0) > 0;
    return [element('dt', words), element('dd', metricWords(line.values[at] ?? null, line.unit ?? panel.unit), isBad ? 'r-fail' : '')];
  });
}

/** What happened about then, and which pages were slow. */
function marksAt({ events, codes, spikes, stepSeconds }: MetricPanels, second: number): HTMLElement[] {
  const isNear = (other: number): boolean => Math.abs(other - second) <= nearSteps * stepSeconds;
  const changes = events.filter(({ at }) => isNear(Date.parse(at) / 1000)).map(({ text }) => element('p', text));
  const counted = Map.groupBy(
    codes.filter((each) => each.second === second),
    ({ code }) => code,
  );
  const told_ = [...counted].map(([code, own]) => element('p', `${code} × ${own.reduce((sum, { count }) => sum + count, 0)}`, 'r-fail'));
  const slow = spikes[String(second)] ?? [];
  const list = document.createElement('ul');
  list.className = 'r-slow';
  list.append(...slow.map(({ route, p95 }) => slowItem(route, metricWords(p95, 'ms'))));
  return [...told_, ...changes, ...(slow.length === 0 ? [] : [element('h3', 'Slowest at this moment'), list])];
}

function slowItem(route: string, words: string): HTMLElement {
  const item = document.createElement('li');
  item.append(element('code', route), element('b', words));
  return item;
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}
