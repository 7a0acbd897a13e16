import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';

/** Who looks at a session-wide link. */
export interface JoinView {
  readonly title: string;
  readonly language: string;
  readonly label: string | null;
}

const formId = 'join-form';

/** A seat is taken by pressing Start, and not by looking: programs that look at links take nobody's seat. */
export function joinView({ title, language, label }: JoinView): Html {
  return layout({
    face: 'lab',
    kind: 'guest',
    lang: language,
    state: html`<span class="r-prog">${title}</span>`,
    title,
    islands: ['kit/submit-once'],
    body: html`<h1>${title}</h1>
${label !== null && html`<p>You are <b>${label}</b>.</p>`}<p>Press Start when you are ready.</p>
<form id="${formId}" method="post" data-island="submit-once" data-props="${JSON.stringify({ sending: 'Going in…' })}">${label !== null && html`<input type="hidden" name="participant_label" value="${label}">`}</form>`,
    foot: html`<button class="btn btn-primary btn-lg" form="${formId}">Start</button><p class="r-saved" data-submit-state role="status"></p>`,
  });
}
