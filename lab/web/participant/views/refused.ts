import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import type { Completion } from '../../../rules/recruit.ts';
import { sayIn } from '../../../texts/texts.ts';
import { completionOf } from './end.ts';

/** Why somebody cannot come in. */
export interface Refused {
  readonly refusal: 'sessionFull' | 'noSuchLink';
  readonly language: string;
  /** That organisers can search for. */
  readonly code: string;
  /** Instead of the lab's own words about it. */
  readonly words?: string | null;
  /** What their panel asks for all the same. */
  readonly completion?: Completion | null;
}

/** The door is shut: what is the case and what to do. */
export function refusedView({ refusal, language, code, words = null, completion = null }: Refused): Html {
  const say = sayIn(language);
  return layout({
    face: 'lab',
    kind: 'guest',
    lang: language,
    skip: say('skipToContent'),
    title: say(refusal),
    bootstrap: false,
    state: html`<b>Rostra</b><span class="r-muted">lab</span>`,
    body: html`<section class="r-card"><div class="in r-stack"><h1>${say(refusal)}</h1><p>${words ?? say(`${refusal}What`)}</p>${completion && completionOf(completion, say)}</div></section>
<p class="r-muted r-small"><code>${code}</code></p>`,
  });
}
