import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ShownWait } from '../../../page/reply.ts';
import { timeLeftText } from '../../../rules/timeout.ts';
import { sayIn, type LabSay } from '../../../texts/texts.ts';
import { around } from './around.ts';
import { paths } from '../routes.ts';
import { participantPage } from './frame.ts';
import { idleDialog } from './idle.ts';
import { liveIsland, rejectLine } from './page.ts';

/** More people than this are not drawn one by one. */
const mostDrawn = 8;

/** Where people wait for each other. It goes on by itself: pushed by the server, else by looking again; without scripts by reloading. */
export function waitView(wait: ShownWait): Html {
  const heading = wait.title ?? wait.heading;
  const say = sayIn(wait.language);
  const words = { connected: say('connected'), lost: say('answerSafeTrying') };
  return participantPage(wait, {
    title: wait.hasFailed ? say('errorOccurred') : heading,
    column: 'wait',
    islands: ['wait', ...(wait.idle ? ['idle'] : []), ...(wait.live ? ['live'] : [])],
    head: html`<noscript><meta http-equiv="refresh" content="15"></noscript>`,
    body: html`${wait.live && rejectLine}<div class="lab-wait otree-wait-page" data-page="wait" data-island="wait" data-props="${JSON.stringify({ url: paths.released(wait.meeting, wait.spot), waitedMs: Math.round(wait.waitedMs), remind: wait.remind, words })}">
${wait.hasFailed ? failed(say) : arranged(wait, heading, say)}
</div>${idleDialog(wait)}${wait.live && liveIsland({ ...wait, ...wait.live })}`,
    foot: html`<p class="r-saved" data-wait-state>${icon('check-lg')}<span>${say('connected')}${wait.receipt && ` ${say('answerSafe', { receipt: wait.receipt })}`}</span></p>`,
  });
}

function arranged(wait: ShownWait, heading: string, say: LabSay): Html {
  const title = html`<h1 class="otree-wait-page__title"><span role="status">${heading}</span></h1>`;
  const drawing = people(wait);
  const content = waiting(wait, say);
  return wait.layout === null
    ? html`${drawing}
${title}
${content}`
    : wait.layout({ title, content: html`${drawing}${content}`, timer: html`` });
}

function waiting(wait: ShownWait, say: LabSay): Html {
  return html`${wait.body !== null && html`<div class="otree-wait-page__body"${wait.live && html` data-keep`}>${wait.body}</div>`}
${wait.count !== null && html`<p class="r-big" role="status">${wait.count}</p>`}
<p class="r-big">${around(say('waited'), 'time', html`<b class="r-num" data-waited>${timeLeftText(wait.waitedMs)}</b>`)}</p>
<div class="r-card r-pad"><p>${icon('shield-check')}<span>${wait.receipt !== null && `${say('answerSaved')} `}${say('goesOn')}</span></p></div>${leaving(wait, say)}`;
}

/** The way out after the longest wait; there from the beginning for those without scripts, who look again by themselves. */
function leaving({ leaveInMs, spot }: ShownWait, say: LabSay): Html | null {
  if (leaveInMs === null || leaveInMs > 0)
    return leaveInMs === null ? null : html`<span hidden data-leave-in="${Math.ceil(leaveInMs)}"></span>`;
  return html`<form method="post" action="${paths.stop(spot)}"><button class="btn btn-outline-secondary btn-lg">${say('stopWaiting')}</button></form>`;
}

function people({ arrived, missing }: ShownWait): Html | null {
  if (arrived + missing > mostDrawn || arrived < 1) return null;
  const here = Array.from({ length: arrived }, () => html`<i>${icon('person-fill')}</i>`);
  const away = Array.from({ length: missing }, () => html`<i class="off"></i>`);
  return html`<div class="r-who" aria-hidden="true">${here}${away}</div>`;
}

const failed = (say: LabSay): Html => html`<h1><span role="status">${say('errorOccurred')}</span></h1>
<p>${say('errorWhat')}</p>`;
