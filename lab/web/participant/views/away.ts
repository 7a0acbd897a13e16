import { html, type Html } from '#kit/html/html.ts';
import type { Frame } from '../../../page/reply.ts';
import { sayIn } from '../../../texts/texts.ts';
import { paths } from '../routes.ts';
import { participantPage } from './frame.ts';

const formId = 'back-form';

/** Before somebody who is taken to be gone. */
export function awayView(frame: Frame): Html {
  const say = sayIn(frame.language);
  return participantPage(frame, {
    title: say('stillThere'),
    column: 'wait',
    islands: ['here'],
    body: html`<div class="lab-wait" data-page="away"><h1>${say('stillThere')}</h1>
<p>${say('wentOn')}</p>
<form id="${formId}" method="post" action="${paths.back(frame.spot)}"></form></div>
<span hidden data-island="here" data-props="${JSON.stringify({ url: paths.here(frame.spot) })}"></span>`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">${say('iAmBack')}</button>`,
  });
}
