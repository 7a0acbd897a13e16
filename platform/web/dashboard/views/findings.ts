import { card, chip, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { callWords } from '../../../rules/findings/finding.ts';
import type { Finding, FindingAction, FindingPlace, Severity } from '../../../rules/findings/finding.ts';
import { table } from '#kit/html/table.ts';
import { clockTime, count } from '../format.ts';
import type { Headline } from '../headlines.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

const tones: Readonly<Record<Severity, 'fail' | 'late' | 'idle'>> = { critical: 'fail', warning: 'late', info: 'idle' };

/** What the monitor found out about an app, the worst first; nothing where nothing is wrong. */
export function findingsCard(app: string, findings: readonly Finding[], nowMs: number): Html | null {
  if (findings.length === 0) return null;
  const lines = findings.map(
    ({ id, severity, title, why, since, state, evidence }) =>
      html`<li class="r-${tones[severity]}" data-key="finding-${id}"><span class="ic">${icon('exclamation-triangle-fill')}</span><span><a class="r-strong" href="${paths.finding(app, id)}">${title}</a> ${state === 'acted' && chip('wait', 'acted on')}<br><span class="r-muted">${why}</span>${evidence[0] && html`<br><span class="r-small">${evidence[0].text}: ${evidence[0].value} ${evidence[0].unit}</span>`}</span><time class="r-muted r-small" datetime="${since}">${clockTime(since, nowMs)}</time></li>`,
  );
  return card({ title: 'Findings', say: 'what is wrong, and what to do', body: html`<ul class="r-checks">${lines}</ul>` });
}

/** The worst finding in one sentence; null where nothing is wrong. */
export function findingHeadline(findings: readonly Finding[]): Headline | null {
  const worst = findings.find(({ state, severity }) => state === 'open' && severity !== 'info');
  if (worst === undefined) return null;
  const [first] = worst.evidence;
  const fact = first === undefined ? '' : ` ${first.text}: ${first.value} ${first.unit}`.trimEnd();
  return {
    state: worst.severity === 'critical' ? 'fail' : 'late',
    sentence: `${worst.title}.`,
    detail: `${worst.why}${fact === '' ? '' : ` ·${fact}`}`,
  };
}

export interface FindingPage {
  readonly finding: Finding;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

const stateWords: Readonly<Record<Finding['state'], string>> = {
  open: 'open',
  acted: 'acted on',
  dismissed: 'dismissed',
  resolved: 'over',
};

/** One finding: what speaks for it, why, and what can be done about it. */
export function findingPage({ finding, visitor, nowMs, fault }: FindingPage): Html {
  const { app, rule, title, why, severity, since, lastSeen, state, reason, evidence } = finding;
  const isLiving = state === 'open' || state === 'acted';
  const detail = html`${rule}, since ${clockTime(since, nowMs)}, last seen ${clockTime(lastSeen, nowMs)} ${chip(isLiving ? tones[severity] : 'ok', stateWords[state])}${reason !== null && html` <span class="r-muted">${reason}</span>`}`;
  const rows = evidence.map(({ text, value, unit }) => [text, html`<b>${typeof value === 'number' ? count(value) : value}</b> ${unit}`]);
  const columns = [{ label: 'What was measured' }, { label: 'Value', hidden: true, numeric: true }];
  return dashboardPage({
    title: 'Finding',
    visitor,
    app: { name: app, tab: 'monitor' },
    body: html`${statusSentence({ state: isLiving ? tones[severity] : 'ok', sentence: `${title}.`, detail })}${faultBanner(fault)}
    <div class="r-two start">
    ${card({ title: 'What speaks for it', flush: true, body: table({ caption: 'What was measured', columns, rows }) })}
    ${card({ title: 'Why', body: html`<p>${why}</p><p><a href="${paths.metricsAt(app, timeAround(finding))}">Charts of that time</a> · <a href="${paths.logs(app)}">Log</a> · <a href="${paths.monitor(app)}">Where the seconds go</a></p>` })}
    </div>
    ${undoCard(finding, visitor)}${state !== 'resolved' && actionsCard(finding, visitor)}`,
  });
}

const aroundSeconds = 600;

/** From a little before it was first seen until it was last. */
function timeAround({ since, lastSeen }: Finding): { readonly from: string; readonly to: string } {
  return { from: String(Math.floor(Date.parse(since) / 1000) - aroundSeconds), to: String(Math.ceil(Date.parse(lastSeen) / 1000)) };
}

/** What somebody did by one of the buttons, and how to take it back. */
function undoCard({ app, id, undo, reason }: Finding, visitor: Visitor): Html | null {
  if (!undo || !visitor.may('operate')) return null;
  return card({
    title: 'Done',
    body: html`<form class="r-stack" method="post" action="${paths.undoFinding(app, id)}">${csrfField(visitor.csrf)}<p>${reason}. It can be taken back as long as nobody has changed it since.</p><div class="r-buttons"><button class="btn btn-outline">${callWords(undo)} again</button></div></form>`,
  });
}

function actionsCard(finding: Finding, visitor: Visitor): Html {
  const { app, id, actions, state } = finding;
  const forms = actions.map((action, at) => actionForm({ finding, visitor }, action, at));
  const dismiss = html`<details class="r-more-line"><summary>This is no trouble</summary><form class="r-inline" method="post" action="${paths.dismissFinding(app, id)}">${csrfField(visitor.csrf)}${field({ name: 'reason', label: 'Why', type: 'text', value: '', required: true, attributes: { autocomplete: 'off', maxlength: 300 } })}<button class="btn btn-outline">Dismiss until it is twice as bad</button></form></details>`;
  if (!visitor.may('operate'))
    return html`${card({ title: 'What to do', body: html`<ul>${actions.map(({ label }) => html`<li>${label}</li>`)}</ul>` })}${onlyFor('operate')}`;
  return card({ title: 'What to do', body: html`<div class="r-stack">${forms}${state !== 'dismissed' && dismiss}</div>` });
}

function actionForm(
  { finding, visitor }: { readonly finding: Finding; readonly visitor: Visitor },
  action: FindingAction,
  at: number,
): Html {
  const { label, call, confirm, costDelta } = action;
  if (call.verb === 'look' && changedThere.has(call.at) && !visitor.may('change'))
    return html`<div><p>${label}</p>${onlyFor('change')}</div>`;
  if (call.verb === 'look')
    return html`<p><a class="btn btn-outline" href="${placeOf(finding.app, call)}">${icon('arrow-right')}${label}</a></p>`;
  return html`<form class="r-stack" method="post" action="${paths.actOnFinding(finding.app, finding.id)}">${csrfField(visitor.csrf)}<input type="hidden" name="action" value="${at}"><p>${confirm} ${costDelta !== null && html`<b>${costWords(costDelta)}</b>`}</p><div class="r-buttons">${holdButton(label, 'primary')}</div></form>`;
}

/** Pages on which plans and config vars are changed: not by every operator. */
const changedThere: ReadonlySet<FindingPlace> = new Set(['addons', 'config', 'domains']);

/** The page that a link to a place leads to. */
export function placeOf(app: string, { at, search = '' }: { readonly at: FindingPlace; readonly search?: string }): string {
  const places: Readonly<Record<FindingPlace, string>> = {
    logs: paths.logs(app, search === '' ? {} : { search }),
    metrics: paths.metrics(app),
    addons: paths.addons(app),
    backups: paths.backups(app),
    errors: paths.errors(app),
    settings: paths.settings(app),
    config: paths.config(app),
    cache: paths.cache(app),
    scaling: paths.scaling(app),
    alerts: paths.appAlerts(app),
    channels: paths.alerts(),
    rehearsals: paths.rehearsals(app),
    domains: paths.domains(app),
    releases: paths.releases(app),
  };
  return places[at];
}

function costWords({ perHourMicro, currency }: NonNullable<FindingAction['costDelta']>): string {
  if (perHourMicro === 0) return 'It costs nothing more.';
  const amount = (Math.abs(perHourMicro) / 1_000_000).toLocaleString('en-US', { style: 'currency', currency, minimumFractionDigits: 3 });
  return perHourMicro > 0 ? `It costs ${amount} more an hour.` : `It saves ${amount} an hour.`;
}
