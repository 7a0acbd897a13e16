import { banner, icon, statusSentence, type State } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { IconName } from '#kit/html/icons.ts';
import { table } from '#kit/html/table.ts';
import { elapsedText } from '../../../rules/monitor.ts';
import type { Laggards, MonitorHeadline, RiverStop, SeatState, SeatView } from '../../../rules/monitor.ts';
import { statusesOf, type ListWish, type SortKey } from '../../../rules/monitor-list.ts';
import { type MonitorLook, type MonitorView, paths } from '../routes.ts';
import { botsForm, chosenForm, seatBox } from './chosen-form.ts';
import { adminPage, livePart, region, type SessionTitle, type Visitor } from './frame.ts';
import { controlsOf, noticeForm, seatsForm, type WaitingGate } from './monitor-controls.ts';
import { seatDrawer, seatFacts } from './seat-drawer.ts';

/** What the monitor shows at one moment. */
export interface MonitorState {
  readonly session: SessionTitle;
  readonly view: MonitorView;
  readonly list: ListWish;
  /** The number of the seat whose drawer is open. */
  readonly open: number | null;
  readonly isPaused: boolean;
  readonly gates: readonly WaitingGate[];
  readonly headline: MonitorHeadline;
  readonly river: readonly RiverStop[];
  readonly seats: readonly SeatView[];
  /** Those that the list shows, in its order. */
  readonly listed: readonly SeatView[];
  readonly counts: Readonly<Record<SeatState, number>>;
  /** Who can be moved on. */
  readonly laggards: readonly Laggards[];
  readonly maxPageIndex: number;
  /** An amount as people read it. */
  readonly money: (amount: number) => string;
  /** Proves that a form on the page is ours; null for who may change nothing. */
  readonly csrf: string | null;
}

/** The parts of the monitor that its event stream keeps up to date, by name. */
export const monitorRegions: Readonly<Record<string, (state: MonitorState) => Html>> = {
  headline: ({ headline, session, seats, counts }) =>
    statusSentence({ ...headline, icon: dots[headline.state], actions: nextAction(session, counts, seats.length) }),
  river: riverOf,
  legend: legendOf,
  controls: controlsOf,
  bots: ({ session, counts, csrf }) => (csrf === null ? html`` : botsForm(session, { free: counts.idle, csrf })),
  drawer: (state) => seatFacts(openSeat(state), state),
  seats: (state) =>
    state.view === 'table' ? seatTable(state) : html`<ul class="r-seats">${state.seats.map((seat) => seatTile(seat, state))}</ul>`,
};

/** What has just been done, in words. */
export interface DoneWords {
  readonly text: string;
  readonly detail: string;
}

/** Who is where, live. */
export function monitorPage(state: MonitorState, { visitor, done }: { readonly visitor: Visitor; readonly done: DoneWords | null }): Html {
  const { session } = state;
  return adminPage({
    title: 'Monitor',
    visitor,
    place: { session, tab: 'monitor' },
    isLive: true,
    islands: ['since', 'kit/hold-button', ...(state.view === 'table' && state.csrf !== null ? ['choose'] : [])],
    body: livePart(paths.monitorLive(session.code, lookOf(state)), html`${done && banner({ kind: 'info', ...done })}${partsOf(state)}`),
  });
}

function partsOf(state: MonitorState): Html {
  const part = (name: string): Html => region(name, html`${monitorRegions[name]?.(state)}`);
  const views = viewNames.map(({ view, label }) => viewLink(state, view, label));
  const seats = html`<div data-island="since">${part('seats')}</div>`;
  const seat = openSeat(state);
  return html`<div aria-live="polite">${part('headline')}</div>
      <section class="r-card"><div class="r-river-wrap" tabindex="0" role="region" aria-label="How many people are on each page">${part('river')}</div></section>
      <section class="r-stack"><div class="r-tools"><nav class="r-seg" aria-label="View">${views}</nav>${part('legend')}${state.view === 'table' && statusFilter(state)}</div>
      ${state.csrf !== null && html`<div class="r-tools">${part('controls')}${part('bots')}${noticeForm(state, state.csrf)}${seatsForm(state, state.csrf)}</div>${state.view === 'table' && chosenForm(state.session, state.csrf)}`}
      ${seat ? html`<div class="r-split">${seats}${seatDrawer(seat, state, part('drawer'))}</div>` : state.view === 'wall' ? html`<div style="zoom:1.5">${seats}</div>` : seats}</section>`;
}

const viewNames: readonly { readonly view: MonitorView; readonly label: string }[] = [
  { view: 'seats', label: 'Seats' },
  { view: 'table', label: 'Table' },
  { view: 'wall', label: 'Large' },
];

function openSeat({ seats, open }: MonitorState): SeatView | null {
  return seats.find((seat) => seat.number === open) ?? null;
}

/** The address of the page as it is looked at now. */
function lookOf({ view, open, list }: MonitorState): MonitorLook {
  return { view, seat: open, ...list };
}

