import { card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { LogDrain } from '../../../rules/addon-resources.ts';
import { count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface DrainsPage {
  readonly app: string;
  readonly drains: readonly LogDrain[];
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  /** The address, when it was refused. */
  readonly typed: string;
}

/** Where an app's log is sent besides. */
export function drainsPage(page: DrainsPage): Html {
  const { app, drains, visitor, fault } = page;
  return dashboardPage({
    title: 'Log drains',
    visitor,
    app: { name: app, tab: 'logs' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${drains.length === 0 ? emptyState({ icon: 'journal-text', sentence: 'The log stays here', fact: 'A drain sends every line on as it comes, and catches up after a break.' }) : drainsCard(page)}
    ${visitor.may('change') ? addCard(page) : onlyFor('change')}`,
  });
}

function headlineOf({ app, drains }: DrainsPage): StatusSentence {
  const detail = html`<a href="${paths.logs(app)}">The log itself</a>`;
  const failing = drains.find(({ state }) => state === 'failing');
  if (failing)
    return { state: 'late', sentence: `${failing.url} does not take the log of ${app}.`, detail: html`${failing.failure}. ${detail}` };
  if (drains.length === 0) return { state: 'idle', icon: 'journal-text', sentence: `The log of ${app} is sent nowhere else.`, detail };
  return { state: 'ok', icon: 'journal-text', sentence: `The log of ${app} goes to ${several(drains.length, 'place')} besides.`, detail };
}

const states = {
  up: { state: 'ok', word: 'sends' },
  waiting: { state: 'wait', word: 'waits for a line' },
  failing: { state: 'fail', word: 'not taken' },
} as const;

function drainsCard({ app, drains, visitor }: DrainsPage): Html {
  return card({
    title: 'Drains',
    flush: true,
    body: table({
      caption: `Log drains of ${app}`,
      cards: true,
      columns: [
        { label: 'Address' },
        { label: 'State' },
        { label: 'Which lines' },
        { label: 'Sent', numeric: true },
        { label: 'Dropped', numeric: true },
        { label: 'Remove', hidden: true },
      ],
      rows: drains.map((drain) => drainRow(app, drain, visitor)),
    }),
  });
}

function drainRow(app: string, drain: LogDrain, visitor: Visitor): TableRow {
  const { id, url, token, state, failure, source, processType, sent, dropped } = drain;
  const which = [source ?? 'all', ...(processType === null ? [] : [processType])].join(', ');
  const remove = html`<form method="post" action="${paths.removeDrain(app, id)}">${csrfField(visitor.csrf)}<button class="r-icon" aria-label="Remove ${url}" title="Remove ${url}">${icon('trash')}</button></form>`;
  const cells = [
    html`<b class="r-wrap">${url}</b><br><code class="r-muted r-small">${token}</code>`,
    html`${chip(states[state].state, states[state].word)} ${failure !== null && html`<span class="r-fail">${failure}</span>`}`,
    which,
    count(sent),
    count(dropped),
    visitor.may('change') && remove,
  ];
  return state === 'failing' ? { cells, state: 'fail' } : cells;
}

function addCard({ app, visitor, typed }: DrainsPage): Html {
  const sources = [
    { value: '', label: 'all lines' },
    { value: 'app', label: 'what the app writes' },
    { value: 'rostra', label: 'what the router and the platform write' },
  ];
  return card({
    title: 'Send it somewhere',
    say: 'from now on',
    body: html`<form class="r-stack" method="post" action="${paths.drains(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'url', label: 'Address', type: 'text', value: typed, required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'syslog+tls://logs.example.org:6514' }, help: html`<code>syslog://</code>, <code>syslog+tls://</code> or <code>https://</code>, as your log service says.` })}
    ${field({ name: 'source', label: 'Which lines', type: 'select', value: '', options: sources })}
    ${field({ name: 'herokuNames', label: html`Write <code>heroku[router]</code> for <code>rostra[router]</code>, as many services expect`, type: 'checkbox', value: false })}
    <div class="r-buttons"><button class="btn btn-primary">${icon('plus-lg')}Add</button></div></form>`,
  });
}
