import { card, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { LogLine } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, livePart, type Visitor } from './frame.ts';

/** Which lines: of one source, of one process type or dyno. */
export interface LogFilter {
  readonly source?: LogLine['source'];
  readonly dyno?: string;
  /** A text that the line holds, in any case: a word, a request's id. */
  readonly search?: string;
}

/** Whether the line holds the text that is searched for. */
export function holds({ text, dyno }: LogLine, search: string | undefined): boolean {
  return search === undefined || `${dyno} ${text}`.toLowerCase().includes(search.toLowerCase());
}

export interface LogsPage {
  readonly app: string;
  readonly lines: readonly LogLine[];
  /** Names of the running dynos, for the choice. */
  readonly dynos: readonly string[];
  readonly filter: LogFilter;
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** Only what is a filter: anything else in the address shows everything. */
export function logFilterOf({ source, dyno, search }: { readonly [key in keyof LogFilter]?: unknown }): LogFilter {
  return {
    ...(source === 'app' || source === 'rostra' ? { source } : {}),
    ...(typeof dyno === 'string' && /^[\w.-]{1,60}$/.test(dyno) ? { dyno } : {}),
    ...(typeof search === 'string' && search.trim() !== '' ? { search: search.trim().slice(0, 200) } : {}),
  };
}

export function logsPage({ app, lines, dynos, filter, visitor, nowMs }: LogsPage): Html {
  const url = paths.appLive(app, { regions: [], streams: ['logs'], ...filter });
  return dashboardPage({
    title: 'Logs',
    visitor,
    app: { name: app, tab: 'logs' },
    isLive: true,
    islands: ['log-tail'],
    body: livePart(
      url,
      html`${statusSentence({ state: 'idle', icon: 'journal-text', sentence: `What ${app} wrote, as it comes.`, detail: html`The same in a terminal: <code>npx rostra logs --tail --app ${app}</code>. Elsewhere: <a href="${paths.drains(app)}">Log drains</a>` })}${searchForm(app, filter)}<nav class="r-choice-row" aria-label="Which lines">${choices(dynos).map((choice) => choiceLink(app, choice, filter))}</nav>
      ${lines.length === 0 && emptyState({ icon: 'journal-text', sentence: filter.search === undefined ? 'No line yet' : `No line holds “${filter.search}”`, fact: 'What the dynos print, what the router forwards and what the platform does shows up here.' })}
      ${card({ title: 'Log', say: 'newest last; scroll up to hold it still', flush: true, body: logLines({ lines, url, keep: 1000, nowMs, isTall: true }) })}`,
    ),
  });
}

/** One box for words and for a request's id: the router's line and the app's own lines both carry it. */
function searchForm(app: string, { search, source, dyno }: LogFilter): Html {
  const kept = Object.entries({ source, dyno }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return html`<form class="r-inline" method="get" action="${paths.logs(app)}" role="search">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${field({ name: 'search', label: 'Lines that hold', type: 'search', value: search ?? '', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'a word, a code, a request’s id' } })}<button class="btn btn-outline">${icon('search')}Search</button>${search !== undefined && html` <a href="${paths.logs(app, { ...(source ? { source } : {}), ...(dyno ? { dyno } : {}) })}">All lines</a>`}</form>`;
}

interface Choice {
  readonly label: string;
  readonly filter: LogFilter;
}

function choices(dynos: readonly string[]): Choice[] {
  return [
    { label: 'Everything', filter: {} },
    { label: 'What dynos print', filter: { source: 'app' } },
    { label: 'Platform', filter: { source: 'rostra' } },
    { label: 'Router', filter: { dyno: 'router' } },
    ...dynos.map((dyno) => ({ label: dyno, filter: { dyno } })),
  ];
}

function choiceLink(app: string, { label, filter }: Choice, chosen: LogFilter): Html {
  const isChosen = filter.source === chosen.source && filter.dyno === chosen.dyno;
  const { search } = chosen;
  return html`<a class="r-chip ${isChosen ? 'brand' : 'idle'}" href="${paths.logs(app, search === undefined ? filter : { ...filter, search })}"${isChosen && html` aria-current="true"`}>${label}</a>`;
}

export interface LogLines {
  readonly lines: readonly LogLine[];
  /** The page's event stream. */
  readonly url: string;
  /** As many stay on the page. */
  readonly keep: number;
  readonly nowMs: number;
  readonly isTall?: boolean;
}

/** The island `log-tail` goes on with lines of the same form. */
export function logLines({ lines, url, keep, nowMs, isTall = false }: LogLines): Html {
  const last = lines.at(-1)?.id ?? 0;
  return html`<ol class="r-log${isTall && ' tall'}" tabindex="0" aria-label="Log lines" data-island="log-tail" data-props="${JSON.stringify({ url, keep, last })}">${lines.map((line) => logLine(line, nowMs))}</ol>`;
}

function logLine({ at, source, dyno, text }: LogLine, nowMs: number): Html {
  return html`<li class="${source}"><time datetime="${at}">${clockTime(at, nowMs)}</time> <b>${dyno}</b> <span>${text}</span></li>`;
}
