import { card, chip, control, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { ProcessType } from '../../../rules/resources.ts';
import type { Autoscale, AutoscaleDecision, Schedule } from '../../../rules/scaling/scaling-resources.ts';
import { formationWords } from '../../../rules/scaling/schedule-words.ts';
import { weekdays } from '../../../rules/scaling/schedule.ts';
import { clockTime, count, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';
import { plannedChart } from './planned-chart.ts';

export interface SchedulePage {
  readonly app: string;
  readonly formation: readonly ProcessType[];
  readonly autoscales: readonly Autoscale[];
  readonly schedules: readonly Schedule[];
  /** Newest first; only those that changed something or were kept from it. */
  readonly decisions: readonly AutoscaleDecision[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  /** In which the reader plans. */
  readonly zone: string;
  readonly fault?: PageFault | null;
}

/** When an app's dynos change by themselves, and why they did. */
export function schedulePage(page: SchedulePage): Html {
  const { app, formation, visitor, fault } = page;
  const mayChange = visitor.may('operate') && formation.length > 0;
  return dashboardPage({
    title: 'Scaling',
    visitor,
    app: { name: app, tab: 'scaling' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${changesCard(page)}
    ${mayChange && html`<div class="r-two">${autoscaleCard(page)}${scheduleCard(page)}</div>`}${!visitor.may('operate') && onlyFor('operate')}
    ${decisionsCard(page)}`,
  });
}

const firstStep = (formation: readonly ProcessType[]): string =>
  formation.length === 0 ? 'Next: deploy it.' : 'Next: set times below, or let dynos follow the traffic.';

function headlineOf({ app, formation, autoscales, schedules, zone }: SchedulePage): StatusSentence {
  const failing = schedules.find(({ state }) => state === 'failing');
  if (failing) return { state: 'fail', sentence: `Schedule ${failing.id} of ${app} does not come true.`, detail: failing.failure ?? '' };
  const [on] = autoscales;
  const next = schedules.filter(({ state, next: window }) => state === 'waiting' && window !== null).toSorted(byTime)[0];
  const detail =
    next?.next == null
      ? (on?.last?.words ?? firstStep(formation))
      : html`Next: <b>${next.title}</b> ${windowTimes(next, zone)} by the clock of ${zone}.`;
  if (on)
    return { state: 'ok', sentence: `${on.type} follows the traffic: ${several(on.quantity, 'dyno')} of ${on.min} to ${on.max}.`, detail };
  const open = schedules.find(({ state }) => state === 'open' || state === 'overridden');
  if (open) return { state: 'ok', sentence: `A schedule is at work: ${open.title}.`, detail };
  return {
    state: 'idle',
    icon: 'calendar-event',
    sentence: `${app} stays at ${sizeOf(formation)} until ${changerOf(next)} changes it.`,
    detail,
  };
}

const changerOf = (next: Schedule | undefined): string => (next === undefined ? 'somebody' : 'its schedule');

function sizeOf(formation: SchedulePage['formation']): string {
  const dynos = formation.reduce((all, { quantity }) => all + quantity, 0);
  return several(dynos, 'dyno');
}

const byTime = (one: Schedule, other: Schedule): number => (one.next?.from ?? '').localeCompare(other.next?.from ?? '');

function changesCard(page: SchedulePage): Html | null {
  const { autoscales, schedules, formation } = page;
  if (autoscales.length + schedules.length === 0) return null;
  const rows = [...autoscales.map((each) => autoscaleRow(page, each)), ...schedules.map((each) => scheduleRow(page, each))];
  const charts = formation.map(({ type, quantity }) =>
    plannedChart({ type, present: quantity, schedules, nowMs: page.nowMs, zone: page.zone }),
  );
  return card({
    title: 'When it changes by itself',
    aside: zoneForm(page),
    body: html`<ul class="r-plain">${rows.map((row) => html`<li class="r-line-row">${row}</li>`)}</ul>${charts}`,
  });
}

/** Whose clock the page speaks of; it stays chosen. */
function zoneForm({ app, zone }: SchedulePage): Html {
  const choice = control({ name: 'zone', label: '', type: 'select', options: zoneOptions(zone), value: zone }, 'page-zone');
  return html`<form class="r-buttons" action="${paths.scaling(app)}"><label class="r-muted" for="page-zone">Times of</label><div>${choice}</div><button class="btn btn-outline">Show</button></form>`;
}

function zoneOptions(zone: string): readonly { readonly value: string; readonly label: string }[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return (zones.includes(zone) ? zones : [zone, ...zones]).map((value) => ({ value, label: value }));
}

function autoscaleRow(page: SchedulePage, { type, min, max, p95Ms, until, isDryRun, bySchedule, afterwards, last }: Autoscale): Html {
  const end = until === null ? '' : `, until ${clockTime(until, page.nowMs, page.zone)}`;
  const then = afterwards === null ? '' : `, then ${formationWords(afterwards)}`;
  return html`${icon('graph-up-arrow')}<div class="r-grow"><b>More ${type} dynos when 95 of 100 pages take over ${count(p95Ms)} ms</b>, fewer when it is calm: ${min} to ${max}${end}${then}.
    <div class="r-muted">${last === null ? 'It looks every ten seconds.' : last.words}</div></div>${chip(isDryRun ? 'wait' : 'ok', isDryRun ? 'trial' : 'on')}${bySchedule ? html`<span class="r-muted">by a schedule</span>` : switchOff(page, type)}`;
}

function switchOff({ app, visitor }: SchedulePage, type: string): Html | null {
  if (!visitor.may('operate')) return null;
  return html`<form method="post" action="${paths.autoscale(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="type" value="${type}"><button class="btn btn-outline" name="do" value="off">Switch off</button></form>`;
}

function scheduleRow(page: SchedulePage, schedule: Schedule): Html {
  const { id, title, when, group, failure } = schedule;
  const { app, visitor } = page;
  const remove = html`<form method="post" action="${paths.removeSchedule(app, id)}">${csrfField(visitor.csrf)}<button class="btn btn-outline" aria-label="Remove schedule ${id}">Remove</button></form>`;
  return html`${icon('calendar-event')}<div class="r-grow"><b>${title}</b>, ${when}${group === null ? '' : html` <span class="r-muted">of ${group}</span>`}
    <div class="r-muted">${failure ?? stateWords(schedule)}${elsewhere(schedule, page.zone)}</div></div>${stateChip(schedule)}${visitor.may('operate') && remove}`;
}

function stateWords(schedule: Schedule): string {
  const { state, next, window } = schedule;
  if (next === null) return 'It has no window to come.';
  const until = wallTime(next.until, window.timezone);
  if (state === 'overridden') return `Changed by hand: that holds until ${until}.`;
  return state === 'open' ? `Until ${until}.` : `Next: ${windowTimes(schedule, window.timezone)}.`;
}

/** The same by the reader's clock, where that shows another time. */
function elsewhere(schedule: Schedule, zone: string): string | null {
  const yours = windowTimes(schedule, zone);
  return yours === windowTimes(schedule, schedule.window.timezone) ? null : ` For you ${yours}.`;
}

/** `Sat 4 Jul, 09:00 to 18:00`, `Sat 4 Jul, 21:00 to Sun 5 Jul, 02:00` */
function windowTimes({ next }: Schedule, zone: string): string {
  if (next === null) return '';
  const [from, until] = [wallTime(next.from, zone), wallTime(next.until, zone)];
  const day = from.slice(0, from.lastIndexOf(' ') + 1);
  return `${from} to ${until.startsWith(day) ? until.slice(day.length) : until}`;
}

function wallTime(at: string, timeZone: string): string {
  const form = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone } as const;
  return new Intl.DateTimeFormat('en-GB', form).format(Date.parse(at));
}

const chips: Record<Schedule['state'], Html> = {
  waiting: chip('wait', 'planned'),
  open: chip('ok', 'on'),
  overridden: chip('late', 'by hand'),
  failing: chip('fail', 'fails'),
  over: chip('idle', 'over'),
};

const stateChip = ({ state }: Schedule): Html => chips[state];

function autoscaleCard({ app, autoscales, visitor }: SchedulePage): Html {
  const on = autoscales.find(({ type, bySchedule }) => type === 'web' && !bySchedule);
  const number = (name: string, label: string, more: { readonly value?: number | string; readonly help?: string }): Html =>
    field({ name, label, type: 'number', id: `auto-${name}`, attributes: { min: '0', inputmode: 'numeric' }, ...more });
  return card({
    title: 'Follow the traffic',
    say: 'web dynos come and go between two numbers',
    id: 'autoscaler',
    body: html`<form class="r-form-grid" method="post" action="${paths.autoscale(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="type" value="web">
    ${number('min', 'At least', { value: on?.min ?? 1 })}${number('max', 'At most', { value: on?.max ?? 10 })}
    ${number('p95', 'Goal in milliseconds', { value: on?.p95Ms ?? 1000, help: '95 of 100 pages are to be answered within.' })}
    ${number('hours', 'For how many hours', { value: '', help: 'Empty: until somebody switches it off.' })}
    ${number('afterwards', 'Then run', { value: '', help: 'Dynos after the end. Empty: as many as run then.' })}
    ${field({ name: 'trial', label: 'Only say what it would do', type: 'checkbox', value: on?.isDryRun ?? false })}
    <button class="btn btn-primary" name="do" value="on">${on ? 'Change' : 'Switch on'}</button></form>`,
  });
}

const dayLabels = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const;

function scheduleCard({ app, formation, visitor, zone }: SchedulePage): Html {
  const number = (name: string, label: string, more: { readonly help?: string; readonly required?: boolean }): Html =>
    field({ name, label, type: 'number', id: `plan-${name}`, attributes: { min: '0', max: '100', inputmode: 'numeric' }, ...more });
  return card({
    title: 'Run more at set times',
    say: 'by the clock on the wall, also when clocks change',
    id: 'schedule',
    body: html`<form class="r-form-grid" method="post" action="${paths.schedules(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'type', id: 'plan-type', label: 'Process type', type: 'select', options: formation.map(({ type }) => ({ value: type, label: type })), value: 'web' })}
    ${number('quantity', 'Dynos', { required: true })}
    ${field({ name: 'from', label: 'From', type: 'time', value: '09:00', required: true })}${field({ name: 'to', label: 'To', type: 'time', value: '18:00', required: true })}
    <fieldset class="r-field r-days"><legend>Days</legend><div class="r-day-row">${weekdays.map((day) => field({ name: `day-${day}`, label: dayLabels[day], type: 'checkbox' }))}</div><span class="r-help">None: each day.</span></fieldset>
    ${field({ name: 'first', label: 'First day', type: 'date', help: 'Empty: for ever.' })}${field({ name: 'last', label: 'Last day', type: 'date' })}
    ${field({ name: 'timezone', label: 'Time zone', type: 'select', options: zoneOptions(zone), value: zone })}
    ${number('after', 'Then run', { help: 'Empty: as many as before.' })}
    <button class="btn btn-primary">${icon('calendar-plus')}Add</button></form>`,
  });
}

function decisionsCard({ decisions, nowMs, zone, app }: SchedulePage): Html | null {
  if (decisions.length === 0) return null;
  return card({
    title: 'What was decided',
    say: `by the autoscaler, newest first; times of ${zone}`,
    aside: html`<code>rostra ps:autoscale:log --app ${app}</code>`,
    flush: true,
    body: table({
      caption: `Decisions of the autoscaler of ${app}`,
      cards: true,
      columns: [
        { label: 'When' },
        { label: 'Dynos' },
        { label: 'Why' },
        { label: 'p95', numeric: true },
        { label: 'Slots busy', numeric: true },
      ],
      rows: decisions.map(({ at, type, from, to, words, figures }) => [
        html`<time datetime="${at}">${clockTime(at, nowMs, zone)}</time>`,
        `${type} ${from === to ? from : `${from} → ${to}`}`,
        words.replace(/^(?:\d+ → \d+|Stays at \d+): /, ''),
        figures.p95 === null ? '–' : `${count(Math.round(figures.p95))} ms`,
        `${figures.busySlots.toFixed(1)} of ${figures.slots}`,
      ]),
    }),
  });
}
