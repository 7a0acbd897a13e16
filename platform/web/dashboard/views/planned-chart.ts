import { html, trusted, type Html } from '#kit/html/html.ts';
import { plannedSteps } from '../../../rules/scaling/planned-quantity.ts';
import type { Schedule } from '../../../rules/scaling/scaling-resources.ts';

interface Planned {
  readonly type: string;
  readonly present: number;
  readonly schedules: readonly Schedule[];
  readonly nowMs: number;
  readonly zone: string;
}

const width = 1000;
const height = 120;
const axis = 22;
const hourMs = 3_600_000;
const shownHours = 48;
const markMs = 6 * hourMs;

/** The number of dynos in the next two days, as schedules have it; nothing where it stays. */
export function plannedChart({ type, present, schedules, nowMs, zone }: Planned): Html | null {
  const labels = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone });
  const untilMs = nowMs + shownHours * hourMs;
  const steps = plannedSteps({ type, present, schedules, fromMs: nowMs, untilMs });
  if (steps.length < 2) return null;
  const most = Math.max(...steps.map(({ quantity }) => quantity), 1);
  const x = (atMs: number): number => Math.round(((atMs - nowMs) / (untilMs - nowMs)) * width);
  const y = (quantity: number): number => Math.round(height - axis - (quantity / most) * (height - axis - 24));
  const line = steps
    .map(({ atMs, quantity }, i) => `${i === 0 ? 'M' : 'H'}${i === 0 ? `${x(atMs)} ${y(quantity)}` : `${x(atMs)}V${y(quantity)}`}`)
    .join('');
  const path = `${line}H${width}`;
  const numbers = steps.map(
    ({ atMs, quantity }) => `<text class="b" x="${Math.min(x(atMs) + 6, width - 14)}" y="${y(quantity) - 6}">${quantity}</text>`,
  );
  const firstMs = Math.ceil(nowMs / markMs) * markMs;
  const times = Array.from({ length: (shownHours * hourMs) / markMs }, (_, i) => firstMs + i * markMs);
  const ticks = times.map((atMs) => `<text x="${x(atMs)}" y="${height - 4}">${labels.format(atMs)}</text>`);
  const drawing = trusted(
    `<svg class="r-chart" viewBox="0 0 ${width} ${height}" aria-hidden="true"><path class="a" d="${path}V${height - axis}H0Z"/><path class="l p50" d="${path}"/>${numbers.join('')}${ticks.join('')}</svg>`,
  );
  const words = steps.slice(1).map(({ atMs, quantity }) => `${quantity} from ${labels.format(atMs)}`);
  return html`<figure class="r-plan"><figcaption class="r-muted">${type} in the next two days, by the clock of ${zone}: ${present} now, ${words.join(', ')}</figcaption>${drawing}</figure>`;
}
