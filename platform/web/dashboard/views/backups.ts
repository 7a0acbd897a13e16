import { card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Backup, BackupSchedule, Parked, Restore } from '../../../rules/backups/backup-resources.ts';
import type { BackupTarget } from '../../../rules/backups/targets.ts';
import { clockTime, count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { reasons, size } from './backup-words.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

export interface BackupsPage {
  readonly app: string;
  /** Newest first. */
  readonly backups: readonly Backup[];
  /** The last one. */
  readonly restore: Restore | null;
  readonly schedules: readonly BackupSchedule[];
  /** Where every backup is copied to. */
  readonly targets: readonly BackupTarget[];
  readonly parked: Parked | null;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** What was saved of an app's databases, and whether it is any good. */
export function backupsPage(page: BackupsPage): Html {
  const { app, backups, visitor, fault, schedules } = page;
  const hasDatabase = schedules.length > 0;
  return dashboardPage({
    title: 'Backups',
    visitor,
    app: { name: app, tab: 'backups' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}${lastRestore(page)}
    ${backups.length === 0 ? emptyState({ icon: 'shield-check', sentence: 'No backup yet', fact: hasDatabase ? 'One takes a moment, and disturbs nobody.' : 'An app without a database has nothing to back up.' }) : html`${listCard(page)}${copiesLine(page)}`}
    ${visitor.may('operate') ? html`<div class="r-two start">${schedules.map((schedule) => scheduleCard(page, schedule))}${visitor.may('change') && hasDatabase && bringCard(page)}${visitor.may('change') && parkCard(page)}</div>` : onlyFor('operate')}`,
  });
}

function headlineOf(page: BackupsPage): StatusSentence {
  const { app, backups, parked, nowMs } = page;
  const actions = captureButtons(page);
  if (parked !== null)
    return {
      state: 'idle',
      sentence: `${app} is parked since ${clockTime(parked.since, nowMs)}.`,
      detail: 'Its dynos and add-ons are off and cost nothing; its data are where they were.',
      actions: [parkForm(page, html`<button class="btn btn-primary">${icon('play-fill')}Turn it on again</button>`)],
    };
  const newest = backups.find(({ state }) => state === 'done');
  const [latest] = backups;
  if (latest?.state === 'failed')
    return { state: 'late', sentence: `The last backup of ${app} failed.`, detail: latest.failure ?? '', actions };
  if (newest === undefined)
    return {
      state: 'idle',
      icon: 'shield-check',
      sentence: `${app} has no backup yet.`,
      detail: 'Take one before anything that counts.',
      actions,
    };
  const age = html`<b>b${newest.id}</b> of ${clockTime(newest.startedAt, nowMs)}.`;
  if (newest.drill?.passed === false)
    return { state: 'fail', sentence: `The newest backup of ${app} is not good.`, detail: html`${age} ${newest.drill.words}`, actions };
  if (newest.drill === null)
    return {
      state: 'wait',
      icon: 'shield-check',
      sentence: `The newest backup of ${app} is unproven.`,
      detail: html`${age} Only one that was restored once is a backup: try it.`,
      actions: [...tryButton(page, newest), ...actions],
    };
  return {
    state: 'ok',
    icon: 'shield-check',
    sentence: `${app} is backed up, and the newest backup was tried.`,
    detail: html`${age} Tried ${clockTime(newest.drill.at, nowMs)}: ${newest.drill.words}.`,
    actions,
  };
}

function tryButton({ app, visitor }: BackupsPage, { id }: Backup): readonly Html[] {
  if (!visitor.may('operate')) return [];
  return [
    html`<form method="post" action="${paths.drillBackup(app, id)}">${csrfField(visitor.csrf)}<button class="btn btn-outline">Try b${id}</button></form>`,
  ];
}

function captureButtons({ app, schedules, visitor, parked }: BackupsPage): readonly Html[] {
  if (!visitor.may('operate') || parked !== null) return [];
  return schedules.map(
    ({ database }) =>
      html`<form method="post" action="${paths.backups(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="database" value="${database}"><button class="btn btn-primary">${icon('shield-check')}Back up ${schedules.length > 1 ? database : 'now'}</button></form>`,
  );
}

const restoreWords = {
  filling: { state: 'wait', word: 'is on its way' },
  switching: { state: 'wait', word: 'takes its place now' },
  done: { state: 'ok', word: 'restored' },
  failed: { state: 'fail', word: 'not restored' },
} as const;

function lastRestore({ app, restore, nowMs }: BackupsPage): Html | false {
  if (restore === null) return false;
  const { state, backup, startedAt, failure, rows, safety, formerUntil } = restore;
  const kept = html`${rows !== null && html`${count(rows)} rows. `}What was there stays beside it${formerUntil !== null && html` until ${clockTime(formerUntil, nowMs)}`}${safety !== null && html`, and as <a href="${paths.backup(app, safety)}">b${safety}</a>`}.`;
  return card({
    title: 'The last restore',
    body: html`<p>${chip(restoreWords[state].state, restoreWords[state].word)} <b>b${backup}</b>, ${clockTime(startedAt, nowMs)}. ${state === 'failed' ? html`Nothing has changed: ${failure}` : state === 'done' ? kept : 'It is filled and looked at beside the present database; load this page again to see how it goes on.'}</p>`,
  });
}

function listCard({ app, backups, nowMs }: BackupsPage): Html {
  return card({
    title: 'Backups',
    say: several(backups.length, 'backup'),
    flush: true,
    body: table({
      caption: `Backups of ${app}`,
      cards: true,
      columns: [
        { label: 'Backup' },
        { label: 'Taken' },
        { label: 'Proof' },
        { label: 'Rows', numeric: true },
        { label: 'Size', numeric: true },
      ],
      rows: backups.map((backup): TableRow => {
        const { id, startedAt, reason, database, tables, rows, bytes } = backup;
        const cells = [
          html`<a class="r-strong" href="${paths.backup(app, id)}">b${id}</a> <span class="r-muted">${database}</span>`,
          html`<time datetime="${startedAt}">${clockTime(startedAt, nowMs)}</time> <span class="r-muted">${reasons[reason]}</span>`,
          proofChip(backup),
          tables.length === 0 ? '–' : count(rows),
          size(bytes),
        ];
        return backup.state === 'failed' || backup.drill?.passed === false ? { cells, state: 'fail' } : cells;
      }),
    }),
  });
}

function proofChip({ state, drill }: Backup): Html {
  if (state === 'running') return chip('wait', 'is being taken');
  if (state === 'failed') return chip('fail', 'failed');
  if (drill === null) return chip('idle', 'unproven');
  return drill.passed ? chip('ok', 'proven') : chip('fail', 'not good');
}

function scheduleCard({ app, visitor, nowMs }: BackupsPage, { database, isOn, at, timezone, nextAt }: BackupSchedule): Html {
  return card({
    title: 'By itself',
    say: nextAt === null ? html`${database}: never` : html`${database}: next at ${clockTime(nextAt, nowMs)}`,
    body: html`<form class="r-stack" method="post" action="${paths.backupSchedule(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="database" value="${database}">
    ${field({ name: 'isOn', label: 'Each day, and every 15 minutes while an event is on', type: 'checkbox', value: isOn, id: `on-${database}` })}
    ${field({ name: 'at', label: 'At', type: 'text', value: at, id: `at-${database}`, attributes: { autocomplete: 'off', placeholder: '04:00' } })}
    ${field({ name: 'timezone', label: 'Time zone', type: 'text', value: timezone, id: `zone-${database}`, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'Europe/Dublin' }, help: 'Seven days, four weeks and three months are kept; the newest is tried each week.' })}
    <div class="r-buttons"><button class="btn btn-outline">Save</button></div></form>`,
  });
}

function bringCard({ app, visitor, schedules, parked }: BackupsPage): Html | false {
  if (parked !== null) return false;
  const [{ database } = { database: '' }] = schedules;
  const which =
    schedules.length > 1
      ? field({
          name: 'database',
          label: 'For which database',
          type: 'select',
          value: database,
          options: schedules.map((each) => ({ value: each.database, label: each.database })),
        })
      : html`<input type="hidden" name="database" value="${database}">`;
  return card({
    title: 'Bring a dump',
    say: 'a file, or from an address',
    body: html`<form class="r-stack" method="post" action="${paths.bringBackup(app)}" enctype="multipart/form-data">${csrfField(visitor.csrf)}${which}
    ${field({ name: 'url', label: 'Address', type: 'text', value: '', attributes: { autocomplete: 'off', inputmode: 'url', placeholder: 'https://…' }, help: 'Public addresses only. Leave it empty for a file.' })}
    <div class="r-field"><label for="bring-file">File</label><input class="form-control" id="bring-file" type="file" name="file" aria-describedby="bring-file-help"><small class="r-help" id="bring-file-help">pg_dump’s custom format, or plain SQL, also gzipped. It changes nothing until you restore it.</small></div>
    <div class="r-buttons"><button class="btn btn-outline">Bring it</button></div></form>`,
  });
}

function copiesLine({ targets }: BackupsPage): Html {
  if (targets.length === 0)
    return html`<p class="r-muted r-small">They are on this machine only. A disk or a bucket outlives it: <code class="r-wrap">rostra pg:backups:targets:add usb /mnt/usb</code></p>`;
  const places = targets.map(({ name, to }, at) => html`${at > 0 && ', '}<b>${name}</b> <span class="r-wrap">(${to})</span>`);
  return html`<p class="r-muted r-small">Every backup is copied to ${places}.</p>`;
}

function parkCard(page: BackupsPage): Html | false {
  if (page.parked !== null) return false;
  return card({
    title: 'After the event',
    say: 'park the whole app',
    body: html`<div class="r-stack"><p>A backup of each database is taken and tried, then dynos and add-ons are turned off: it costs nothing any more, and comes back as it was.</p>${parkForm(page, html`<input type="hidden" name="on" value="1">${holdButton('Park it', 'outline')}`)}</div>`,
  });
}

const parkForm = ({ app, visitor }: BackupsPage, content: Html): Html =>
  html`<form method="post" action="${paths.park(app)}">${csrfField(visitor.csrf)}${content}</form>`;
