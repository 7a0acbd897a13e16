import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ShownEnd } from '../../../page/reply.ts';
import type { Completion } from '../../../rules/recruit.ts';
import { participantPage } from './frame.ts';

/** After the last page. */
export function endView(end: ShownEnd): Html {
  const { completion } = end;
  return participantPage(
    { ...end, progress: 100 },
    {
      title: 'You have finished',
      column: 'wait',
      body: html`<div class="lab-end" data-page="end"><h1>You have finished</h1>
<p>Everything is saved. ${completion?.url ? 'One step is left.' : 'You may close this page now.'}</p>
${completion && completionOf(completion)}${end.pay && payOf(end.pay)}</div>`,
      ...(end.receipt !== null && { foot: html`<p class="r-saved">${icon('check-lg')}<span>Answer ${end.receipt} is safe.</span></p>` }),
    },
  );
}

function payOf({ total, payoff, fee, adjustments }: NonNullable<ShownEnd['pay']>): Html {
  const byHand = adjustments.map(({ amount, reason }) => html`<li><b>${amount}</b> ${reason}</li>`);
  return html`<div class="r-card r-pad"><p>${icon('coin')}<span>You earned <b>${total}</b> in all: ${payoff} in the games${fee !== null && html`, and ${fee} for taking part`}${byHand.length > 0 && ', with what was put right by hand'}.</span></p>${byHand.length > 0 && html`<ul>${byHand}</ul>`}</div>`;
}

/** The code that a panel asks for, and the way back to it. */
function completionOf({ code, url }: Completion): Html {
  return html`${code !== null && html`<p>Your completion code is <code>${code}</code>.</p>`}${url !== null && html`<p><a class="btn btn-primary btn-lg" href="${url}" rel="noreferrer">Go back to finish</a></p>`}`;
}
