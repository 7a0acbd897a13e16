import { card, chip, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { AlertIncident, AlertRule } from '../../../rules/alert-resources.ts';
import { alertMetrics, metricFacts, settableMetrics } from '../../../rules/alerts/alert-rule.ts';
import { presetNames, presetWords } from '../../../rules/alerts/presets.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';
import { incidentsCard } from './incidents.ts';

export interface AppAlertsPage {
  readonly app: string;
  readonly rules: readonly AlertRule[];
  readonly incidents: readonly AlertIncident[];
  /** How many ways there are to tell somebody. */
  readonly channels: number;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** What people are told of an app, how each of it stands, and what happened. */
export function appAlertsPage(page: AppAlertsPage): Html {
  const { app, incidents, visitor, nowMs, fault } = page;
  return dashboardPage({
    title: 'Alerts',
    visitor,
    app: { name: app, tab: 'alerts' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${rulesCard(page)}
    ${visitor.may('operate') ? html`<div class="r-two start">${presetsCard(page)}${addCard(page)}</div>` : onlyFor('operate')}
    ${incidentsCard({ incidents, nowMs, namesApps: false })}`,
  });
}

function headlineOf({ app, rules, channels }: AppAlertsPage): StatusSentence {
  if (rules.length === 0) {
    const detail = 'Choose a preset: one press sets what an event needs.';
    return { state: 'idle', icon: 'bell', sentence: `Nothing of ${app} raises an alert.`, detail };
  }
  return firingHeadline(app, rules) ?? calmHeadline(app, rules, channels);
}

function firingHeadline(app: string, rules: readonly AlertRule[]): StatusSentence | null {
  const firing = rules.filter(({ state }) => state === 'firing');
  const [first] = firing;
  if (first === undefined) return null;
  return {
    state: first.severity === 'critical' ? 'fail' : 'late',
    sentence: firing.length === 1 ? `One limit of ${app} is passed.` : `${firing.length} limits of ${app} are passed.`,
    detail: `${first.words}; it is ${first.valueWords ?? 'unknown'}.`,
  };
}

function calmHeadline(app: string, rules: readonly AlertRule[], channels: number): StatusSentence {
  const where = html`<a href="${paths.alerts()}">${channels === 0 ? 'add a channel' : several(channels, 'channel')}</a>`;
  const detail = channels === 0 ? html`Nobody is told yet: ${where}.` : html`People are told by ${where}.`;
  if (rules.some(({ state }) => state === 'pending'))
    return { state: 'wait', sentence: `A limit of ${app} is passed, not for long yet.`, detail };
  return { state: 'ok', sentence: `${app} is within ${rules.length === 1 ? 'its limit' : `all of its ${rules.length} limits`}.`, detail };
}

const states = { ok: 'ok', pending: 'wait', firing: 'fail' } as const;
const stateWords = { ok: 'within', pending: 'passed just now', firing: 'wrong' } as const;

function rulesCard({ app, rules, visitor, nowMs }: AppAlertsPage): Html {
  const rows = rules.map((rule): TableRow => {
    const { id, words, severity, state, since, valueWords, snoozedUntil, isOfEvent } = rule;
    return [
      html`${words}${isOfEvent && html` ${chip('idle', 'while the event is on')}`}`,
      html`${chip(states[state], stateWords[state])}${since !== null && html` <span class="r-muted r-small">since ${clockTime(since, nowMs)}</span>`}${snoozedUntil !== null && html` ${chip('idle', `quiet until ${clockTime(snoozedUntil, nowMs)}`)}`}`,
      valueWords ?? html`<span class="nil">–</span>`,
      severity,
      visitor.may('operate') && !isOfEvent && removeForm(app, id, visitor),
    ];
  });
  const columns = [
    { label: 'Told when' },
    { label: 'Now' },
    { label: 'Measured', numeric: true },
    { label: 'Severity' },
    { label: 'Remove', hidden: true },
  ];
  const isQuiet = rules.length > 0 && rules.every(({ snoozedUntil }) => snoozedUntil !== null);
  return card({
    title: 'Alerts',
    say: rows.length === 0 ? 'none' : 'looked at every ten seconds',
    aside: rows.length > 0 && visitor.may('operate') ? snoozeForm(app, visitor, isQuiet) : null,
    flush: true,
    body:
      rows.length === 0
        ? html`<p class="r-muted r-pad">There is none.</p>`
        : table({ caption: `Alerts of ${app}`, cards: true, columns, rows }),
  });
}

function removeForm(app: string, id: number, visitor: Visitor): Html {
  return html`<form method="post" action="${paths.removeAlert(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="id" value="${id}"><button class="r-icon" aria-label="Remove alert ${id}" title="Remove this alert">${icon('trash')}</button></form>`;
}

function snoozeForm(app: string, visitor: Visitor, isQuiet: boolean): Html {
  const label = isQuiet ? 'Tell again' : 'Quiet for 2 hours';
  return html`<form method="post" action="${paths.snoozeAlerts(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="minutes" value="${isQuiet ? 0 : 120}"><button class="btn btn-outline">${icon(isQuiet ? 'bell' : 'clock')}${label}</button></form>`;
}

function presetsCard({ app, visitor }: AppAlertsPage): Html {
  const presets = presetNames.filter((name) => name !== 'heroku');
  const forms = presets.map(
    (name) =>
      html`<form class="r-stack" method="post" action="${paths.presetAlerts(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="preset" value="${name}"><p class="r-muted">${presetWords[name].says}.</p><div class="r-buttons"><button class="btn ${name === 'tabbycat' ? 'btn-primary' : 'btn-outline'}">${icon('bell')}${presetWords[name].title} preset</button></div></form>`,
  );
  return card({ title: 'Presets', say: 'beside what is there', body: html`<div class="r-stack">${forms}</div>` });
}

function addCard({ app, visitor }: AppAlertsPage): Html {
  const conditions = settableMetrics.flatMap((metric) => {
    const { stats, words, unit } = metricFacts(metric);
    return (stats ?? []).map((stat) => ({ value: `${metric} ${stat}`, label: `${words(stat)}${unit === '' ? '' : `, ${unit}`}` }));
  });
  const codes = ['H10', 'H11', 'H12', 'H14', 'R14', 'R15', 'X20'].map((code) => ({
    value: `code ${code}`,
    label: `${alertMetrics.code.words(code)}, in a minute`,
  }));
  const times = [
    { value: 0, label: 'at once' },
    { value: 60, label: 'after 1 minute' },
    { value: 300, label: 'after 5 minutes' },
    { value: 600, label: 'after 10 minutes' },
  ];
  return card({
    title: 'One of your own',
    body: html`<form class="r-stack" method="post" action="${paths.appAlerts(app)}">${csrfField(visitor.csrf)}${field({ name: 'condition', label: 'What', type: 'select', value: 'response_time p95', options: [...conditions, ...codes] })}<div class="r-inline">${field({ name: 'threshold', label: 'Limit', type: 'number', value: 3000, required: true, attributes: { step: 'any', min: 0 } })}${field({ name: 'for', label: 'Told', type: 'select', value: 60, options: times })}</div>${field({ name: 'scope', label: 'Only of', type: 'text', value: '', help: 'A process type (web) or a group of routes (/draw). Empty: of the whole app.', attributes: { autocomplete: 'off', spellcheck: 'false', maxlength: 200 } })}<div class="r-buttons"><button class="btn btn-outline">${icon('plus-lg')}Add</button></div></form>`,
  });
}
