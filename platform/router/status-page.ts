import { html, type Html } from '#kit/html/html.ts';
import {
  statusOf,
  statusPath,
  statusSentences,
  withChange,
  type AppStatus,
  type StatusChange,
  type StatusNote,
} from '../rules/status-page.ts';
import { answerWith } from './answer-with.ts';
import type { App } from './app.ts';
import { bareStyle, mark } from './bare-page.ts';
import type { Exchange } from './exchange.ts';

/** How the app stands, out of the router's own memory: also while app and control are down (UI-24). True when it is answered. */
export function answerStatus(exchange: Exchange, app: App): boolean {
  const { head } = exchange;
  const { status } = app.routes;
  if (status === undefined || !isRead(head.method) || head.path !== statusPath) return false;
  const { word, sinceMs, changes } = app.today;
  const body = page({ app: app.routes.name, word, since: isoTime(sinceMs), notes: status.notes, changes }).toString();
  return answerWith(exchange, {
    status: 200,
    body,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'public, max-age=5' },
  });
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** Says since when the app stands as it does. */
export class StatusClock {
  #word: AppStatus | null = null;
  #sinceMs = Date.now();
  #changes: readonly StatusChange[] = [];

  /** As it stands now. */
  look(today: Parameters<typeof statusOf>[0]): {
    readonly word: AppStatus;
    readonly sinceMs: number;
    readonly changes: readonly StatusChange[];
  } {
    const word = statusOf(today);
    if (word !== this.#word) {
      this.#sinceMs = Date.now();
      this.#changes = withChange(this.#changes, { atMs: this.#sinceMs, word });
    }
    this.#word = word;
    return { word, sinceMs: this.#sinceMs, changes: this.#changes };
  }
}

interface Facts {
  readonly app: string;
  readonly word: AppStatus;
  readonly since: string;
  readonly notes: readonly StatusNote[];
  readonly changes: readonly StatusChange[];
}

/** Stands alone, and loads itself again. */
function page(facts: Facts): Html {
  const { app, word, since, notes } = facts;
  const [newest] = notes;
  const day = dayOf(facts);
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="15">
<title>${app}: ${statusSentences[word]}</title>
${bareStyle}</head>
<body><main>
${mark(app)}
<div class="card"><h1>${statusSentences[word]}</h1><p class="facts">Since <time datetime="${since}">${since.slice(0, 16).replace('T', ' ')} UTC</time></p>
${newest !== undefined && html`<p>${newest.text}</p>${newest.nextAt !== null && html`<p class="facts">The next word on it ${newest.nextAt < isoTime(Date.now()) ? 'was due at' : 'comes by'} <time datetime="${newest.nextAt}">${newest.nextAt.slice(11, 16)} UTC</time>.</p>`}`}</div>
${day.length > 1 && html`<h2>Today</h2><dl>${day.map(({ at, text, isSaid }) => html`<dt><time datetime="${at}">${at.slice(11, 16)}</time></dt><dd${!isSaid && html` class="state"`}>${text}</dd>`)}</dl>`}
<p class="facts">This page comes from the server in front of the app and loads itself again.</p>
</main></body></html>
`;
}

interface DayLine {
  readonly at: string;
  readonly text: string;
  /** By somebody; else it is how the app stood. */
  readonly isSaid: boolean;
}

/** What was said and how it stood, newest first. */
function dayOf({ notes, changes }: Facts): readonly DayLine[] {
  const stood = changes.map(({ atMs, word }) => ({ at: isoTime(atMs), text: statusSentences[word], isSaid: false }));
  const said = notes.map(({ at, text }) => ({ at, text, isSaid: true }));
  return [...stood, ...said].toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
