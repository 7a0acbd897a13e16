import { field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout, type PageFrame } from '#kit/html/layout.ts';
import { sayIn } from '../../../texts/texts.ts';
import { around } from './around.ts';
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
  const say = sayIn(view.language);
  return roomPage(view, {
    title: view.room.displayName,
    body: html`<h1>${say('whoAreYou')}</h1>
<form id="${formId}" class="lab-content" method="get" action="${paths.room(view.room.name)}" data-page="door">
${field({
  name: 'participant_label',
  label: say('yourName'),
  type: 'text',
  value: unknown,
  required: true,
  ...(unknown !== null && { error: say('unknownLabel', { label: unknown }) }),
  attributes: { maxlength: 100, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
})}
</form>`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">${say('goOn')}</button>`,
  });
}

/** Nothing happens before Start is pressed, so that a program that looks at links takes nobody's seat. */
export function startView(view: RoomView, welcome: Html | null): Html {
  const say = sayIn(view.language);
  return roomPage(view, {
    title: view.room.displayName,
    islands: ['kit/submit-once'],
    body: html`<h1>${view.room.displayName}</h1>
${view.label !== null && html`<p>${around(say('youAre'), 'label', html`<b>${view.label}</b>`)}</p>`}${welcome ?? html`<p>${say('pressStart')}</p>`}${entry(view)}`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">${say('start')}</button><p class="r-saved" data-submit-state role="status"></p>`,
  });
}

/** No session yet. It goes on by itself: called by the server; without scripts by reloading. */
export function waitingRoomView(view: RoomView): Html {
  const say = sayIn(view.language);
  return roomPage(view, {
    title: say('pleaseWait'),
    column: 'wait',
    islands: ['kit/submit-once', 'waiting-room'],
    head: html`<noscript><meta http-equiv="refresh" content="15"></noscript>`,
    body: html`<div class="lab-wait otree-wait-page" data-page="waiting-room" data-island="waiting-room" data-props="${JSON.stringify({ url: paths.roomLive(view.room.name, view), formId, words: { connected: say('connected'), lost: say('tryingAgain') } })}">
<div class="r-who" aria-hidden="true"><i>${icon('person-fill')}</i></div>
<h1 class="otree-wait-page__title"><span role="status">${say('pleaseWait')}</span></h1>
<div class="otree-wait-page__body"><p>${say('waitingForSession')}</p></div>
<div class="r-card r-pad"><p>${icon('shield-check')}<span>${view.label !== null && html`${around(say('youAre'), 'label', html`<b>${view.label}</b>`)} `}${say('keepOpen')}</span></p></div>
${entry(view)}</div>`,
    foot: html`<p class="r-saved" data-room-state>${icon('check-lg')}<span>${say('connected')}</span></p>`,
  });
}

/** What goes in when Start is pressed, or when a session comes. */
function entry({ room, label, hash, language }: RoomView): Html {
  const say = sayIn(language);
  return html`<form id="${formId}" method="post" action="${paths.room(room.name)}" data-island="submit-once" data-props="${JSON.stringify({ sending: say('goingIn'), waiting: say('tryingAgain') })}">${hidden('participant_label', label)}${hidden('hash', hash)}</form>`;
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
    skip: sayIn(language)('skipToContent'),
    state: html`<span class="r-prog">${room.displayName}</span>`,
    ...parts,
  });
}
