import { card, icon, meter } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ReadinessCheck, UpcomingEvent } from '../../../rules/findings/event-evidence.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { placeOf } from './findings.ts';

const mostEvents = 4;
const hourMs = 3_600_000;

/** The next events, how ready their apps are, and for what is not the page on which it is mended (UI-10). */
export function upcomingCards(events: readonly UpcomingEvent[], nowMs: number): Html | null {
  const cards = events.slice(0, mostEvents).map((event) => upcomingCard(event, nowMs));
  if (cards.length === 0) return null;
  return cards.length === 1 ? html`${cards}` : html`<div class="r-two start">${cards}</div>`;
}

function upcomingCard({ name, app, from, timezone, readyPercent, checks }: UpcomingEvent, nowMs: number): Html {
  const open = checks.filter(({ isDone }) => !isDone);
  const done = checks.filter(({ isDone }) => isDone);
  return card({
    title: `${name} ${inWords(Date.parse(from) - nowMs)}`,
    say: html`<a href="${paths.app(app)}">${app}</a> · <time datetime="${from}">${clockTime(from, nowMs, timezone)}</time> ${timezone}`,
    aside: html`<span>${meter(readyPercent, `${readyPercent} % ready`, open.length === 0 ? 'ok' : 'late')}</span>`,
    body: html`<ul class="r-checks">${open.map((check) => openLine(app, check))}${done.length > 0 && doneLine(done, open.length === 0)}</ul>`,
  });
}

function openLine(app: string, { text, found, at }: ReadinessCheck): Html {
  return html`<li class="r-late"><span class="ic">${icon('exclamation-triangle-fill')}</span><span><a class="r-strong" href="${placeOf(app, { at })}">${text}</a><br><span class="r-muted">Not yet: ${found}</span></span></li>`;
}

function doneLine(done: readonly ReadinessCheck[], isAll: boolean): Html {
  const words = done.map(({ text }) => text).join(' · ');
  return html`<li class="r-ok"><span class="ic">${icon('check-circle-fill')}</span><span>${isAll && html`<b>Everything is ready.</b> `}<span class="r-muted">${words}</span></span></li>`;
}

/** `in 3 days`, `in 20 hours`, `in 35 minutes`. */
function inWords(ms: number): string {
  const hours = ms / hourMs;
  if (hours >= 48) return `in ${several(Math.floor(hours / 24), 'day')}`;
  return hours >= 2 ? `in ${several(Math.round(hours), 'hour')}` : `in ${several(Math.max(1, Math.round(hours * 60)), 'minute')}`;
}
