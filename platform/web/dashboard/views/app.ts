import { banner, card, chip, csrfField, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { LogLine, Metrics, Release } from '../../../rules/resources.ts';
import type { AppFacts } from '../facts.ts';
import { clockTime, several } from '../format.ts';
import { appHeadline } from '../headlines.ts';
import { paths } from '../routes.ts';
import { shownTrafficSeconds } from '../traffic.ts';
import { activityCard } from './activity.ts';
import { dynosCard, restartForm } from './dynos.ts';
import { findingHeadline, findingsCard } from './findings.ts';
import { formationCards } from './formation.ts';
import { dashboardPage, livePart, region, type Visitor } from './frame.ts';
import { logLines } from './logs.ts';
import { rollbackForm } from './releases.ts';
import { trafficCharts } from './charts.ts';

export interface AppPage {
  readonly facts: AppFacts;
  readonly metrics: Metrics;
  readonly logs: readonly LogLine[];
  readonly visitor: Visitor;
  /** After a change of scale: what to go back to. */
  readonly undo?: { readonly type: string; readonly quantity: number } | null;
  readonly fault?: { readonly message: string; readonly hint: string | undefined; readonly code: string } | null;
}

/** The last lines of the log that the page shows. */
export const shownLogLines = 14;

/** The parts of an app's pages that are kept up to date, by name. */
export const appRegions = {
  status: ({ facts, visitor }: RegionInput) => statusRegion(facts, visitor),
  findings: ({ facts }: RegionInput) => findingsCard(facts.app.name, facts.findings, facts.nowMs) ?? html``,
  formation: ({ facts, visitor }: RegionInput) => formationCards(facts, visitor),
  dynos: ({ facts, visitor }: RegionInput) => dynosCard(facts, visitor),
  release: ({ facts, visitor }: RegionInput) => releaseCard(facts, visitor),
  addons: ({ facts }: RegionInput) => addonsCard(facts),
  activity: ({ facts }: RegionInput) => activityCard({ events: facts.events, nowMs: facts.nowMs, namesApps: false }),
};

export interface RegionInput {
  readonly facts: AppFacts;
  readonly visitor: Visitor;
}

export function appPage({ facts, metrics, logs, visitor, undo, fault }: AppPage): Html {
  const { name } = facts.app;
  const input = { facts, visitor };
  const url = paths.appLive(name, { regions: Object.keys(appRegions), streams: ['traffic', 'logs'] });
  return dashboardPage({
    title: 'Overview',
    visitor,
    app: { name, tab: 'overview' },
    isLive: true,
    islands: ['traffic-charts', 'log-tail', 'scale-form'],
    body: livePart(
      url,
      html`${fault && banner({ kind: 'failed', text: fault.message, detail: html`${fault.hint} <code>${fault.code}</code>` })}
      ${region('status', appRegions.status(input))}
      ${region('findings', appRegions.findings(input))}
      ${region('formation', appRegions.formation(input))}
      ${card({ title: 'Traffic', say: 'the last 12 minutes, second by second', aside: html`<a class="r-small" href="${paths.metrics(name)}">All metrics</a>`, body: trafficCharts({ metrics, url, seconds: shownTrafficSeconds, nowMs: facts.nowMs }) })}
      ${restartForm(name, visitor)}${region('dynos', appRegions.dynos(input))}
      <div class="r-three">${region('release', appRegions.release(input))}${configCard(facts)}${region('addons', appRegions.addons(input))}</div>
      <div class="r-two">${card({ title: 'Log', say: 'newest last', aside: html`<a class="r-small" href="${paths.logs(name)}">All logs</a>`, flush: true, body: logLines({ lines: logs, url, keep: shownLogLines, nowMs: facts.nowMs }) })}${region('activity', appRegions.activity(input))}</div>
      ${undo && undoToast(name, undo, visitor)}`,
    ),
  });
}

function statusRegion(facts: AppFacts, visitor: Visitor): Html {
  const { app, dynos, lastMinute } = facts;
  const ofApp = appHeadline(app, dynos, lastMinute);
  const { state, sentence, detail } = ofApp.state === 'ok' ? (findingHeadline(facts.findings) ?? ofApp) : ofApp;
  return html`${statusSentence({
    state,
    sentence,
    detail,
    actions: actsOf(facts, visitor),
  })}${app.restartPending && banner({ kind: 'info', text: 'Some config changes wait for a restart.', detail: 'The dynos run with the older values until then.' })}`;
}

function actsOf(facts: AppFacts, visitor: Visitor): Html[] {
  const { url } = facts.app;
  const open = html`<a class="btn btn-outline" href="${url}">${icon('box-arrow-up-right')}${url.replace(/^https?:\/\//, '')}</a>`;
  if (!visitor.may('operate')) return [open];
  const restart = html`<button class="btn btn-outline" form="restart">${icon('arrow-repeat')}Restart all</button>`;
  return [open, ...(facts.dynos.length > 0 ? [restart] : []), moreMenu(facts, visitor)];
}

/** UI-12: what is done less often. */
function moreMenu({ app }: AppFacts, visitor: Visitor): Html {
  const { name, maintenance } = app;
  return html`<details class="r-dots" data-key="more"><summary class="btn btn-outline">${icon('three-dots')}More</summary><div class="r-card r-dots-menu">
    ${visitor.may('change') && html`<a href="${paths.runs(name)}">${icon('terminal')}Run console</a>`}
    <form method="post" action="${paths.maintenance(name)}">${csrfField(visitor.csrf)}<input type="hidden" name="on" value="${maintenance ? '0' : '1'}"><button>${icon('cone-striped')}${maintenance ? 'End maintenance' : 'Maintenance: visitors wait'}</button></form>
    <a href="${paths.scaling(name)}">${icon('clock-history')}Scale at set times</a>
    <a href="${paths.cache(name)}">${icon('arrow-clockwise')}Clear cached pages</a>
    <a href="${paths.jobs(name)}">${icon('calendar-event')}Jobs</a>
    <a href="${paths.rehearsals(name)}">${icon('play-fill')}Rehearse</a>
    <a href="${paths.metrics(name)}">${icon('graph-up-arrow')}Metrics</a>
    <a href="${paths.settings(name)}">${icon('gear')}Settings</a>
    </div></details>`;
}

/** Before a release serves: what became of the last try, and the command of the next. */
function noReleaseCard(app: string, releases: readonly Release[]): Html {
  const failed = releases.find(({ status }) => status === 'failed');
  const last =
    failed &&
    html`<p><a class="r-strong" href="${paths.release(app, failed.version)}">v${failed.version}</a> ${chip('fail', 'failed')}</p><p>${failed.failure}</p>`;
  return card({
    title: 'Release',
    body: html`<div class="r-facts-lines">${last ?? html`<p class="r-muted">Nothing is deployed.</p>`}<p class="r-muted">Next: <code>npx rostra deploy FOLDER --app ${app}</code></p></div>`,
  });
}

function releaseCard({ app, releases, nowMs }: AppFacts, visitor: Visitor): Html {
  const current = releases.find((release) => release.current);
  if (!current) return noReleaseCard(app.name, releases);
  const before = releases.find((release) => release.version < current.version && release.status === 'succeeded' && release.slug !== null);
  return card({
    title: 'Release',
    body: html`<div class="r-facts-lines"><p><a class="r-strong" href="${paths.release(app.name, current.version)}">v${current.version}</a> by ${current.actor}, ${clockTime(current.createdAt, nowMs)} ${chip('ok', 'serving')}</p><p class="r-muted">${current.reason}</p>${before && visitor.may('operate') && rollbackForm({ app: app.name, version: before.version, serving: app.release, visitor })}</div>`,
  });
}

function configCard({ app, configNames }: AppFacts): Html {
  return card({
    title: 'Config',
    body: html`<div class="r-facts-lines"><p><b>${several(configNames.length, 'value')}</b></p><p class="r-muted r-clip">${configNames.slice(0, 3).map((name) => html`<code>${name}</code> `)}${configNames.length > 3 && html`and ${configNames.length - 3} more`}</p><a class="btn btn-outline" href="${paths.config(app.name)}">Open config</a></div>`,
  });
}

function addonsCard({ app, addons }: AppFacts): Html {
  const lines = addons.map(
    (addon) =>
      html`<p><b>${addon.service === 'postgres' ? 'Postgres' : 'Redis'}</b> ${addon.plan.replace(/^.*:/, '')}${addon.connectionLimit !== null && html` · ${addon.connectionLimit} connections`} ${addon.state !== 'available' && chip(addon.state === 'failed' ? 'fail' : 'wait', addon.state)}</p>`,
  );
  return card({
    title: 'Add-ons',
    body: html`<div class="r-facts-lines">${lines.length > 0 ? lines : html`<p class="r-muted">No database, no cache.</p>`}<a class="btn btn-outline" href="${paths.addons(app.name)}">Open add-ons</a></div>`,
  });
}

function undoToast(app: string, undo: { readonly type: string; readonly quantity: number }, visitor: Visitor): Html {
  return html`<div class="r-dock"><form class="r-toast" method="post" action="${paths.scale(app)}" role="status">${csrfField(visitor.csrf)}<input type="hidden" name="type" value="${undo.type}"><input type="hidden" name="quantity" value="${undo.quantity}"><span>The number of ${undo.type} dynos was changed.</span><span class="r-grow"></span><button>Go back to ${undo.quantity}</button></form></div>`;
}
