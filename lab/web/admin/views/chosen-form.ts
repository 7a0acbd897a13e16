import { csrfField, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { SeatView } from '../../../rules/monitor.ts';
import { paths } from '../routes.ts';
import type { SessionTitle } from './frame.ts';

const formId = 'chosen';

/** The box before a row. It names the page where the organiser sees the participant: who has left it meanwhile is not moved. */
export function seatBox({ name, code, pageIndex }: SeatView): Html {
  return html`<input class="form-check-input" type="checkbox" form="${formId}" name="participant" value="${code}.${pageIndex}" aria-label="Choose ${name}">`;
}

/** What can be done to everybody who is ticked. Outside of what is kept up to date. */
export function chosenForm({ code }: SessionTitle, csrf: string): Html {
  const held = (act: string, words: string): Html =>
    html`<button class="btn btn-outline r-hold" data-island="hold-button" name="act" value="${act}"><span>Hold to ${words}</span></button>`;
  return html`<form id="${formId}" class="r-tools" method="post" action="${paths.chosen(code)}" aria-label="Everybody who is ticked">${csrfField(csrf)}<span data-island="choose" hidden><label class="r-choice"><input class="form-check-input" type="checkbox" data-all><span>All</span></label> <b data-count aria-live="polite"></b></span>
${held('move', 'move them on')}${held('drop', 'mark as dropped out')}<button class="btn btn-outline" name="act" value="back">${icon('arrow-counterclockwise')}Bring back</button>${held('bots', 'let bots play')}
<details class="r-grow"><summary class="btn btn-outline">${icon('chat')}Message</summary><span class="r-inline"><label class="r-sr" for="chosen-text">What those who are ticked read at the top of their page</label><input class="form-control r-input" id="chosen-text" name="text" maxlength="1000" placeholder="What they read"><button class="btn btn-primary" name="act" value="tell">Send</button></span></details></form>`;
}

/** Nobody has to wait for people who do not come. */
export function botsForm({ code }: SessionTitle, { free, csrf }: { readonly free: number; readonly csrf: string }): Html {
  if (free === 0) return html``;
  const words = free === 1 ? 'the free seat' : `${free} free seats`;
  return html`<form method="post" action="${paths.fillWithBots(code)}">${csrfField(csrf)}<button class="btn btn-outline r-hold" data-key="bots" data-island="hold-button" title="The server plays these seats: by the game’s autoplay, else by chance. Their links stay closed to others."><span>Hold to let bots take ${words}</span></button></form>`;
}
