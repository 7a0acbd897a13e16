import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ShownWait } from '../../../page/reply.ts';
import { timeLeftText } from '../../../rules/timeout.ts';
import { paths } from '../routes.ts';
import { participantPage } from './frame.ts';
import { idleDialog } from './idle.ts';

/** More people than this are not drawn one by one. */
const mostDrawn = 8;

/** Where people wait for each other. It goes on by itself: pushed by the server, else by looking again; without scripts by reloading. */
export function waitView(wait: ShownWait): Html {
  const heading = wait.title ?? wait.heading;
  return participantPage(wait, {
    title: wait.hasFailed ? 'An error occurred' : heading,
    column: 'wait',
    islands: ['wait', ...(wait.idle ? ['idle'] : [])],
    head: html`<noscript><meta http-equiv="refresh" content="15"></noscript>`,
    body: html`<div class="lab-wait otree-wait-page" data-page="wait" data-island="wait" data-props="${JSON.stringify({ url: paths.released(wait.meeting, wait.spot), waitedMs: Math.round(wait.waitedMs), remind: wait.remind })}">
${wait.hasFailed ? failed : waiting(wait, heading)}
</div>${idleDialog(wait)}`,
    foot: html`<p class="r-saved" data-wait-state>${icon('check-lg')}<span>${wait.receipt ? html`Connected. Answer ${wait.receipt} is safe.` : 'Connected.'}</span></p>`,
  });
}

function waiting(wait: ShownWait, heading: string): Html {
  return html`${people(wait)}
<h1 class="otree-wait-page__title"><span role="status">${heading}</span></h1>
${wait.body !== null && html`<div class="otree-wait-page__body">${wait.body}</div>`}
${wait.count !== null && html`<p class="r-big" role="status">${wait.count}</p>`}
<p class="r-big">You have waited <b class="r-num" data-waited>${timeLeftText(wait.waitedMs)}</b>.</p>
<div class="r-card r-pad"><p>${icon('shield-check')}<span>${wait.receipt !== null && 'Your answer is saved. '}This page goes on by itself.</span></p></div>${leaving(wait)}`;
}

/** The way out after the longest wait; there from the beginning for those without scripts, who look again by themselves. */
function leaving({ leaveInMs, spot }: ShownWait): Html | null {
  if (leaveInMs === null || leaveInMs > 0)
    return leaveInMs === null ? null : html`<span hidden data-leave-in="${Math.ceil(leaveInMs)}"></span>`;
  return html`<form method="post" action="${paths.stop(spot)}"><button class="btn btn-outline-secondary btn-lg">Stop waiting</button></form>`;
}

function people({ arrived, missing }: ShownWait): Html | null {
  if (arrived + missing > mostDrawn || arrived < 1) return null;
  const here = Array.from({ length: arrived }, () => html`<i>${icon('person-fill')}</i>`);
  const away = Array.from({ length: missing }, () => html`<i class="off"></i>`);
  return html`<div class="r-who" aria-hidden="true">${here}${away}</div>`;
}

const failed = html`<h1><span role="status">An error occurred</span></h1>
<p>The game could not go on from here. What you sent is saved. Tell the organiser; this page goes on by itself once it is mended.</p>`;