function statusFilter(state: MonitorState): Html {
  const { list, session, seats } = state;
  const link = (status: string | null, label: string): Html =>
    html`<a href="${paths.monitor(session.code, { ...lookOf(state), status })}"${list.status === status && html` aria-current="page"`}>${label}</a>`;
  const statuses = statusesOf(seats);
  if (statuses.length === 0) return html``;
  return html`<nav class="r-seg" aria-label="Status">${link(null, 'All')}${link('', 'No status')}${statuses.map((status) => link(status, status))}</nav>`;
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

function viewLink(state: MonitorState, target: MonitorView, label: string): Html {
  return html`<a href="${paths.monitor(state.session.code, { ...lookOf(state), view: target })}"${state.view === target && html` aria-current="page"`}>${label}</a>`;
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

const symbols: Readonly<Record<SeatState, IconName>> = {
  ok: 'person-fill',
  wait: 'hourglass-split',
  late: 'clock-history',
  away: 'wifi-off',
  fail: 'person-x',
  done: 'check-lg',
  idle: 'dash-lg',
};

/** A seat keeps its place and its key, so that it changes in place. Its name opens its drawer. */
function seatTile(seat: SeatView, state: MonitorState): Html {
  const href = paths.monitor(state.session.code, { ...lookOf(state), seat: seat.number });
  const isOpen = state.open === seat.number;
  return html`<li class="r-seat ${seat.state === 'idle' ? 'empty' : looks[seat.state]}" data-key="seat-${seat.number}"${isOpen && html` aria-current="true"`}><b><a href="${href}">${seat.name}</a></b>${since(seat)}<span class="pg">${seat.page}${
    seat.round && html` <span class="r-muted">· ${seat.round}</span>`
  }</span><span class="st">${icon(symbols[seat.state])}${seat.words}${seat.group && html`<span class="grp">G${seat.group}</span>`}</span></li>`;
}

/** Counted on in the browser. */
function since({ sinceMs }: SeatView): Html {
  return html`<span class="r-num r-small"${sinceMs !== null && html` data-elapsed-ms="${Math.round(sinceMs)}"`}>${sinceMs !== null && elapsedText(sinceMs)}</span>`;
}

const rowStates: Readonly<Partial<Record<SeatState, 'late' | 'fail'>>> = { late: 'late', away: 'fail', fail: 'fail' };

function seatTable(state: MonitorState): Html {
  const { listed, maxPageIndex, money, session } = state;
  const canChoose = state.csrf !== null;
  const hasTreatments = state.seats.some(({ treatment }) => treatment !== null);
  const markup = table({
    caption: 'Participants',
    cards: true,
    columns: [
      { label: sortLink(state, 'number', 'Participant') },
      { label: sortLink(state, 'waiting', 'State') },
      { label: 'Page' },
      { label: 'Round', numeric: true },
      { label: sortLink(state, 'progress', 'Progress'), word: 'Progress', numeric: true },
      { label: 'Group', numeric: true },
      ...(hasTreatments ? [{ label: sortLink(state, 'treatment', 'Treatment') }] : []),
      { label: sortLink(state, 'since', 'Since'), word: 'Since', numeric: true },
      { label: 'Usual', numeric: true },
      { label: 'Time left', numeric: true },
      { label: 'Payoff', numeric: true },
    ],
    rows: listed.map((seat) => ({
      id: `row-${seat.number}`,
      ...(rowStates[seat.state] && { state: rowStates[seat.state] }),
      cells: [
        html`${canChoose && seatBox(seat)} <a href="${paths.monitor(session.code, { ...lookOf(state), seat: seat.number })}"><b>${seat.name}</b></a> <code class="r-muted">${seat.code}</code>`,
        html`<span class="${wordClass(seat.state)}">${icon(symbols[seat.state])} ${seat.words}</span>`,
        seat.page,
        seat.round,
        `${seat.place}/${maxPageIndex}`,
        seat.group,
        ...(hasTreatments ? [seat.treatment] : []),
        since(seat),
        seat.usualMs !== null && elapsedText(seat.usualMs),
        seat.leftMs !== null && elapsedText(seat.leftMs),
        money(seat.payoff),
      ],
    })),
  });
  return html`<section class="r-card"><div class="in flush">${markup}</div></section>`;
}

/** The word of a column; a second press turns the order round. */
function sortLink(state: MonitorState, key: SortKey, word: string): Html {
  const { list, session } = state;
  const isSorted = list.sort === key;
  const href = paths.monitor(session.code, { ...lookOf(state), sort: key, isDescending: isSorted && !list.isDescending });
  return html`<a href="${href}" data-sorted="${isSorted ? (list.isDescending ? 'down' : 'up') : 'no'}">${word}${isSorted && (list.isDescending ? ' ▾' : ' ▴')}</a>`;
}

function wordClass(state: SeatState): `r-${State}` | 'r-muted' {
  const look = looks[state];
  return look === 'wait' || look === 'late' || look === 'fail' ? `r-${look}` : 'r-muted';
}
