import { banner, csrfField, icon, statusSentence, type State } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { IconName } from '#kit/html/icons.ts';
import { table } from '#kit/html/table.ts';
import { mostMoved } from '../../../rules/slowest.ts';
import { elapsedText } from '../../../rules/monitor.ts';
import type { Laggards, MonitorHeadline, RiverStop, SeatState, SeatView } from '../../../rules/monitor.ts';
import { type MonitorView, paths } from '../routes.ts';
import { adminPage, livePart, region, type SessionTitle, type Visitor } from './frame.ts';

/** What the monitor shows at one moment. */
export interface MonitorState {
  readonly session: SessionTitle;
  readonly view: MonitorView;
  readonly headline: MonitorHeadline;
  readonly river: readonly RiverStop[];
  readonly seats: readonly SeatView[];
  readonly counts: Readonly<Record<SeatState, number>>;
  /** Who can be moved on. */
  readonly laggards: readonly Laggards[];
  readonly maxPageIndex: number;
  /** An amount as people read it. */
  readonly money: (amount: number) => string;
}

/** The parts of the monitor that its event stream keeps up to date, by name. */
export const monitorRegions: Readonly<Record<string, (state: MonitorState) => Html>> = {
  headline: ({ headline, session, seats, counts }) =>
    statusSentence({ ...headline, icon: dots[headline.state], actions: nextAction(session, counts, seats.length) }),
  river: riverOf,
  legend: legendOf,
  advance: advanceOf,
  seats: (state) => (state.view === 'table' ? seatTable(state) : html`<ul class="r-seats">${state.seats.map(seatTile)}</ul>`),
};

/** What the last press of the button did. */
export interface MovedPeople {
  readonly moved: number;
  readonly skipped: number;
}

/** Who is where, live. */
export function monitorPage(
  state: MonitorState,
  { visitor, moved }: { readonly visitor: Visitor; readonly moved: MovedPeople | null },
): Html {
  const { session, view } = state;
  const part = (name: string): Html => region(name, html`${monitorRegions[name]?.(state)}`);
  return adminPage({
    title: 'Monitor',
    visitor,
    place: { session, tab: 'monitor' },
    isLive: true,
    islands: ['since', 'kit/hold-button'],
    body: livePart(
      paths.monitorLive(session.code, view),
      html`${moved && banner({ kind: 'info', ...movedWords(moved) })}<div aria-live="polite">${part('headline')}</div>
      <section class="r-card"><div class="r-river-wrap" tabindex="0" role="region" aria-label="How many people are on each page">${part('river')}</div></section>
      <section class="r-stack"><div class="r-tools"><nav class="r-seg" aria-label="View">${viewLink(state, 'seats', 'Seats')}${viewLink(state, 'table', 'Table')}</nav>${part('legend')}${visitor.isOrganiser && advanceForm(state, visitor)}</div>
      <div data-island="since">${part('seats')}</div></section>`,
    ),
  });
}

const dots: Readonly<Record<MonitorHeadline['state'], IconName>> = {
  ok: 'check-lg',
  wait: 'hourglass-split',
  late: 'clock-history',
  fail: 'person-x',
};

/** What the sentence asks for: at first the links, at last the data. */
function nextAction({ code }: SessionTitle, counts: MonitorState['counts'], all: number): Html[] {
  if (counts.idle === all) return [html`<a class="btn btn-primary" href="${paths.links(code)}">${icon('link-45deg')}Open the links</a>`];
  return counts.done === all ? [html`<a class="btn btn-primary" href="${paths.data(code)}">${icon('database')}Look at the data</a>`] : [];
}

function viewLink({ session, view }: MonitorState, target: MonitorView, label: string): Html {
  return html`<a href="${paths.monitor(session.code, target)}"${view === target && html` aria-current="page"`}>${label}</a>`;
}

function riverOf({ river }: MonitorState): Html {
  return html`<div class="r-river" role="list">${river.map(({ name, states }) => {
    const isEmpty = states.length === 0;
    const pips = states.map((state) => html`<i class="r-pip ${looks[state]}"></i>`);
    return html`<div role="listitem"><div class="bar${!isEmpty && ' now'}">${pips}</div><b>${isEmpty ? html`<span class="r-muted">0</span>` : states.length}</b> <span${isEmpty && html` class="r-muted"`}>${name}</span></div>`;
  })}</div>`;
}

const legend: readonly { readonly state: SeatState; readonly word: string }[] = [
  { state: 'ok', word: 'working' },
  { state: 'wait', word: 'waits' },
  { state: 'late', word: 'late' },
  { state: 'away', word: 'away' },
  { state: 'fail', word: 'stopped' },
  { state: 'done', word: 'finished' },
  { state: 'idle', word: 'not here yet' },
];

function legendOf({ counts }: MonitorState): Html {
  const shown = legend.filter(({ state }) => counts[state] > 0);
  return html`<span class="r-keys">${shown.map(({ state, word }) => html`<span class="r-key"><i class="r-pip ${looks[state]}"></i>${word} ${counts[state]}</span>`)}</span>`;
}

