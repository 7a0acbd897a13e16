import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Conflict } from '../../../page/reply.ts';
import { sayIn } from '../../../texts/texts.ts';
import { pathOf } from '../routes.ts';
import { participantPage } from './frame.ts';

/** One page was sent twice with different answers: the first counts, and both are shown. */
export function conflictView(conflict: Conflict): Html {
  const say = sayIn(conflict.language);
  return participantPage(conflict, {
    title: say('sentTwice'),
    body: html`<h1>${say('sentTwice')}</h1>
<p role="alert">${say('sentTwiceWhat')}</p>
${table({
  caption: say('bothVersions'),
  columns: [{ label: say('question') }, { label: say('firstCounts') }, { label: say('secondNot') }],
  rows: conflict.answers.map(({ label, first, second }) => [label, first, second]),
})}
<p><a class="btn btn-primary btn-lg" href="${pathOf(conflict.spot)}">${say('goOn')}</a></p>`,
  });
}
