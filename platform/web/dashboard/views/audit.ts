import { card, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { AuditCheck } from '../../../control/operations.ts';
import type { AuditEntry } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, type Visitor } from './frame.ts';

export interface AuditLogPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
  /** Null: nobody asked for it. */
  readonly check: AuditCheck | null;
  readonly filter: { readonly actor?: string; readonly app?: string; readonly action?: string };
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** Who did what and who looked at secrets, and whether the log is as it was written. */
export function auditPage({ entries, hasMore, check, filter, visitor, nowMs }: AuditLogPage): Html {
  const oldest = entries.at(-1);
  return dashboardPage({
    title: 'Audit',
    visitor,
    place: 'audit',
    body: html`${statusSentence(headlineOf(check))}
    <form class="r-inline" method="get" action="${paths.audit()}">${field({ name: 'actor', label: 'Who', type: 'text', value: filter.actor ?? '', attributes: { autocomplete: 'off', spellcheck: 'false' } })}${field({ name: 'app', label: 'App', type: 'text', value: filter.app ?? '', attributes: { autocomplete: 'off', spellcheck: 'false' } })}${field({ name: 'action', label: 'Action', type: 'text', value: filter.action ?? '', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'setConfig' } })}<button class="btn btn-outline">${icon('funnel')}Show</button></form>
    ${entries.length === 0 ? emptyState({ icon: 'journal-text', sentence: 'No entry', fact: 'Nobody did this.' }) : entriesCard(entries, nowMs)}
    ${hasMore && oldest && html`<p><a class="btn btn-outline" href="${paths.audit({ ...filter, before: String(oldest.id) })}">Older entries</a></p>`}`,
  });
}

function headlineOf(check: AuditCheck | null): StatusSentence {
  const detail = 'Every change and every look at a secret, each entry with a hash over itself and the one before.';
  const again = html`<a class="btn btn-outline" href="${paths.auditCheck()}">${icon('shield-check')}Check every entry</a>`;
  if (check === null) return { state: 'idle', icon: 'shield-check', sentence: 'Who did what on this platform.', detail, actions: [again] };
  if (check.isWhole) return { state: 'ok', icon: 'shield-check', sentence: 'Every entry is as it was written.', detail };
  return {
    state: 'fail',
    sentence: `Entry ${check.brokenAt} is not as it was written, or one before it is missing.`,
    detail: 'What comes before it is whole. Look who had access to the data folder.',
  };
}

function entriesCard(entries: readonly AuditEntry[], nowMs: number): Html {
  return card({
    title: 'Entries',
    say: 'newest first; secrets stand as the start of their hash',
    flush: true,
    body: table({
      caption: 'Audit log, newest first',
      cards: true,
      columns: [{ label: 'When' }, { label: 'Who' }, { label: 'App' }, { label: 'What' }, { label: 'From' }],
      rows: entries.map((entry) => entryRow(entry, nowMs)),
    }),
  });
}

function entryRow({ at, actor, role, app, action, detail, address, agent, refused }: AuditEntry, nowMs: number): TableRow {
  const cells = [
    html`<time datetime="${at}">${clockTime(at, nowMs)}</time>`,
    html`<b>${actor}</b>${role !== '' && html` <span class="r-muted r-small">${role}</span>`}`,
    app === null ? html`<span class="nil">–</span>` : html`<span class="r-nowrap">${app}</span>`,
    html`${action}${detail !== '' && html` <code class="r-wrap r-small r-muted">${detail}</code>`}${refused !== null && html`<br><span class="r-fail">refused: ${refused}</span>`}`,
    html`<span class="r-nowrap" title="${agent}">${address ?? 'the machine'}</span>`,
  ];
  return refused === null ? cells : { cells, state: 'late' };
}
