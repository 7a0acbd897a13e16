import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ShownEnd } from '../../../page/reply.ts';
import type { Completion } from '../../../rules/recruit.ts';
import { sayIn, type LabSay } from '../../../texts/texts.ts';
import { around } from './around.ts';
import { participantPage } from './frame.ts';

/** After the last page. */
export function endView(end: ShownEnd): Html {
  const { completion } = end;
  const say = sayIn(end.language);
  return participantPage(
    { ...end, progress: 100 },
    {
      title: say('finished'),
      column: 'wait',
      body: html`<div class="lab-end" data-page="end"><h1>${say('finished')}</h1>
<p>${say('allSaved')} ${say(completion?.url ? 'oneStepLeft' : 'mayClose')}</p>
${completion && completionOf(completion, say)}${end.pay && payOf(end.pay, say)}</div>`,
      ...(end.receipt !== null && {
        foot: html`<p class="r-saved">${icon('check-lg')}<span>${say('answerSafe', { receipt: end.receipt })}</span></p>`,
      }),
    },
  );
}

function payOf({ total, payoff, fee, adjustments }: NonNullable<ShownEnd['pay']>, say: LabSay): Html {
  const earned = around(say(fee === null ? 'earned' : 'earnedFee', { payoff, fee: fee ?? '' }), 'total', html`<b>${total}</b>`);
  const byHand = adjustments.map(({ amount, reason }) => html`<li><b>${amount}</b> ${reason}</li>`);
  return html`<div class="r-card r-pad"><p>${icon('coin')}<span>${earned}${byHand.length > 0 && ` ${say('byHand')}`}</span></p>${byHand.length > 0 && html`<ul>${byHand}</ul>`}</div>`;
}

/** The code that a panel asks for, and the way back to it. */
export function completionOf({ code, url }: Completion, say: LabSay): Html {
  return html`${code !== null && html`<p>${around(say('completionCode'), 'code', html`<code>${code}</code>`)}</p>`}${url !== null && html`<p><a class="btn btn-primary btn-lg" href="${url}" rel="noreferrer">${say('backToFinish')}</a></p>`}`;
}
