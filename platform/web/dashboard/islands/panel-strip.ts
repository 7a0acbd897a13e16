import { findCode } from '../../../rules/codes.ts';
import type { CodeCount, MetricPanels } from '../../../rules/metric-panels.ts';
import { letters } from './event-marks.ts';
import { plotPadding } from './panel-plot.ts';

const rows = { critical: 16, warning: 44, info: 72 } as const;
const height = 90;
const names = { critical: 'Critical', warning: 'Warning', info: 'Changes' } as const;

/** What happened, on the charts' time axis: codes by how bad they are, and changes. A sign leads to the log. */
export function drawStrip(host: HTMLElement, metrics: MetricPanels, logs: string): void {
  const width = host.clientWidth;
  if (width === 0) return;
  const svg = part('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    class: 'r-chart',
    'aria-label': stripWords(metrics),
  });
  const left = plotPadding.left;
  const right = width - plotPadding.right;
  for (const [level, y] of Object.entries(rows)) {
    svg.append(
      text(names[level === 'critical' || level === 'warning' ? level : 'info'], { x: left - 8, y: y + 4, 'text-anchor': 'end' }),
      part('path', { class: 'g', d: `M${left} ${y}H${right}` }),
    );
  }
  const x = (second: number): number => left + ((second - metrics.from) / Math.max(1, metrics.to - metrics.from)) * (right - left);
  svg.append(...codeSigns(metrics.codes, x, logs), ...changeSigns(metrics, x));
  host.replaceChildren(svg);
}

function stripWords({ codes, events }: MetricPanels): string {
  const counts = Map.groupBy(codes, ({ code }) => code);
  const told = [...counts].map(([code, own]) => `${sumOf(own)} times ${code}`);
  return `Events: ${[...told, `${events.length} changes`].join(', ')}`;
}

type Place = (second: number) => number;

function codeSigns(codes: readonly CodeCount[], x: Place, logs: string): SVGElement[] {
  const byCode = [...Map.groupBy(codes, ({ code }) => code)];
  return byCode.flatMap(([code, own]) => {
    const facts = findCode(code);
    const level = facts?.level === 'critical' || facts?.level === 'warning' ? facts.level : 'info';
    const link = part('a', { href: `${logs}?search=${encodeURIComponent(code)}` });
    link.append(...own.map(({ second, count }) => codeSign(level, x(second), count)));
    const [first] = own;
    const last = own.at(-1);
    if (level !== 'info' && first && last)
      link.append(
        text(`${code} ${facts?.title.toLowerCase() ?? ''} × ${sumOf(own)}`, {
          class: 'b',
          ...beside(x(first.second), x(last.second), rows[level]),
        }),
      );
    return link;
  });
}

const sumOf = (own: readonly CodeCount[]): number => own.reduce((sum, { count }) => sum + count, 0);

/** To the right of the last sign, or to the left of the first where there is more room. */
function beside(first: number, last: number, y: number): Readonly<Record<string, string | number>> {
  return first > 300 ? { x: first - 12, y: y + 4, 'text-anchor': 'end' } : { x: last + 12, y: y + 4 };
}

function codeSign(level: keyof typeof rows, x: number, count: number): SVGElement {
  const size = Math.min(8, 4 + Math.log10(Math.max(1, count)) * 2);
  const y = rows[level];
  if (level === 'warning')
    return part('path', {
      d: `M${x} ${y - size}l${size} ${size * 1.8}h${-2 * size}z`,
      fill: 'var(--r-late-fill)',
      stroke: 'var(--r-surface)',
    });
  const half = size / 2;
  const octagon = `M${x - size} ${y}l${half} ${-size}h${size}l${half} ${size}l${-half} ${size}h${-size}z`;
  return part('path', {
    d: octagon,
    fill: level === 'critical' ? 'var(--r-fail-fill)' : 'var(--r-line-strong)',
    stroke: 'var(--r-surface)',
  });
}

const besideLetter = 13;

/** The newest changes have their words, as far as they do not lie on each other. */
function changeSigns({ events, from, to }: MetricPanels, x: Place): SVGElement[] {
  const shown = events
    .map((event) => ({ ...event, second: Date.parse(event.at) / 1000 }))
    .filter(({ second }) => second >= from && second < to);
  let free = Infinity;
  return shown
    .toSorted((a, b) => b.second - a.second)
    .flatMap(({ second, kind, text: words }) => {
      const at = x(second);
      if (at > free - 16) return [];
      const room = free - at - besideLetter;
      free = at;
      const colour = kind === 'crash' ? 'var(--r-fail-fill)' : 'var(--r-brand)';
      const sign = part('circle', { cx: at, cy: rows.info, r: 8, fill: colour });
      const letter = text(letters[kind], {
        x: at,
        y: rows.info + 3.6,
        'text-anchor': 'middle',
        style: 'font-size:9.5px;font-weight:700;fill:var(--r-on-brand)',
      });
      const title = part('title', {});
      title.textContent = words;
      sign.append(title);
      return room > words.length * 6.4 && room < Infinity
        ? [sign, letter, text(words, { x: at + besideLetter, y: rows.info + 4 })]
        : [sign, letter];
    });
}

function part(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function text(words: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = part('text', attributes);
  made.textContent = words;
  return made;
}
