import { card, chip, csrfField, field, icon, meter, statusSentence, tile, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Rehearsal, RehearsalLevel, RehearsalResult } from '../../../rules/rehearsal-resources.ts';
import { formationHourlyText, type SizePrices } from '../../../rules/costs/hourly.ts';
import { count } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, livePart, region, type Visitor } from './frame.ts';
import { capacityChart, capacityKeys } from './rehearsal-chart.ts';

export interface RehearsalPage {
  readonly rehearsal: Rehearsal;
  readonly prices: SizePrices;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault?: PageFault | null;
}

/** While bots play: how far they are. Afterwards: what it came to. */
export function rehearsalPage(page: RehearsalPage): Html {
  const { rehearsal, visitor, fault } = page;
  const { app, id, endedAt, result } = rehearsal;
  const isLive = endedAt === null;
  const body = isLive
    ? livePart(paths.rehearsalLive(app, id), region('rehearsal', runningPart(rehearsal, visitor)))
    : result === null
      ? statusSentence({
          state: 'fail',
          sentence: `This rehearsal of ${app} came to nothing.`,
          detail: rehearsal.failure,
          actions: [again(app)],
        })
      : reportPart(page, result);
  return dashboardPage({
    title: 'Rehearsal',
    visitor,
    app: { name: app, tab: 'rehearsals' },
    isLive,
    body: html`${faultBanner(fault)}${body}`,
  });
}

const again = (app: string): Html =>
  html`<a class="btn btn-outline" href="${paths.rehearsals(app)}">${icon('arrow-counterclockwise')}Run again</a>`;

/** The curve as it grows, where the bots are, and the way to end it. */
export function runningPart(rehearsal: Rehearsal, visitor: Visitor): Html {
  const { app, id, endedAt, says, second, levels, plan, result } = rehearsal;
  const over = html`<a class="btn btn-primary" href="${paths.rehearsal(app, id)}">See what it came to</a>`;
  if (endedAt !== null) return statusSentence({ state: 'ok', sentence: 'It is over.', detail: result?.headline, actions: [over] });
  const stop = html`<form method="post" action="${paths.stopRehearsal(app, id)}">${csrfField(visitor.csrf)}<button class="btn btn-outline">${icon('stop-fill')}Stop the bots</button></form>`;
  return html`${statusSentence({
    state: 'wait',
    icon: 'robot',
    sentence: `Bots play ${app}. You expect ${count(plan.people)} people.`,
    detail: says ?? 'They are about to begin.',
    actions: visitor.may('operate') ? [stop] : [],
  })}${nowTiles(rehearsal)}
  ${card({ title: 'How many people it holds', say: 'so far', aside: capacityKeys(), body: capacityChart({ levels, holds: heldSoFar(levels), expected: plan.people, p95Ms: p95Of(plan) }) })}
  ${second && Object.keys(second.pages).length > 0 && card({ title: 'Where the bots are', flush: true, body: heat(second.pages) })}`;
}

function nowTiles({ second, levels }: Rehearsal): Html {
  const { people, perSecond, p95 } = second ?? { people: null, perSecond: null, p95: null };
  const shown = (value: number | null): string => (value === null ? '–' : count(Math.round(value)));
  return html`<section class="r-tiles" aria-label="Now">${[
    tile({
      label: 'People now',
      value: shown(people),
      judge: levels.length === 1 ? '1 level is done' : `${levels.length} levels are done`,
    }),
    tile({ label: 'Requests, last second', value: shown(perSecond) }),
    tile({ label: '95 of 100 pages within', value: shown(p95), unit: 'ms' }),
  ]}</section>`;
}

/** What the plan says would be too slow. */
function p95Of({ slo }: Rehearsal['plan']): number {
  const wish = typeof slo === 'object' && slo !== null && 'p95Ms' in slo ? Number(slo.p95Ms) : NaN;
  return wish > 0 ? wish : 1_500;
}

const heldSoFar = (levels: readonly RehearsalLevel[]): number =>
  Math.max(0, ...levels.filter(({ verdict }) => verdict === 'pass').map(({ people }) => people));

function heat(pages: Readonly<Record<string, number>>): Html {
  const all = Object.entries(pages)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 12);
  const most = Math.max(1, ...all.map(([, bots]) => bots));
  return table({
    caption: 'Requests under way by page',
    columns: [{ label: 'Page' }, { label: 'Bots that wait for it' }],
    rows: all.map(([page, bots]) => [html`<code>${page}</code>`, meter((100 * bots) / most, count(bots), 'wait')]),
  });
}

