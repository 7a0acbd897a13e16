import { card } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { Day, DayMark } from '../day.ts';
import { count } from '../format.ts';

const width = 1206;
const left = 56;
const right = 16;
const top = 24;
const base = 176;
const rowsAt = [208, 230] as const;
/** A mark with its words; one that stands nearer to the mark before it than the first is left out, nearer than the second says no word. */
const nearest = 18;
const wordsWidth = 7;

const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const days = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

/** The day at a glance: pages a minute, what was done, what comes; the same as a list. Nothing on a day on which nothing is. */
export function dayCard(day: Day): Html | null {
  const busiest = day.rates.reduce((most, each) => (each.perMinute > most.perMinute ? each : most), { atMs: 0, perMinute: 0 });
  if (busiest.perMinute === 0 && day.marks.every(({ isPlanned }) => !isPlanned)) return null;
  const say =
    busiest.perMinute === 0
      ? 'Nobody has asked for a page yet.'
      : `Pages a minute. Busiest: ${count(Math.round(busiest.perMinute))} at ${hours.format(busiest.atMs)}.`;
  const list = day.marks.map(({ atMs, label, isPlanned }) => html`<li>${hours.format(atMs)} ${label}${isPlanned && ' (planned)'}</li>`);
  return card({
    title: days.format(day.nowMs),
    say,
    body: html`<div class="r-scroll" tabindex="0" role="region" aria-label="Timeline of the day"><div class="r-timeline">${chart(day, busiest.perMinute)}</div></div>${list.length > 0 && html`<details class="r-as-table"><summary>As a list</summary><ul>${list}</ul></details>`}`,
  });
}

function chart(day: Day, busiest: number): Html {
  const { fromMs, toMs, nowMs, rates } = day;
  const most = niceCeiling(busiest);
  const x = (atMs: number): number => round(left + ((atMs - fromMs) / (toMs - fromMs)) * (width - left - right));
  const y = (perMinute: number): number => round(base - (perMinute / most) * (base - top - 20));
  const points = rates.filter(({ atMs }) => atMs >= fromMs).map(({ atMs, perMinute }) => `${x(atMs)} ${y(perMinute)}`);
  const line = points.length === 0 ? '' : `M${points.join('L')}`;
  const grid = [0.5, 1].map((share) => share * most);
  return html`<svg class="r-chart" viewBox="0 0 ${width} 248" role="img" aria-label="Pages a minute today, at most ${count(Math.round(busiest))}">
    ${grid.map((at) => html`<path class="g" d="M${left} ${y(at)}H${width - right}"/><text x="${left - 10}" y="${y(at) + 4}" text-anchor="end">${count(at)}</text>`)}
    ${line !== '' && html`<path class="a" d="${line}L${points.at(-1)?.split(' ')[0]} ${base}L${points[0]?.split(' ')[0]} ${base}Z"/><path class="l p50" d="${line}"/>`}
    <path class="axis" d="M${left} ${base}H${width - right}"/>${ticks(day).map((atMs) => html`<text x="${x(atMs)}" y="${base + 14}" text-anchor="middle">${hours.format(atMs)}</text>`)}
    <path d="M${x(nowMs)} 12V${base}" stroke="var(--r-brand)" stroke-width="2"/><rect x="${x(nowMs) - 32}" y="0" width="64" height="18" rx="9" fill="var(--r-brand)"/><text x="${x(nowMs)}" y="13" text-anchor="middle" style="fill:var(--r-on-brand)">now ${hours.format(nowMs)}</text>
    ${marksOf(day.marks, { x, letters: 'PDC', at: rowsAt[0] })}${marksOf(day.marks, { x, letters: 'SB', at: rowsAt[1] })}</svg>`;
}

interface Row {
  readonly x: (atMs: number) => number;
  readonly letters: string;
  readonly at: number;
}

/** Of marks that stand on each other the last one; words only where there is room for them. */
function marksOf(all: readonly DayMark[], { x, letters, at }: Row): readonly Html[] {
  const own = all.filter(({ letter }) => letters.includes(letter));
  const seen = own.filter((mark, index) => x(own[index + 1]?.atMs ?? Infinity) - x(mark.atMs) >= nearest);
  return seen.map((mark, index) => {
    const room = Math.min(x(seen[index + 1]?.atMs ?? Infinity), width) - x(mark.atMs) - 2 * nearest;
    const label = mark.label.length * wordsWidth <= room ? mark.label : '';
    return markOf(mark, { at: x(mark.atMs), row: at, label });
  });
}

function markOf(
  { letter, label: whole, isPlanned, atMs }: DayMark,
  { at, row, label }: { readonly at: number; readonly row: number; readonly label: string },
): Html {
  const [fill, ink] = isPlanned ? ['var(--r-surface)', 'var(--r-brand-text)'] : ['var(--r-brand)', 'var(--r-on-brand)'];
  return html`<g transform="translate(${at} ${row})"><title>${hours.format(atMs)} ${whole}</title><circle r="8" fill="${fill}" stroke="var(--r-brand)" stroke-width="1.5" stroke-dasharray="${isPlanned ? '2 2' : 'none'}"/><text y="3.6" text-anchor="middle" style="font-size:9.5px;font-weight:700;fill:${ink}">${letter}</text><text x="12" y="4">${label}</text></g>`;
}

const hourMs = 3_600_000;

/** Every hour, or every second one of a long day. */
function ticks({ fromMs, toMs }: Day): readonly number[] {
  const everyMs = (toMs - fromMs) / hourMs > 12 ? 2 * hourMs : hourMs;
  return Array.from({ length: Math.floor((toMs - fromMs) / everyMs) + 1 }, (_, at) => fromMs + at * everyMs);
}

/** The next of 10, 20, 50, 100 … */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? 10 * power;
}

const round = (value: number): number => Math.round(value * 10) / 10;
