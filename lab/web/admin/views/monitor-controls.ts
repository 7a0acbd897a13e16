import { csrfField, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { Laggards } from '../../../rules/monitor.ts';
import { mostMoved } from '../../../rules/slowest.ts';
import { paths } from '../routes.ts';
import type { SessionTitle } from './frame.ts';

/** A gate that is closed, and how many wait at it. */
export interface WaitingGate {
  readonly pageIndex: number;
  readonly page: string;
  readonly waiting: number;
}

/** What a whole session can be told to do. */
export interface Controlled {
  readonly session: SessionTitle;
  readonly view: string;
  readonly isPaused: boolean;
  readonly gates: readonly WaitingGate[];
  readonly laggards: readonly Laggards[];
  readonly csrf: string | null;
}

/** Pause, gates, and who can be moved on. */
export function controlsOf({ session, view, isPaused, gates, laggards, csrf }: Controlled): Html {
  if (csrf === null) return html``;
  const form = (action: string, content: Html): Html =>
    html`<form method="post" action="${action}">${csrfField(csrf)}<input type="hidden" name="view" value="${view}">${content}</form>`;
  const pause = isPaused
    ? html`<button class="btn btn-primary" name="on" value="no">${icon('play-fill')}<span>Go on</span></button>`
    : html`<button class="btn btn-outline" name="on" value="yes" title="Nobody can send anything, and the time of every page stands still.">${icon('pause-fill')}<span>Pause</span></button>`;
  return html`<div class="r-buttons">${form(paths.pause(session.code), pause)}${gates.map((gate) => form(paths.openGate(session.code), gateButton(gate)))}${laggards.map((people) => form(paths.advance(session.code), advanceButton(people)))}</div>`;
}

function gateButton({ pageIndex, page, waiting }: WaitingGate): Html {
  const who = waiting === 1 ? '1 waits' : `${waiting} wait`;
  return html`<button class="btn ${waiting > 0 ? 'btn-primary' : 'btn-outline'} r-hold" data-key="gate-${pageIndex}" data-island="hold-button" name="page_index" value="${pageIndex}" title="Lets everybody on who waits there, and whoever comes later.">${icon('door-open')}<span>Hold to open ${page} (${who})</span></button>`;
}

/** As if their time were up, so it is held: what they have typed is not sent. */
function advanceButton(people: Laggards): Html {
  return html`<button class="btn btn-outline r-hold" data-key="advance-${people.pageIndex}" data-island="hold-button" name="page_index" value="${people.pageIndex}" title="${advanceHelp(people)}">${icon('skip-end-fill')}<span>${advanceWords(people)}</span></button>`;
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

/** Seats for people who come beside those who were expected. */
export function seatsForm({ session, view }: Pick<Controlled, 'session' | 'view'>, csrf: string): Html {
  return html`<details><summary class="btn btn-outline">${icon('person-plus')}More seats</summary><form class="r-inline" method="post" action="${paths.addSeats(session.code)}">${csrfField(csrf)}<input type="hidden" name="view" value="${view}"><label for="more-people">How many more</label><input class="form-control r-input" id="more-people" name="people" type="number" required min="1" max="100000" inputmode="numeric"><button class="btn btn-primary">Add seats</button></form></details>`;
}

/** Words to everybody. Outside of what is kept up to date, so that nothing is typed in vain. */
export function noticeForm({ session, view }: Pick<Controlled, 'session' | 'view'>, csrf: string): Html {
  return html`<details class="r-grow"><summary class="btn btn-outline">${icon('megaphone')}Message to all</summary><form class="r-inline" method="post" action="${paths.notice(session.code)}">${csrfField(csrf)}<input type="hidden" name="view" value="${view}"><label class="r-sr" for="notice-all">What everybody reads at the top of their page</label><input class="form-control r-input" id="notice-all" name="text" required maxlength="1000" placeholder="What everybody reads"><button class="btn btn-primary">Send to all</button></form></details>`;
}
