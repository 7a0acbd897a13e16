import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Conflict } from '../../../page/reply.ts';
import { pathOf } from '../routes.ts';
import { participantPage } from './frame.ts';

/** One page was sent twice with different answers: the first counts, and both are shown. */
export function conflictView(conflict: Conflict): Html {
  return participantPage(conflict, {
    title: 'This page was sent twice',
    body: html`<h1>This page was sent twice</h1>
<p role="alert">The answers differ. The first ones are saved and count; the second ones were not taken.</p>
${table({
  caption: 'Both versions',
  columns: [{ label: 'Question' }, { label: 'First: counts' }, { label: 'Second: not taken' }],
  rows: conflict.answers.map(({ label, first, second }) => [label, first, second]),
})}
<p><a class="btn btn-primary btn-lg" href="${pathOf(conflict.spot)}">Go on</a></p>`,
  });
}
