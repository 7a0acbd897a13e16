import { html, type Html } from '#kit/html/html.ts';
import type { ShownPage } from '../../../page/reply.ts';
import { sayIn } from '../../../texts/texts.ts';
import { around } from './around.ts';
import { paths } from '../routes.ts';

/** The question whether somebody is there; shown by its island when the page was not touched for long. */
export function idleDialog({ idle, spot, language }: Pick<ShownPage, 'idle' | 'spot' | 'language'>): Html | null {
  if (idle === null) return null;
  const say = sayIn(language);
  return html`<dialog class="r-dialog" aria-labelledby="idle-title" data-island="idle" data-props="${JSON.stringify({ url: paths.away(spot), ...idle })}"><h2 id="idle-title">${say('stillThere')}</h2>
<p>${around(say('moveToStay'), 'seconds', html`<b class="r-num" data-left>${idle.countdown}</b>`)}</p><form method="dialog"><button class="btn btn-primary btn-lg">${say('iAmHere')}</button></form></dialog>`;
}
