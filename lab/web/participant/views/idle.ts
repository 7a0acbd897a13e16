import { html, type Html } from '#kit/html/html.ts';
import type { ShownPage } from '../../../page/reply.ts';
import { paths } from '../routes.ts';

/** The question whether somebody is there; shown by its island when the page was not touched for long. */
export function idleDialog({ idle, spot }: Pick<ShownPage, 'idle' | 'spot'>): Html | null {
  if (idle === null) return null;
  return html`<dialog class="r-dialog" aria-labelledby="idle-title" data-island="idle" data-props="${JSON.stringify({ url: paths.away(spot), ...idle })}"><h2 id="idle-title">Are you still there?</h2>
<p>Move or press anything within <b class="r-num" data-left>${idle.countdown}</b> seconds to stay.</p><form method="dialog"><button class="btn btn-primary btn-lg">I am here</button></form></dialog>`;
}