function reportPart(page: RehearsalPage, result: RehearsalResult): Html {
  const { rehearsal, visitor, prices } = page;
  const { app, plan } = rehearsal;
  return html`${statusSentence(headline(rehearsal, result, visitor))}
  ${tiles(result)}
  <div class="r-two r-wide-first">${card({
    title: 'How many people it holds',
    say: formationWords(result.formation),
    aside: capacityKeys(),
    body: html`${capacityChart({ levels: result.levels, holds: result.atPeople, expected: plan.people, p95Ms: result.slo.p95Ms })}${result.knee && html`<p>${result.knee.words}</p>`}<details class="r-as-table"><summary>The same as a table</summary>${levelTable(result.levels)}</details>`,
  })}${card({ title: 'Sizes', say: 'measured, not guessed', body: options(result, prices) })}</div>
  <div class="r-two r-wide-first">${card({ title: 'What fills up first', say: result.bottleneck?.title ?? 'nothing gave way', flush: true, body: fillTable(result) })}${card({ title: 'What the bots met', body: met(result) })}</div>
  ${card({ title: 'What to do', body: html`<div class="r-stack"><div>${advice(result)}</div>${dayForm(page, result)}</div>` })}
  ${cardPart(app, result)}`;
}

const states = { PASS: 'ok', FAIL: 'fail', INVALID: 'late' } as const;

function headline({ app, id }: Rehearsal, result: RehearsalResult, visitor: Visitor): StatusSentence {
  const { recommend, verdict } = result;
  const bigger = recommend.formation?.['web'];
  const apply =
    recommend.command?.includes('ps:scale') === true && bigger !== undefined && visitor.may('operate')
      ? [
          html`<form method="post" action="${paths.applyRehearsal(app, id)}">${csrfField(visitor.csrf)}<button class="btn btn-primary">Use ${bigger.replace(/:.*/, '')} web dynos</button></form>`,
        ]
      : [];
  return { state: states[verdict], sentence: result.headline, detail: html`<b>${result.words}</b>`, actions: [again(app), ...apply] };
}

function tiles({ levels, confirm, perSecond, atPeople, of }: RehearsalResult): Html {
  const usual = confirm ?? levels.filter(({ verdict }) => verdict === 'pass').at(-1) ?? levels.at(-1);
  return html`<section class="r-tiles four" aria-label="Figures">${[
    tile({
      label: 'Holds',
      value: count(atPeople),
      unit: 'people',
      judge: atPeople >= of ? `enough: you expect ${count(of)}` : `not enough: you expect ${count(of)}`,
    }),
    tile({
      label: '95 of 100 pages within',
      value: usual?.p95 == null ? '–' : count(Math.round(usual.p95)),
      unit: 'ms',
      judge: usual === undefined ? '' : `with ${count(usual.people)} people`,
    }),
    tile({ label: 'Requests a second, at most', value: count(Math.round(perSecond)) }),
    tile({
      label: 'Failed',
      value: String(usual?.failedPercent ?? '–'),
      unit: '%',
      judge: usual === undefined ? '' : `of ${count(usual.requests)} requests`,
    }),
  ]}</section>`;
}

function levelTable(levels: readonly RehearsalLevel[]): Html {
  return table({
    caption: 'Levels',
    columns: [
      { label: 'People', numeric: true },
      { label: 'Requests a second', numeric: true },
      { label: 'Half within', numeric: true },
      { label: '95 of 100', numeric: true },
      { label: 'Failed', numeric: true },
      { label: 'Judged' },
    ],
    rows: levels
      .toSorted((a, b) => a.people - b.people)
      .map((level) => ({
        cells: [
          count(level.people),
          String(level.perSecond),
          ms(level.p50),
          ms(level.p95),
          `${level.failedPercent} %`,
          level.why ?? 'as it should be',
        ],
        ...(level.verdict === 'fail' ? { state: 'fail' as const } : {}),
      })),
  });
}

const ms = (value: number | null): string => (value === null ? '–' : `${count(Math.round(value))} ms`);

function options({ options: tried }: RehearsalResult, prices: SizePrices): Html {
  return html`<ul class="r-options">${tried.map(({ formation, people, fits, why }) => {
    const hourly = formationHourlyText(formation, prices);
    const costs = hourly !== null && html`<br><span class="r-muted">${hourly} an hour</span>`;
    return html`<li>${chip(fits ? 'ok' : 'fail', fits ? 'fits' : 'too small')}<span><b>${formationWords(formation)}</b>${costs}<br><span class="r-muted">${why}</span></span><span class="r-num">${people > 0 && html`<b>${count(people)}</b><br><span class="r-muted">people</span>`}</span></li>`;
  })}</ul>`;
}

