import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout, type PageFrame } from '#kit/html/layout.ts';
import type { Frame } from '../../../page/reply.ts';
import { sayIn } from '../../../texts/texts.ts';
import { paths } from '../routes.ts';

type Parts = Pick<PageFrame, 'title' | 'body'> & Partial<Pick<PageFrame, 'foot' | 'head' | 'islands' | 'column'>>;

/** The document around every page of a participant: how far they are at the top, the main button at the bottom. */
export function participantPage(frame: Frame, parts: Parts): Html {
  const say = sayIn(frame.language);
  return layout({
    face: 'lab',
    kind: 'guest',
    lang: frame.language,
    skip: say('skipToContent'),
    state: html`<span class="r-prog">${frame.where}</span><span class="r-grow"></span><div class="r-progress" role="progressbar" aria-valuenow="${frame.progress}" aria-valuemin="0" aria-valuemax="100" aria-label="${say('progress')}"><i style="width:${frame.progress}%"></i></div>`,
    ...parts,
    head: html`${frame.styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}${parts.head}`,
    body: html`${noticeOf(frame)}${parts.body}`,
  });
}

/** What the organiser says, until it was read. */
function noticeOf({ notice, spot, language }: Frame): Html | null {
  if (notice === null) return null;
  const say = sayIn(language);
  return html`<form class="r-banner r-notice" method="post" action="${paths.notice(spot)}">${icon('info-circle')}<span role="status"><b>${say('organiserSays')}</b> ${notice}</span><span class="r-grow"></span><button class="btn btn-sm btn-outline-secondary">${say('understood')}</button></form>`;
}
