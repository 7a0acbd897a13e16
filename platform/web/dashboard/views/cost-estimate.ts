import { card, csrfField, field, icon, statusSentence, tile } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { EstimateAnswer, PlannedEvent } from '../../../rules/costs/cost-resources.ts';
import { microText } from '../../../rules/costs/money-text.ts';
import type { ReadyPlan } from '../../../rules/costs/plans/ready-plans.ts';
import { timeText } from '../../../rules/costs/time-text.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface EstimatePage {
  readonly ready: readonly (ReadyPlan & { readonly price: string })[];
  /** The one that was chosen. */
  readonly chosen: ReadyPlan | null;
  /** As it is typed. */
  readonly text: string;
  /** By the plan's own prices first; none when it cannot be read. */
  readonly estimates: readonly EstimateAnswer[];
  readonly wish: { readonly app: string; readonly start: string; readonly timezone: string };
  readonly preview: PlannedEvent | null;
  readonly apps: readonly string[];
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

/** What an event costs before it is, and the plan put into the calendar. */
export function estimatePage(page: EstimatePage): Html {
  const { estimates, visitor, fault, ready, preview } = page;
  const [own] = estimates;
  return dashboardPage({
    title: 'Plan an event',
    visitor,
    place: 'costs',
    body: html`${statusSentence(
      own === undefined
        ? {
            state: 'idle',
            icon: 'calendar-event',
            sentence: 'How large is your event?',
            detail: 'Take the plan that is nearest and change it.',
          }
        : {
            state: 'ok',
            icon: 'calendar-event',
            sentence: `About ${microText(own.totalMicro, own.currency)} in all.`,
            detail: rangeWords(own),
          },
    )}${faultBanner(fault)}
    <section class="r-tiles">${ready.map(({ id, title, size, price }) => tile({ label: title, value: price, judge: size, href: paths.costEstimate(id) }))}</section>
    ${own && linesCard(own)}
    ${estimates.length > 1 && comparedCard(estimates)}
    ${page.chosen && expectedCard(page.chosen)}
    ${preview && calendarCard(page, preview)}
    ${page.text !== '' && planCard(page)}`,
  });
}

function rangeWords({ lowMicro, highMicro, currency, book, shipped }: EstimateAnswer): string {
  const prices = `Prices of ${book} as of ${shipped}.`;
  if (lowMicro === highMicro) return prices;
  return `Between ${microText(lowMicro, currency)} and ${microText(highMicro, currency)}, as the autoscaler goes. ${prices}`;
}

function linesCard(own: EstimateAnswer): Html {
  const money = (micro: number, places = 4): string => microText(micro, own.currency, places);
  const rows = own.lines.map(({ title, quantity, monthlyMicro, time, amountMicro, note }) => [
    html`<b>${title}</b>${note !== null && html` <span class="r-muted r-small">${note}</span>`}`,
    String(quantity),
    money(monthlyMicro, 2),
    timeText(time).trim(),
    money(amountMicro),
    `~${microText(amountMicro, own.currency, 0)}`,
  ]);
  const total = [
    html`<b>Total</b>`,
    '',
    '',
    '',
    html`<b>${money(own.totalMicro)}</b>`,
    html`<b>~${microText(own.totalMicro, own.currency, 0)}</b>`,
  ];
  return card({
    title: 'Line by line',
    say: own.title,
    flush: true,
    body: table({
      caption: 'What the plan costs, line by line',
      cards: true,
      columns: [
        { label: 'Line' },
        { label: 'Quantity', numeric: true },
        { label: 'A month', numeric: true },
        { label: 'Time', numeric: true },
        { label: 'Exact', numeric: true },
        { label: 'About', numeric: true },
      ],
      rows: [...rows, total],
    }),
  });
}

function comparedCard(estimates: readonly EstimateAnswer[]): Html {
  return card({
    title: 'The same by other prices',
    flush: true,
    body: table({
      caption: 'The same plan by every price book',
      columns: [{ label: 'Prices' }, { label: 'In all', numeric: true }],
      rows: estimates.map(({ title, totalMicro, currency }) => [title, microText(totalMicro, currency)]),
    }),
  });
}

function expectedCard({ database, cache, live, spared }: ReadyPlan): Html {
  const bound = (name: string, { limit, expectedPeak }: ReadyPlan['cache']): Html =>
    html`<li>${name}: <b>${expectedPeak}</b> at the peak of ${limit}</li>`;
  return card({
    title: 'What to expect',
    body: html`<ul>${bound('Connections of the database', database)}${bound('Clients of the page cache', cache)}${bound('Clients of live pages', live)}</ul><p>${icon('info-circle')} You may leave out: ${spared}</p>`,
  });
}

function calendarCard({ visitor, text, wish }: EstimatePage, event: PlannedEvent): Html {
  const rows = event.days.map(({ date, entries, amountMicro }) => [
    date,
    entries.length === 0 ? html`<span class="nil">–</span>` : html`${entries.map((entry) => html`<div>${entry}</div>`)}`,
    microText(amountMicro, event.currency),
  ]);
  const body = html`${table({ caption: `Calendar of ${event.name}`, cards: true, columns: [{ label: 'Day' }, { label: 'What holds' }, { label: 'Costs', numeric: true }], rows })}
    <form method="post" action="${paths.applyPlan()}">${csrfField(visitor.csrf)}<input type="hidden" name="plan" value="${text}"><input type="hidden" name="app" value="${wish.app}"><input type="hidden" name="start" value="${wish.start}"><input type="hidden" name="timezone" value="${wish.timezone}"><input type="hidden" name="sure" value="yes"><div class="r-buttons"><button class="btn btn-primary">${icon('calendar-plus')}Let it run by itself</button></div></form>`;
  return card({
    title: `In the calendar of ${event.app}`,
    say: html`${event.timezone}; ${microText(event.totalMicro, event.currency)} in all`,
    body,
  });
}

function planCard({ visitor, text, wish, apps }: EstimatePage): Html {
  const options = [{ value: '', label: 'Only reckon' }, ...apps.map((name) => ({ value: name, label: `Calendar of ${name}` }))];
  return card({
    title: 'The plan',
    say: 'change it as you like',
    body: html`<form class="r-stack" method="post" action="${paths.costEstimate()}">${csrfField(visitor.csrf)}${field({ name: 'plan', label: 'Lines', type: 'textarea', value: text, required: true, attributes: { rows: 14, spellcheck: 'false', autocomplete: 'off' }, help: 'Dynos by size, add-ons by plan; days, hours, or hoursPerDay with days.' })}<div class="r-inline">${field({ name: 'app', label: 'For', type: 'select', value: wish.app, options })}${field({ name: 'start', label: 'First day', type: 'date', value: wish.start })}${field({ name: 'timezone', label: 'Time zone', type: 'text', value: wish.timezone, attributes: { autocomplete: 'off', placeholder: 'Europe/Dublin' } })}<button class="btn btn-primary">${icon('check-lg')}Reckon</button></div></form>${!visitor.may('operate') && onlyFor('operate')}`,
  });
}
