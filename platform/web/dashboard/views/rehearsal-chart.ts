import { html, type Html } from '#kit/html/html.ts';
import type { RehearsalLevel } from '../../../rules/rehearsal-resources.ts';
import { count } from '../format.ts';

/** How quick pages are against how many people there are. */
export interface CapacityChart {
  readonly levels: readonly RehearsalLevel[];
  readonly holds: number;
  readonly expected: number;
  readonly p95Ms: number;
}

const [left, right, top, bottom] = [56, 780, 10, 232];
const roomForWords = 130;

/** Lines of a half, 95 and 99 of 100 pages; what is within bounds on calm ground, what is not on a warning one. */
export function capacityChart({ levels, holds, expected, p95Ms }: CapacityChart): Html {
  const valid = levels.filter(({ verdict }) => verdict !== 'invalid').toSorted((a, b) => a.people - b.people);
  const most = Math.max(expected * 1.1, ...valid.map(({ people }) => people)) * 1.05;
  const broke = valid.some(({ verdict }) => verdict === 'fail');
  const scale = scaleOf(valid, p95Ms);
  const x = (people: number): number => left + ((right - left) * people) / most;
  const words = `95 of 100 pages stay within ${count(p95Ms)} ms up to ${count(holds)} people.`;
  return html`<div class="r-scroll" tabindex="0" role="region" aria-label="Chart"><svg class="r-chart r-capacity" viewBox="0 0 800 272" role="img" aria-label="${words}">
    <rect class="holds" x="${left}" y="${top}" width="${x(holds) - left}" height="${bottom - top}"/>${broke && html`<rect class="breaks" x="${x(holds)}" y="${top}" width="${right - x(holds)}" height="${bottom - top}"/>`}
    ${scale.ticks.map((ms) => html`<path class="g" d="M${left} ${scale.y(ms)}H${right}"/><text x="${left - 8}" y="${scale.y(ms) + 4}" text-anchor="end">${msWords(ms)}</text>`)}
    <path class="lim" d="M${left} ${scale.y(p95Ms)}H${right}"/><text x="${left + 6}" y="${scale.y(p95Ms) - 5}">slow from ${msWords(p95Ms)}</text>
    ${(['p99', 'p50', 'p95'] as const).map((line) => html`<path class="l ${line}" d="${lineOf(valid, line, { x, y: scale.y })}"/>`)}
    ${valid.map(({ people, p95 }) => p95 !== null && html`<circle class="at" cx="${x(people)}" cy="${scale.y(p95)}" r="3"/>`)}
    <path class="axis" d="M${x(holds)} ${top}V${bottom}"/>${holds > 0 && beside(x(holds), 24, `holds ${count(holds)}${broke ? '' : ' or more'}`)}
    <path class="expected" d="M${x(expected)} 60V${bottom}"/>${beside(x(expected), 70, `you expect ${count(expected)}`)}
    <path class="axis" d="M${left} ${bottom}H${right}"/>${roundSteps(most * 0.85).map((people) => html`<text x="${x(people)}" y="${bottom + 18}" text-anchor="middle">${count(people)}</text>`)}<text x="${right}" y="${bottom + 18}" text-anchor="end">people at once</text>
  </svg></div>`;
}

/** Left of its line, or right of it where there is no room. */
function beside(x: number, y: number, words: string): Html {
  const isLeft = x > left + roomForWords;
  return html`<text class="b" x="${isLeft ? x - 6 : x + 6}" y="${y}" text-anchor="${isLeft ? 'end' : 'start'}">${words}</text>`;
}

interface Scale {
  readonly ticks: readonly number[];
  readonly y: (ms: number) => number;
}

/** Logarithmic, so that calm and storm both show. */
function scaleOf(levels: readonly RehearsalLevel[], p95Ms: number): Scale {
  const times = levels.flatMap(({ p50, p99 }) => [p50, p99]).filter((ms) => ms !== null && ms > 0);
  const [least, most] = [Math.min(p95Ms / 10, ...times.map(Number)), Math.max(p95Ms * 2, ...times.map(Number))];
  const y = (ms: number): number => bottom - ((bottom - top) * Math.log(Math.max(ms, least) / least)) / Math.log(most / least);
  return { ticks: [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000].filter((ms) => ms > least && ms < most), y };
}

function lineOf(
  levels: readonly RehearsalLevel[],
  line: 'p50' | 'p95' | 'p99',
  { x, y }: { x: (people: number) => number; y: Scale['y'] },
): string {
  const points = levels.flatMap((level) => {
    const ms = level[line];
    return ms === null ? [] : [`${x(level.people).toFixed(1)} ${y(ms).toFixed(1)}`];
  });
  return points.length === 0 ? '' : `M${points.join('L')}`;
}

/** 0, 50, 100 … : about four steps of a round number. */
function roundSteps(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? power;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

const msWords = (ms: number): string => (ms >= 1_000 ? `${ms / 1_000} s` : `${Math.round(ms)} ms`);

/** What the lines are. */
export function capacityKeys(): Html {
  return html`<span class="r-keys">${(['p50', 'p95', 'p99'] as const).map((line) => html`<span class="r-key"><svg class="r-chart" viewBox="0 0 24 6" aria-hidden="true"><path class="l ${line}" d="M0 3h24"/></svg>${line}</span>`)}</span>`;
}
