import { banner, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ShownPage } from '../../../page/reply.ts';
import { paths } from '../routes.ts';
import { participantPage } from './frame.ts';

const formId = 'page-form';

/** A page of a game. `isRepeat`: they were sent here because they had sent an earlier page already. */
export function pageView(page: ShownPage, { isRepeat }: { readonly isRepeat: boolean }): Html {
  return participantPage(page, {
    title: page.title || page.where,
    islands: ['kit/submit-once', 'timer', 'number-steps', 'here'],
    body: html`${isRepeat && banner({ kind: 'info', text: 'You have already completed that page.', detail: 'This is where you are now.' })}${faultBanner(page)}${page.timer}
${page.title && html`<h1 class="otree-title">${page.title}</h1>`}
<form id="${formId}" class="lab-content otree-body" method="post" novalidate data-island="submit-once" data-page="form">
<input type="hidden" name="intent" value="${page.intent}">
${page.content}
</form><span hidden data-island="here" data-props="${JSON.stringify({ url: paths.here(page.spot) })}"></span>`,
    foot: html`${page.next !== null && html`<button class="btn btn-primary btn-lg otree-btn-next" form="${formId}">${page.next}</button>`}<p class="r-saved" data-submit-state role="status"></p>`,
  });
}

function faultBanner({ faults }: ShownPage): Html | null {
  return (
    faults &&
    html`<div class="r-banner fail otree-form-errors" role="alert">${icon('x-octagon-fill')}<span><b>${faults.form ?? 'Please fix the errors.'}</b></span></div>`
  );
}
