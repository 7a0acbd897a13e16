import { card, emptyState, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { LogLine } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, livePart, type Visitor } from './frame.ts';

/** Which lines: of one source, of one process type or dyno. */
export interface LogFilter {
  readonly source?: LogLine['source'];
  readonly dyno?: string;
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
export function logFilterOf({ source, dyno }: { readonly source?: unknown; readonly dyno?: unknown }): LogFilter {
  return {
    ...(source === 'app' || source === 'rostra' ? { source } : {}),
    ...(typeof dyno === 'string' && /^[\w.-]{1,60}$/.test(dyno) ? { dyno } : {}),
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
      html`${statusSentence({ state: 'idle', icon: 'journal-text', sentence: `What ${app} wrote, as it comes.`, detail: html`The same in a terminal: <code>npx rostra logs --tail --app ${app}</code>` })}<nav class="r-choice-row" aria-label="Which lines">${choices(dynos).map((choice) => choiceLink(app, choice, filter))}</nav>
      ${lines.length === 0 && emptyState({ icon: 'journal-text', sentence: 'No line yet', fact: 'What the dynos print, what the router forwards and what the platform does shows up here.' })}
      ${card({ title: 'Log', say: 'newest last; scroll up to hold it still', flush: true, body: logLines({ lines, url, keep: 1000, nowMs, isTall: true }) })}`,
    ),
  });
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
  return html`<a class="r-chip ${isChosen ? 'brand' : 'idle'}" href="${paths.logs(app, filter)}"${isChosen && html` aria-current="true"`}>${label}</a>`;
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
