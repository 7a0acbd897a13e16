import { html, type Html } from '#kit/html/html.ts';
import type { Frame } from '../../../page/reply.ts';
import { paths } from '../routes.ts';
import { participantPage } from './frame.ts';

const formId = 'back-form';

/** Before somebody who is taken to be gone. */
export function awayView(frame: Frame): Html {
  return participantPage(frame, {
    title: 'Are you still there?',
    column: 'wait',
    islands: ['here'],
    body: html`<div class="lab-wait" data-page="away"><h1>Are you still there?</h1>
<p>You did not answer for a while, so the study goes on without you for now.</p>
<form id="${formId}" method="post" action="${paths.back(frame.spot)}"></form></div>
<span hidden data-island="here" data-props="${JSON.stringify({ url: paths.here(frame.spot) })}"></span>`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">I am back</button>`,
  });
}
