import { banner, card, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Backup } from '../../../rules/backups/backup-resources.ts';
import { mirrorsWarning, type Mirror } from '../../../rules/mirror.ts';
import { clockTime, count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { reasons, size } from './backup-words.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, type Visitor } from './frame.ts';

export interface BackupPage {
  readonly app: string;
  readonly backup: Backup;
  /** Of the whole installation. */
  readonly mirrors: readonly Mirror[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** One backup: what is in it, and how to put it in the place of what is there. */
export function backupPage(page: BackupPage): Html {
  const { app, backup, visitor, fault } = page;
  const { id, state, sha256 } = backup;
  const isWhole = state === 'done';
  const mayChange = visitor.may('change');
  return dashboardPage({
    title: `Backup b${id}`,
    visitor,
    app: { name: app, tab: 'backups' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${backup.tables.length > 0 && contentsCard(backup)}
    ${isWhole && mayChange && restoreCard(page)}
    ${sha256 !== null && html`<p class="r-muted r-small">SHA-256 <code class="r-wrap">${sha256}</code></p>`}
    ${state !== 'running' && mayChange && html`<form method="post" action="${paths.deleteBackup(app, id)}">${csrfField(visitor.csrf)}${holdButton(html`${icon('trash')}Delete b${id}`, 'outline')}</form>`}`,
  });
}

function headlineOf(page: BackupPage): StatusSentence {
  const { app, backup } = page;
  const { id, state, failure, drill } = backup;
  const detail = factsOf(page);
  if (state === 'failed') return { state: 'fail', sentence: `b${id} of ${app} failed: ${failure}`, detail };
  if (state === 'running') return { state: 'wait', sentence: `b${id} of ${app} is being taken.`, detail };
  const actions = actionsOf(page);
  if (drill === null)
    return { state: 'wait', icon: 'shield-check', sentence: `b${id} of ${app} is unproven: it was never restored.`, detail, actions };
  const verdict = drill.passed ? 'proven' : 'not good';
  return {
    state: drill.passed ? 'ok' : 'fail',
    icon: 'shield-check',
    sentence: `b${id} of ${app} is ${verdict}: ${drill.words}.`,
    detail,
    actions,
  };
}

function factsOf({ app, backup, nowMs }: BackupPage): Html {
  const { startedAt, reason, actor, bytes, server, keptUntil } = backup;
  const until = keptUntil === null ? '' : ` Kept until ${clockTime(keptUntil, nowMs)}.`;
  return html`${clockTime(startedAt, nowMs)}, ${reasons[reason]}, by ${actor}; ${[size(bytes), server].filter((each) => each !== null).join(', ')}.${until} <a href="${paths.backups(app)}">All backups</a>`;
}

function actionsOf({ app, backup: { id, drill }, visitor }: BackupPage): readonly Html[] {
  const attempt = html`<form method="post" action="${paths.drillBackup(app, id)}">${csrfField(visitor.csrf)}<button class="btn ${drill === null ? 'btn-primary' : 'btn-outline'}">${icon('shield-check')}Try it${drill !== null && ' again'}</button></form>`;
  const download = html`<a class="btn btn-outline" href="${paths.backupFile(app, id)}" download>${icon('download')}Download</a>`;
  return [...(visitor.may('operate') ? [attempt] : []), ...(visitor.may('change') ? [download] : [])];
}

function contentsCard({ id, tables, rows }: Backup): Html {
  return card({
    title: 'What is in it',
    say: `${several(tables.length, 'table')}, ${several(rows, 'row')}`,
    flush: true,
    body: table({
      caption: `Tables in b${id}`,
      columns: [{ label: 'Table' }, { label: 'Rows', numeric: true }],
      rows: tables.map((each): TableRow => [html`<code class="r-wrap">${each.table}</code>`, count(each.rows)]),
    }),
  });
}

function restoreCard({ app, backup: { id }, mirrors, visitor }: BackupPage): Html {
  const warning = mirrorsWarning(app, mirrors);
  return card({
    title: 'Put it in the place of what is there',
    say: 'nothing changes before it is whole',
    body: html`<div class="r-stack"><p>It is restored beside the present database and compared, while ${app} goes on: one that is cut short ends here. Then what is there now is backed up, visitors wait a few seconds while the two are exchanged, and a release says so. The database from before stays for a day.</p>
    ${warning !== null && banner({ kind: 'degraded', text: warning })}
    <form class="r-stack" method="post" action="${paths.restoreBackup(app, id)}">${csrfField(visitor.csrf)}
    ${field({ name: 'confirm', label: html`Type <b>${app}</b> to go on`, type: 'text', value: '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false' } })}
    <div class="r-buttons">${holdButton(`Restore b${id}`)}</div></form></div>`,
  });
}
