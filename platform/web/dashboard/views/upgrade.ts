import { banner, card, chip, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import { mirrorsWarning, type Mirror } from '../../../rules/mirror.ts';
import type { Guest, Upgrade, UpgradeState } from '../../../rules/upgrade.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, livePart, onlyFor, region, type Visitor } from './frame.ts';

export interface UpgradePage {
  readonly app: string;
  /** Null: its project does not say what it was made of. */
  readonly guest: Guest | null;
  /** Newest first. */
  readonly upgrades: readonly Upgrade[];
  /** Of the whole installation. */
  readonly mirrors: readonly Mirror[];
  /** Those that its source has; null: it was not asked. */
  readonly versions: readonly string[] | null;
  /** The version, when it was refused. */
  readonly typed: string;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** Another version of a guest, build and data together; and back again. */
export function upgradePage(page: UpgradePage): Html {
  const { app, upgrades, visitor, fault } = page;
  const [latest] = upgrades;
  const underWay = latest !== undefined && latest.seconds === null ? latest : null;
  return dashboardPage({
    title: 'Upgrade',
    visitor,
    app: { name: app, tab: 'upgrade' },
    isLive: underWay !== null,
    body: html`${underWay ? livePart(paths.upgradeLive(app, underWay.id), region('upgrade', underWayPart(underWay))) : statusSentence(headlineOf(page))}
    ${faultBanner(fault)}${underWay === null && nextPart(page)}${underWay === null && latest?.state === 'done' && visitor.may('change') && backCard(page, latest)}
    ${upgrades.length > 0 && pastCard(page)}`,
  });
}

const name = ({ ref }: Pick<Upgrade, 'ref'>): string => ref ?? 'the newest';

function headlineOf(page: UpgradePage): StatusSentence {
  const { app, guest, upgrades } = page;
  const [latest] = upgrades;
  if (latest !== undefined) return outcomeOf(page, latest);
  if (guest === null)
    return {
      state: 'idle',
      sentence: `${app} does not say what it was made of.`,
      detail: 'What is made of a template with a source, such as Tabbycat, is upgraded here.',
    };
  return { state: 'idle', sentence: `${app} runs ${guest.ref ?? 'what its source gave by itself'}.`, detail: sourceLink(guest) };
}

function outcomeOf({ app, nowMs }: UpgradePage, latest: Upgrade): StatusSentence {
  const { state, startedAt, seconds, before, failure, isUndone } = latest;
  const when = clockTime(startedAt, nowMs);
  if (state === 'done')
    return {
      state: 'ok',
      sentence: `${app} was upgraded to ${name(latest)}.`,
      detail: html`${when}, in ${Math.round(seconds ?? 0)} s. ${savedWords(app, latest)}`,
    };
  if (isUndone)
    return { state: 'late', sentence: `${app} runs v${before} as before, with the data of before.`, detail: `${when}: ${failure}` };
  return { state: 'fail', sentence: `The upgrade of ${app} failed, and could not be undone.`, detail: failure };
}

const sourceLink = ({ source, isPublic }: Guest): Html =>
  isPublic
    ? html`Of <a href="${source.replace(/\.git$/, '')}">${source}</a>, where what is new is told.`
    : html`Of <code class="r-wrap">${source}</code>`;

function savedWords(app: string, { backups }: Upgrade): Html | null {
  if (backups.length === 0) return null;
  return html`The data from before: ${backups.map(({ backup }, at) => html`${at > 0 && ', '}<a href="${paths.backup(app, backup)}">b${backup}</a>`)}.`;
}

const steps: readonly { readonly state: UpgradeState; readonly label: string; readonly says: string }[] = [
  { state: 'building', label: 'Build', says: 'everybody works on' },
  { state: 'rehearsing', label: 'Try it on a copy', says: 'with a backup of the data; everybody works on' },
  { state: 'saving', label: 'Save the data', says: 'visitors wait from here' },
  { state: 'releasing', label: 'Move build and data', says: 'the guest’s own migrations' },
  { state: 'checking', label: 'Look at it', says: 'its first page, and the rows of every table' },
];

/** How far it is; it goes on by itself when nobody looks. */
export function underWayPart(upgrade: Upgrade): Html {
  const { app, state, seconds, rehearses, failure, actor } = upgrade;
  const over = html`<a class="btn btn-primary" href="${paths.upgrade(app)}">See how it went</a>`;
  if (seconds !== null) return statusSentence({ state: state === 'done' ? 'ok' : 'late', sentence: 'It is over.', actions: [over] });
  if (state === 'undoing')
    return statusSentence({ state: 'late', sentence: `Build and data of ${app} go back to what they were.`, detail: failure });
  const own = steps.filter((step) => rehearses || step.state !== 'rehearsing');
  const at = own.findIndex((step) => step.state === state);
  return html`${statusSentence({ state: 'wait', sentence: `${app} is on its way to ${name(upgrade)}.`, detail: `${actor} began it. It goes on by itself, and back by itself when anything fails.` })}
  ${card({
    title: 'How far it is',
    body: html`<div class="r-stack">${own.map((step, index) => html`<div>${stepChip(index - at)} <b>${step.label}</b> <span class="r-muted">${step.says}</span></div>`)}</div>`,
  })}`;
}

function stepChip(distance: number): Html {
  if (distance < 0) return chip('ok', 'done');
  return distance === 0 ? chip('wait', 'now') : chip('idle', 'then');
}

function nextPart(page: UpgradePage): Html | null {
  const { app, guest, visitor } = page;
  if (guest === null) return null;
  if (!visitor.may('change')) return onlyFor('change');
  if (guest.isPublic) return nextCard(page);
  return card({
    title: 'Another version',
    body: html`<p>Its source is no address on the web, so whoever has it begins: <code class="r-wrap">rostra guest:upgrade --source ${guest.source} --app ${app} --confirm ${app}</code></p>`,
  });
}

function nextCard({ app, guest, versions, typed, mirrors, visitor }: UpgradePage): Html {
  const warning = mirrorsWarning(app, mirrors);
  return card({
    title: 'Another version',
    say: 'build and data together, or nothing',
    body: html`<div class="r-stack"><p>It is built while everybody works on. Then visitors wait while the data are saved and moved; when its first page does not come, or a table has lost rows, build and data go back together.</p>
    ${warning !== null && banner({ kind: 'degraded', text: warning })}
    <form class="r-stack" method="post" action="${paths.upgrade(app)}">${csrfField(visitor.csrf)}${versionField({ app, guest, versions, typed })}
    ${field({ name: 'rehearses', label: 'Try it on a copy with a backup of the data first', type: 'checkbox', value: true })}
    ${field({ name: 'confirm', label: html`Type <b>${app}</b> to go on`, type: 'text', value: '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false' } })}
    <div class="r-buttons">${holdButton('Upgrade', 'primary')}</div></form></div>`,
  });
}

function versionField({ app, guest, versions, typed }: Pick<UpgradePage, 'app' | 'guest' | 'versions' | 'typed'>): Html {
  const present = guest?.ref ?? '';
  if (versions !== null && versions.length > 0)
    return field({
      name: 'ref',
      label: 'Version',
      type: 'select',
      value: versions[0] ?? '',
      options: versions.map((version) => ({ value: version, label: version === present ? `${version} (runs now)` : version })),
    });
  return html`${field({ name: 'ref', label: 'Version', type: 'text', value: typed === '' ? present : typed, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'v2.10.1' }, help: versions === null ? 'A tag, a branch or a commit of its source.' : 'Its source names no version: a branch or a commit.' })}
  ${versions === null && html`<p><a class="btn btn-outline" href="${paths.upgradeVersions(app)}">${icon('list-ul')}Which versions are there?</a></p>`}`;
}

function backCard({ app, visitor }: UpgradePage, { id, before, ref }: Upgrade): Html {
  return html`<details class="r-more-line"><summary>Take it back</summary><form class="r-stack" method="post" action="${paths.takeUpgradeBack(app, id)}">${csrfField(visitor.csrf)}<p>v${before} serves again, with the data from before ${ref ?? 'it'}. What was written since then is kept as a backup, and is not seen any more.</p>
  ${field({ name: 'confirm', id: 'confirm-back', label: html`Type <b>${app}</b> to go on`, type: 'text', value: '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false' } })}
  <div class="r-buttons">${holdButton('Take it back')}</div></form></details>`;
}

function pastCard({ app, upgrades, nowMs }: UpgradePage): Html {
  return card({
    title: 'Until now',
    flush: true,
    body: table({
      caption: `Upgrades of ${app}`,
      cards: true,
      columns: [{ label: 'Begun' }, { label: 'To' }, { label: 'How it went' }, { label: 'Why' }],
      rows: upgrades.map((upgrade): TableRow => [
        html`<time datetime="${upgrade.startedAt}">${clockTime(upgrade.startedAt, nowMs)}</time> <span class="r-muted">${upgrade.actor}</span>`,
        name(upgrade),
        howChip(upgrade),
        upgrade.failure ?? '',
      ]),
    }),
  });
}

function howChip({ state, seconds, isUndone }: Upgrade): Html {
  if (seconds === null) return chip('wait', 'under way');
  if (state === 'done') return chip('ok', 'done');
  return isUndone ? chip('late', 'undone') : chip('fail', 'failed');
}
