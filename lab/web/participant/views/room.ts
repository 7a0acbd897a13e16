import { field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout, type PageFrame } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

/** A room, and who looks at it. */
export interface RoomView {
  readonly room: { readonly name: string; readonly displayName: string };
  readonly language: string;
  readonly label: string | null;
  readonly hash: string | null;
}

const formId = 'room-form';

/** Who are you? `unknown`: what was said before and is not on the list. */
export function doorView(view: RoomView, unknown: string | null): Html {
  return roomPage(view, {
    title: view.room.displayName,
    body: html`<h1>Who are you?</h1>
<form id="${formId}" class="lab-content" method="get" action="${paths.room(view.room.name)}" data-page="door">
${field({
  name: 'participant_label',
  label: 'Your name or number, as it was given to you',
  type: 'text',
  value: unknown,
  required: true,
  ...(unknown !== null && { error: `Nobody called “${unknown}” is expected here. Look at it again: capitals count.` }),
  attributes: { maxlength: 100, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
})}
</form>`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">Go on</button>`,
  });
}

/** Nothing happens before Start is pressed, so that a program that looks at links takes nobody's seat. */
export function startView(view: RoomView, welcome: Html | null): Html {
  return roomPage(view, {
    title: view.room.displayName,
    islands: ['kit/submit-once'],
    body: html`<h1>${view.room.displayName}</h1>
${view.label !== null && html`<p>You are <b>${view.label}</b>.</p>`}${welcome ?? html`<p>Press Start when you are ready.</p>`}${entry(view)}`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">Start</button><p class="r-saved" data-submit-state role="status"></p>`,
  });
}

/** No session yet. It goes on by itself: called by the server; without scripts by reloading. */
export function waitingRoomView(view: RoomView): Html {
  return roomPage(view, {
    title: 'Please wait',
    column: 'wait',
    islands: ['kit/submit-once', 'waiting-room'],
    head: html`<noscript><meta http-equiv="refresh" content="15"></noscript>`,
    body: html`<div class="lab-wait otree-wait-page" data-page="waiting-room" data-island="waiting-room" data-props="${JSON.stringify({ url: paths.roomLive(view.room.name, view), formId })}">
<div class="r-who" aria-hidden="true"><i>${icon('person-fill')}</i></div>
<h1 class="otree-wait-page__title"><span role="status">Please wait</span></h1>
<div class="otree-wait-page__body"><p>Waiting for your session to begin.</p></div>
<div class="r-card r-pad"><p>${icon('shield-check')}<span>${view.label !== null && html`You are <b>${view.label}</b>. `}Keep this page open: it goes on by itself.</span></p></div>
${entry(view)}</div>`,
    foot: html`<p class="r-saved" data-room-state>${icon('check-lg')}<span>Connected.</span></p>`,
  });
}

/** What goes in when Start is pressed, or when a session comes. */
function entry({ room, label, hash }: RoomView): Html {
  return html`<form id="${formId}" method="post" action="${paths.room(room.name)}" data-island="submit-once" data-props="${JSON.stringify({ sending: 'Going in…', waiting: 'No connection. This page tries again by itself.' })}">${hidden('participant_label', label)}${hidden('hash', hash)}</form>`;
}

function hidden(name: string, value: string | null): Html | null {
  return value === null ? null : html`<input type="hidden" name="${name}" value="${value}">`;
}

type Parts = Pick<PageFrame, 'title' | 'body' | 'foot'> & Partial<Pick<PageFrame, 'head' | 'islands' | 'column'>>;

function roomPage({ room, language }: RoomView, parts: Parts): Html {
  return layout({
    face: 'lab',
    kind: 'guest',
    lang: language,
    state: html`<span class="r-prog">${room.displayName}</span>`,
    ...parts,
  });
}