/** Who is away looks as who is lost. */
const looks: Readonly<Record<SeatState, Exclude<SeatState, 'away'>>> = {
  ok: 'ok',
  wait: 'wait',
  late: 'late',
  away: 'fail',
  fail: 'fail',
  done: 'done',
  idle: 'idle',
};

function advanceForm(state: MonitorState, { csrf }: Visitor): Html {
  return html`<span class="r-grow"></span><form class="r-buttons" method="post" action="${paths.advance(state.session.code)}">${csrfField(csrf)}<input type="hidden" name="view" value="${state.view}">${region('advance', advanceOf(state))}</form>`;
}

/** As if their time were up, so it is held: what they have typed is not sent. */
function advanceOf({ laggards }: MonitorState): Html {
  return html`<div class="r-buttons">${laggards.map((people) => html`<button class="btn btn-outline r-hold" data-key="advance-${people.pageIndex}" data-island="hold-button" name="page_index" value="${people.pageIndex}" title="${advanceHelp(people)}">${icon('skip-end-fill')}<span>${advanceWords(people)}</span></button>`)}</div>`;
}

function advanceWords({ pageIndex, page, names, count }: Laggards): string {
  const most = Math.min(count, mostMoved);
  if (pageIndex === 0) return `Hold to start ${count > names.length ? `${most} without them` : names.join(', ')}`;
  return `Hold to move on ${count > names.length ? `${most} on ${page}` : names.join(', ')}`;
}

function advanceHelp({ pageIndex, page }: Laggards): string {
  if (pageIndex === 0) return 'Opens the first page for those who have not come, so that the others need not wait for them for ever.';
  return `Sends ${page} for those who are furthest behind, as if their time were up. What they have typed is not sent.`;
}

function movedWords({ moved, skipped }: MovedPeople): { readonly text: string; readonly detail: string } {
  const stayed =
    skipped > 0 ? `${skipped} stayed where they are: they had moved already, or wait for others.` : 'Their screens follow by themselves.';
  if (moved === 0) return { text: 'Nobody was moved on.', detail: skipped > 0 ? stayed : 'Everybody had moved already.' };
  return { text: moved === 1 ? '1 person was moved on.' : `${moved} people were moved on.`, detail: stayed };
}

const symbols: Readonly<Record<SeatState, IconName>> = {
  ok: 'person-fill',
  wait: 'hourglass-split',
  late: 'clock-history',
  away: 'wifi-off',
  fail: 'person-x',
  done: 'check-lg',
  idle: 'dash-lg',
};

/** A seat keeps its place and its key, so that it changes in place. */
function seatTile(seat: SeatView): Html {
  return html`<li class="r-seat ${seat.state === 'idle' ? 'empty' : looks[seat.state]}" data-key="seat-${seat.number}"><b>${seat.name}</b>${since(seat)}<span class="pg">${seat.page}${
    seat.round && html` <span class="r-muted">· ${seat.round}</span>`
  }</span><span class="st">${icon(symbols[seat.state])}${seat.words}${seat.group && html`<span class="grp">G${seat.group}</span>`}</span></li>`;
}

/** Counted on in the browser. */
function since({ sinceMs }: SeatView): Html {
  return html`<span class="r-num r-small"${sinceMs !== null && html` data-elapsed-ms="${Math.round(sinceMs)}"`}>${sinceMs !== null && elapsedText(sinceMs)}</span>`;
}

const rowStates: Readonly<Partial<Record<SeatState, 'late' | 'fail'>>> = { late: 'late', away: 'fail', fail: 'fail' };

function seatTable({ seats, maxPageIndex, money }: MonitorState): Html {
  const markup = table({
    caption: 'Participants',
    cards: true,
    columns: [
      { label: 'Participant' },
      { label: 'State' },
      { label: 'Page' },
      { label: 'Round', numeric: true },
      { label: 'Progress', numeric: true },
      { label: 'Group', numeric: true },
      { label: 'Since', numeric: true },
      { label: 'Payoff', numeric: true },
    ],
    rows: seats.map((seat) => ({
      id: `row-${seat.number}`,
      ...(rowStates[seat.state] && { state: rowStates[seat.state] }),
      cells: [
        html`<b>${seat.name}</b> <code class="r-muted">${seat.code}</code>`,
        html`<span class="${wordClass(seat.state)}">${icon(symbols[seat.state])} ${seat.words}</span>`,
        seat.page,
        seat.round,
        `${seat.pageIndex}/${maxPageIndex}`,
        seat.group,
        since(seat),
        money(seat.payoff),
      ],
    })),
  });
  return html`<section class="r-card"><div class="in flush">${markup}</div></section>`;
}

function wordClass(state: SeatState): `r-${State}` | 'r-muted' {
  const look = looks[state];
  return look === 'wait' || look === 'late' || look === 'fail' ? `r-${look}` : 'r-muted';
}