/** `2 web, 1 worker` */
const formationWords = (formation: Readonly<Record<string, string>>): string =>
  Object.entries(formation)
    .map(([type, word]) => `${word.replace(/:.*/, '')} ${type}`)
    .join(', ');

function fillTable({ fills, bottleneck, second }: RehearsalResult): Html {
  const words = [bottleneck, second].filter((one) => one !== null).map((one) => html`<p class="r-more">${one.words}</p>`);
  return html`${words}${table({
    caption: 'Limits, the fullest first',
    cards: true,
    columns: [{ label: 'Limit' }, { label: 'Used', numeric: true }, { label: 'Share' }],
    rows: fills.map(({ title, used, limit, unit }) => {
      const [share, room] = [(100 * used) / limit, `${count(used)} of ${count(limit)}${unit === '' ? '' : ` ${unit}`}`];
      const cells = [share >= 80 ? html`<b>${title}</b>` : title, room, meter(share, `${Math.round(share)} %`)];
      return share >= 80 ? { cells, state: 'late' as const } : cells;
    }),
  })}`;
}

function met({ met: all }: RehearsalResult): Html {
  return html`<ul class="r-met">${all.map(
    ({ mark, what, detail }) =>
      html`<li class="r-${mark}">${icon(mark === 'ok' ? 'check-circle-fill' : 'exclamation-triangle-fill')}<span><b>${what}</b><br><span class="r-muted">${detail}</span></span></li>`,
  )}</ul>`;
}

function advice({ recommend }: RehearsalResult): Html {
  return html`${recommend.sentences.map((sentence) => html`<p>${sentence}</p>`)}${recommend.command !== null && html`<p><code>${recommend.command}</code></p><p class="r-muted">${recommend.isConfirmed ? 'That was tried, and it held.' : 'That has not been shown to hold.'}</p>`}`;
}

/** What holds, on the day of the event and not before: a schedule. */
function dayForm({ rehearsal, visitor, nowMs, prices }: RehearsalPage, { recommend }: RehearsalResult): Html | null {
  const { app, id } = rehearsal;
  const { formation } = recommend;
  if (formation === null || !visitor.may('operate')) return null;
  const hourly = formationHourlyText(formation, prices);
  const words = formationWords(formation);
  return html`<div><form class="r-inline" method="post" action="${paths.planRehearsed(app, id)}">${csrfField(visitor.csrf)}
    ${field({ name: 'day', label: 'The day', type: 'date', value: tomorrow(nowMs), required: true })}
    ${field({ name: 'from', label: 'from', type: 'time', value: '09:00', required: true })}
    ${field({ name: 'to', label: 'to', type: 'time', value: '18:00', required: true })}
    ${field({ name: 'timezone', label: 'Time zone', type: 'text', value: Intl.DateTimeFormat().resolvedOptions().timeZone, required: true, attributes: { autocomplete: 'off', spellcheck: 'false' } })}
    <button class="btn btn-primary">${icon('calendar-event')}Run ${words} on that day</button></form>
    <p class="r-muted">They are up some minutes before, and afterwards it is as it was.${hourly !== null && html` ${words} costs ${hourly} an hour.`}</p></div>`;
}

/** In the machine's own zone, as `2026-07-05`. */
function tomorrow(nowMs: number): string {
  const date = new Date(nowMs);
  date.setDate(date.getDate() + 1);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** REH-14: prints as one page. */
function cardPart(app: string, { card: day }: RehearsalResult): Html {
  return card({
    title: 'Card for the day',
    say: day.title,
    aside: html`<span class="r-muted r-small">${icon('printer')} prints on a page of its own</span>`,
    body: html`<div class="r-day-card">
      <h3>Switch on</h3><ul class="r-day-list">${day.before.map(({ when, what, command }) => html`<li><label><input type="checkbox"> <b>${when}</b>: ${what}${command !== null && html` <code>${command}</code>`}</label></li>`)}</ul>
      <h3>Watch</h3>${table({
        caption: 'Five numbers to watch',
        columns: [{ label: 'Number' }, { label: 'Usual', numeric: true }, { label: 'Never over', numeric: true }],
        rows: day.watch.map(({ what, usual, limit }) => [what, usual, limit]),
      })}
      <h3>When something is wrong at ${app}</h3>${table({
        caption: 'Troubles and what helps',
        cards: true,
        columns: [{ label: 'Look for' }, { label: 'Then' }, { label: 'Who may' }, { label: 'What it costs' }],
        rows: day.troubles.map(({ sentence, command, who, costs }) => [sentence, html`<code>${command}</code>`, who, costs]),
      })}</div>`,
  });
}
