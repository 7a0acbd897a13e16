import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { sayIn } from '../../../texts/texts.ts';

/** Why somebody cannot come in. */
export type Refusal = 'sessionFull' | 'noSuchLink';

/** The door is shut: what is the case, what to do, and the code that organisers can search for. */
export function refusedView(refusal: Refusal, { language, code }: { readonly language: string; readonly code: string }): Html {
  const say = sayIn(language);
  return layout({
    face: 'lab',
    kind: 'guest',
    lang: language,
    skip: say('skipToContent'),
    title: say(refusal),
    bootstrap: false,
    state: html`<b>Rostra</b><span class="r-muted">lab</span>`,
    body: html`<section class="r-card"><div class="in r-stack"><h1>${say(refusal)}</h1><p>${say(`${refusal}What`)}</p></div></section>
<p class="r-muted r-small"><code>${code}</code></p>`,
  });
}
