import { banner, card, csrfField, emptyState, field, icon, meter, statusSentence, tile } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { budgetActions, type Budget, type CostReport, type PlannedEvent } from '../../../rules/costs/cost-resources.ts';
import { microText } from '../../../rules/costs/money-text.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface CostFilter {
  readonly app?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface CostsPage {
  readonly report: CostReport;
  /** Of the present day in UTC. */
  readonly todayMicro: number;
  readonly budgets: readonly Budget[];
  readonly events: readonly PlannedEvent[];
  readonly apps: readonly string[];
  readonly filter: CostFilter;
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

/** What was spent, what runs now, what the month will come to, and what may be spent. */
export function costsPage(page: CostsPage): Html {
  const { report, visitor, fault } = page;
  return dashboardPage({
    title: 'Costs',
    visitor,
    place: 'costs',
    body: html`${statusSentence({
      ...headlineOf(page),
      actions: [html`<a class="btn btn-primary" href="${paths.costEstimate()}">${icon('calendar-event')}Plan an event</a>`],
    })}${faultBanner(fault)}${confirmBanner(report)}
    ${tiles(page)}
    ${filterForm(page)}
    ${report.lines.length === 0 ? emptyState({ icon: 'clock-history', sentence: 'Nothing was paid for in this time', fact: 'The meter runs while dynos or add-ons are there.' }) : html`${linesCard(page)}${daysCard(report)}`}
    ${eventsCard(page)}
    ${budgetsCard(page)}`,
  });
}

function headlineOf({ report, budgets }: CostsPage): { state: 'ok' | 'late' | 'fail'; sentence: string; detail: Html | string } {
  const money = (micro: number): string => microText(micro, report.currency);
  const spent = budgets.find(({ percent }) => percent >= 100);
  if (spent)
    return {
      state: 'fail',
      sentence: `The budget ${spent.name} is spent.`,
      detail: `${money(spent.spentMicro)} of ${money(spent.amountMicro)}.`,
    };
  const tight = budgets.find(({ forecastMicro, amountMicro }) => forecastMicro > amountMicro);
  const detail = `${money(report.monthMicro)} until now; what runs costs ${microText(report.perHourMicro, report.currency, 4)} an hour.`;
  if (tight)
    return { state: 'late', sentence: `The budget ${tight.name} will not last: ${money(tight.forecastMicro)} are to be expected.`, detail };
  return { state: 'ok', sentence: `This month will come to about ${money(report.forecastMicro)}.`, detail };
}

function confirmBanner({ isConfirmed, book, shipped }: CostReport): Html | null {
  if (isConfirmed) return null;
  const detail = html`Nobody has said yet that they are right. <a href="${paths.costPrices(book)}">Look at them</a>.`;
  return banner({ kind: 'info', text: `Prices of ${book} as shipped on ${shipped}.`, detail });
}

function sharesOf({ machineByApp, currency }: CostReport): Html {
  return html`${machineByApp.map(({ name, amountMicro }, at) => html`${at > 0 && ', '}${name} ${microText(amountMicro, currency)}`)}`;
}

function tiles({ report, todayMicro }: CostsPage): Html {
  const { currency, machineMicro, machineByApp } = report;
  const machine =
    machineMicro === null
      ? html`<a href="${paths.costPrices('my-machine')}">Say what this machine costs an hour</a>, and its real price stands here beside the meter.`
      : html`This machine itself cost ${microText(machineMicro, currency)} in this time${machineByApp.length > 0 && html`: ${sharesOf(report)}, half by computing time and half by memory`}; this is in no other sum.`;
  return html`<section class="r-tiles">${tile({ label: 'Now', value: microText(report.perHourMicro, currency, 3), unit: 'an hour', judge: 'what runs at this moment' })}${tile({ label: 'Today', value: microText(todayMicro, currency), judge: 'since midnight UTC' })}${tile({ label: 'This month', value: microText(report.monthMicro, currency), judge: `${microText(report.forecastMicro, currency)} to be expected` })}</section><p class="r-muted r-small">${machine}</p>`;
}

function filterForm({ filter, apps }: CostsPage): Html {
  const options = [{ value: '', label: 'All apps' }, ...apps.map((name) => ({ value: name, label: name }))];
  return html`<form class="r-inline" method="get" action="${paths.costs()}">${field({ name: 'app', label: 'App', type: 'select', value: filter.app ?? '', options })}${field({ name: 'from', label: 'From', type: 'date', value: filter.from ?? '' })}${field({ name: 'to', label: 'To', type: 'date', value: filter.to ?? '' })}<button class="btn btn-outline">${icon('funnel')}Show</button></form>
    <p class="r-buttons"><a class="btn btn-outline" href="${paths.costLedger({ ...filter })}">${icon('journal-text')}Ledger</a><a class="btn btn-outline" href="${paths.costReceipt({ ...filter })}">${icon('printer')}Receipt</a><a class="btn btn-outline" href="${paths.costsCsv({ ...filter })}">${icon('download')}CSV</a><a class="btn btn-outline" href="${paths.costPrices()}">Prices</a></p>`;
}

function linesCard({ report }: CostsPage): Html {
  const { currency } = report;
  return card({
    title: 'Where it went',
    say: html`${microText(report.totalMicro, currency)} from ${report.from.slice(0, 10)} on`,
    flush: true,
    body: table({
      caption: 'Costs by app and thing',
      cards: true,
      columns: [
        { label: 'App' },
        { label: 'What' },
        { label: 'Hours', numeric: true },
        { label: 'Costs', numeric: true },
        { label: 'Share' },
      ],
      rows: report.lines.map(({ app, kind, key, unitSeconds, amountMicro, isUnpriced }) => {
        const percent = report.totalMicro === 0 ? 0 : Math.round((100 * amountMicro) / report.totalMicro);
        return [
          app,
          html`${kind} <b>${key}</b>`,
          (unitSeconds / 3600).toFixed(1),
          isUnpriced ? html`<span class="nil">no price</span>` : microText(amountMicro, currency, 4),
          meter(percent, `${percent} %`, 'idle'),
        ];
      }),
    }),
  });
}

function daysCard({ byDay, currency }: CostReport): Html {
  const most = Math.max(1, ...byDay.map(({ amountMicro }) => amountMicro));
  return card({
    title: 'Day by day',
    say: 'days in UTC',
    flush: true,
    body: table({
      caption: 'Costs by day',
      cards: true,
      columns: [{ label: 'Day' }, { label: 'Costs', numeric: true }, { label: 'Beside the dearest day' }],
      rows: byDay.map(({ name, amountMicro }) => [
        name,
        microText(amountMicro, currency, 4),
        meter((100 * amountMicro) / most, '', 'idle'),
      ]),
    }),
  });
}

function eventsCard({ events, visitor }: CostsPage): Html | null {
  if (events.length === 0) return null;
  return card({
    title: 'Events in the calendar',
    say: 'they run by themselves',
    flush: true,
    body: table({
      caption: 'Events in the calendar',
      cards: true,
      columns: [
        { label: 'Event' },
        { label: 'App' },
        { label: 'Begins' },
        { label: 'Costs about', numeric: true },
        { label: 'Receipt and removal', hidden: true },
      ],
      rows: events.map(({ name, app, start, timezone, days, totalMicro, currency }) => [
        html`<b>${name}</b>`,
        html`<a href="${paths.scaling(app)}">${app}</a>`,
        html`${start}, ${days.length} days <span class="r-muted r-small">${timezone}</span>`,
        microText(totalMicro, currency),
        html`<div class="r-buttons"><a class="btn btn-outline btn-sm" href="${paths.costReceipt({ app, from: start, to: days.at(-1)?.date ?? start })}">${icon('printer')}Receipt</a>${visitor.may('operate') && html`<form method="post" action="${paths.unapplyPlan(app, name)}">${csrfField(visitor.csrf)}<button class="btn btn-outline btn-sm">Take away</button></form>`}</div>`,
      ]),
    }),
  });
}

const actionWords: Readonly<Record<Budget['action'], string>> = {
  notify: 'say so',
  'freeze-up': 'refuse more dynos',
  'scale-to-floor': 'go down to one dyno of each type',
  stop: 'stop all dynos',
};

function budgetsCard(page: CostsPage): Html {
  const { budgets, visitor } = page;
  const columns = [
    { label: 'Budget' },
    { label: 'Of' },
    { label: 'Spent' },
    { label: 'Forecast', numeric: true },
    { label: 'When it is spent' },
    { label: 'Remove', hidden: true },
  ];
  const rows = budgets.map((budget) => budgetRow(budget, visitor));
  const list = card({
    title: 'Budgets',
    say: 'told at 50, 80 and 100 %',
    flush: true,
    body: table({ caption: 'Budgets', cards: true, columns, rows }),
  });
  const form = card({
    title: 'Set a budget',
    say: 'nothing is cut while an event is on',
    body: visitor.may('change') ? budgetForm(page) : onlyFor('change'),
  });
  return html`${budgets.length > 0 && list}${form}`;
}

function budgetRow(budget: Budget, visitor: Visitor) {
  const { name, app, from, to, currency, percent, action, evenLive, isCapped } = budget;
  const money = (micro: number): string => microText(micro, currency);
  const when = from === null ? 'each month' : `${from.slice(0, 10)} to ${(to ?? '').slice(0, 10)}`;
  return [
    html`<b>${name}</b> <span class="r-muted r-small">${when}</span>`,
    app ?? 'all apps',
    meter(percent, `${money(budget.spentMicro)} of ${money(budget.amountMicro)}`),
    money(budget.forecastMicro),
    html`${actionWords[action]}${evenLive && ', even while an event is on'}${isCapped && html` <b>now</b>`}`,
    visitor.may('change')
      ? html`<form method="post" action="${paths.removeBudget(name)}">${csrfField(visitor.csrf)}<button class="btn btn-outline btn-sm">Remove</button></form>`
      : null,
  ];
}

function budgetForm({ visitor, apps }: CostsPage): Html {
  const of = [{ value: '', label: 'All apps' }, ...apps.map((name) => ({ value: name, label: name }))];
  const actions = budgetActions.map((action) => ({ value: action, label: actionWords[action] }));
  return html`<form class="r-inline" method="post" action="${paths.budgets()}">${csrfField(visitor.csrf)}${field({ name: 'name', label: 'Name', type: 'text', required: true, attributes: { autocomplete: 'off', maxlength: 40 } })}${field({ name: 'amount', label: 'Amount', type: 'text', required: true, attributes: { inputmode: 'decimal', autocomplete: 'off', placeholder: '20' } })}${field({ name: 'app', label: 'Of', type: 'select', value: '', options: of, id: 'budget-app' })}${field({ name: 'action', label: 'When it is spent', type: 'select', value: 'notify', options: actions })}<button class="btn btn-outline">${icon('plus-lg')}Set</button></form>`;
}
