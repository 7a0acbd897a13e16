import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { sayIn } from '../../../texts/texts.ts';
import { around } from './around.ts';

/** Who looks at a session-wide link. */
export interface JoinView {
  readonly title: string;
  readonly language: string;
  readonly label: string | null;
}

const formId = 'join-form';

/** A seat is taken by pressing Start, and not by looking: programs that look at links take nobody's seat. */
export function joinView({ title, language, label }: JoinView): Html {
  const say = sayIn(language);
  return layout({
    face: 'lab',
    kind: 'guest',
    lang: language,
    skip: say('skipToContent'),
    state: html`<span class="r-prog">${title}</span>`,
    title,
    islands: ['kit/submit-once'],
    body: html`<h1>${title}</h1>
${label !== null && html`<p>${around(say('youAre'), 'label', html`<b>${label}</b>`)}</p>`}<p>${say('pressStart')}</p>
<form id="${formId}" method="post" data-island="submit-once" data-props="${JSON.stringify({ sending: say('goingIn'), waiting: say('tryingAgain') })}">${label !== null && html`<input type="hidden" name="participant_label" value="${label}">`}</form>`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">${say('start')}</button><p class="r-saved" data-submit-state role="status"></p>`,
  });
}
