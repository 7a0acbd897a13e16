import { chip, csrfField, field, icon, type State } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { elapsedText, type SeatState, type SeatView } from '../../../rules/monitor.ts';
import type { ListWish } from '../../../rules/monitor-list.ts';
import { paths, type MonitorView } from '../routes.ts';
import type { SessionTitle } from './frame.ts';

/** The monitor around a drawer. */
export interface DrawerPlace {
  readonly session: SessionTitle;
  readonly view: MonitorView;
  readonly list: ListWish;
  readonly maxPageIndex: number;
  readonly money: (amount: number) => string;
  readonly csrf: string | null;
}

/** Everything about one seat, and what can be done. `facts`: the part that is kept up to date. */
export function seatDrawer(seat: SeatView, place: DrawerPlace, facts: Html): Html {
  const { session, view, list, csrf } = place;
  return html`<aside class="r-card r-drawer" aria-label="${seat.name}"><header><h2>${seat.name}</h2><span class="r-grow"></span><a class="r-icon" href="${paths.monitor(session.code, { view, ...list })}" aria-label="Close" title="Close">${icon('x-lg')}</a></header>
<div class="in r-stack">${facts}${csrf !== null && actionsOf(seat, place, csrf)}</div></aside>`;
}

const chips: Readonly<Record<SeatState, State>> = {
  idle: 'idle',
  ok: 'ok',
  wait: 'wait',
  late: 'late',
  away: 'fail',
  fail: 'fail',
  done: 'ok',
};

/** Where somebody is, how long, with whom. */
export function seatFacts(seat: SeatView | null, { maxPageIndex, money, session }: DrawerPlace): Html {
  if (!seat) return html``;
  const lines: readonly (readonly [string, Html | string | null])[] = [
    ['State', chip(chips[seat.state], seat.words)],
    [
      'Page',
      html`${seat.page}${seat.round !== null && html`, round ${seat.round}`} <span class="r-muted">${seat.place} of ${maxPageIndex}</span>`,
    ],
    [
      'On this page',
      seat.sinceMs === null
        ? null
        : html`${elapsedText(seat.sinceMs)}${seat.usualMs !== null && html` <span class="r-muted">usual ${elapsedText(seat.usualMs)}</span>`}`,
    ],
    ['Time left', seat.leftMs === null ? null : elapsedText(seat.leftMs)],
    ['Group', seat.group === null ? null : String(seat.group)],
    ['Treatment', seat.treatment],
    ['Here', seat.seenAgoMs === null ? null : `heard of ${elapsedText(seat.seenAgoMs)} ago`],
    ['Status', seat.status || null],
    ['Payoff so far', money(seat.payoff)],
    ['Told', seat.notice],
    ['Error', seat.fault],
    ['Code', html`<a href="${paths.participant(seat.code)}" target="_blank" rel="noopener"><code>${seat.code}</code></a>`],
    ['Session', html`<a href="${paths.data(session.code)}">all data</a>`],
  ];
  return html`<dl class="r-facts">${lines.map(([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function actionsOf(seat: SeatView, { session, view, maxPageIndex }: DrawerPlace, csrf: string): Html {
  const hidden = html`${csrfField(csrf)}<input type="hidden" name="view" value="${view}"><input type="hidden" name="seat" value="${seat.number}"><input type="hidden" name="participant" value="${seat.code}">`;
  const canMove = seat.pageIndex <= maxPageIndex && seat.state !== 'wait';
  return html`${canMove && html`<form method="post" action="${paths.advance(session.code)}">${hidden}<button class="btn btn-outline r-hold" data-island="hold-button" name="page_index" value="${seat.pageIndex}">${icon('skip-end-fill')}<span>Hold to move ${seat.name} on</span></button></form>`}
<form class="r-stack" method="post" action="${paths.notice(session.code)}">${hidden}${field({ name: 'text', id: 'f-seat-text', label: `Message to ${seat.name}`, type: 'text', required: true, attributes: { maxlength: 1000 } })}<div class="r-buttons"><button class="btn btn-outline">${icon('chat')}Send</button></div></form>
<form class="r-stack" method="post" action="${paths.person(session.code)}">${hidden}${field({ name: 'label', id: 'f-seat-label', label: 'Label', type: 'text', value: seat.label, attributes: { maxlength: 100 } })}${field({ name: 'status', id: 'f-seat-status', label: 'Status', type: 'text', value: seat.status, help: 'For filters.', attributes: { maxlength: 100 } })}<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form>
<form method="post" action="${paths.dropout(session.code)}">${hidden}${dropoutButton(seat)}</form>${canBeGiven(seat) && html`<form method="post" action="${paths.releaseSeat(session.code)}">${hidden}<button class="btn btn-outline r-hold" data-island="hold-button" title="Whoever comes next gets it, under a new code.">${icon('person-plus')}<span>Hold to give the seat to somebody else</span></button></form>`}`;
}

/** Nobody has come, or who came is gone. */
const canBeGiven = ({ pageIndex, status }: SeatView): boolean => pageIndex === 0 || status === 'dropout';

function dropoutButton({ name, status }: SeatView): Html {
  if (status === 'dropout')
    return html`<button class="btn btn-outline" name="on" value="no">${icon('arrow-counterclockwise')}Bring ${name} back</button>`;
  return html`<button class="btn btn-danger r-hold" data-island="hold-button" name="on" value="yes">${icon('person-x')}<span>Hold to mark as dropped out</span></button>`;
}
