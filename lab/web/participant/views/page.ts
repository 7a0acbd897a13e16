import { banner, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ShownPage } from '../../../page/reply.ts';
import { sayIn, type LabSay } from '../../../texts/texts.ts';
import { paths } from '../routes.ts';
import { participantPage } from './frame.ts';
import { idleDialog } from './idle.ts';

const formId = 'page-form';

/** A page of a game. `isRepeat`: they were sent here because they had sent an earlier page already. */
export function pageView(page: ShownPage, { isRepeat }: { readonly isRepeat: boolean }): Html {
  const say = sayIn(page.language);
  return participantPage(page, {
    title: page.title || page.where,
    islands: islandsOf(page),
    body: html`${isRepeat && banner({ kind: 'info', text: say('alreadyDone'), detail: say('hereNow') })}${faultBanner(page)}${page.isLive && rejectLine}${aboveForm(page)}
<form id="${formId}" class="lab-content otree-body" method="post" novalidate data-island="submit-once" data-props="${JSON.stringify({ sending: say('sending'), waiting: say('answerKept') })}" data-page="form">
<input type="hidden" name="intent" value="${page.intent}">
${inForm(page)}
</form>${idleDialog(page)}${unseen(page)}`,
    foot: html`${page.next !== null && html`<button class="btn btn-primary btn-lg otree-btn-next" form="${formId}">${page.next}</button>`}<p class="r-saved" data-submit-state role="status"></p>${page.isLive && liveState(say)}`,
  });
}

const nothing = html``;
const titleOf = ({ title }: ShownPage): Html => (title === '' ? nothing : html`<h1 class="otree-title">${title}</h1>`);

/** Where the author arranges the page, everything is in the form. */
const aboveForm = (page: ShownPage): Html => (page.layout === null ? html`${page.timer}\n${titleOf(page)}` : nothing);

function inForm(page: ShownPage): Html {
  const { layout, content, timer } = page;
  return layout === null ? content : layout({ title: titleOf(page), content, timer: timer ?? nothing });
}

/** What works beside the page. */
function unseen(page: ShownPage): Html {
  const { spot, script, vars } = page;
  return html`${page.keepsDraft && html`<span hidden data-island="draft" data-props="${JSON.stringify({ url: paths.draft(spot) })}"></span>`}<span hidden data-island="here" data-props="${JSON.stringify({ url: paths.here(spot) })}"></span>${page.isLive && liveIsland(page)}${hasScript(page) && html`<span hidden data-island="script" data-props="${JSON.stringify({ script, vars })}"></span>`}`;
}

function islandsOf(page: ShownPage): string[] {
  const some: readonly [isThere: boolean, island: string][] = [
    [page.keepsDraft, 'draft'],
    [page.idle !== null, 'idle'],
    ...contentIslands.map((name): [boolean, string] => [page.content.toString().includes(`data-island="${name}"`), name]),
    [page.isLive, 'live'],
    [hasScript(page), 'script'],
  ];
  return ['kit/submit-once', 'timer', 'number-steps', 'here', ...some.filter(([isThere]) => isThere).map(([, island]) => island)];
}

/** What only some pages have. */
const contentIslands = ['slider', 'rank', 'allocate', 'chat'];

/** One of its own, or one from a file that the view names. The scripts of live pages come with their messages. */
const hasScript = ({ script, vars, content, isLive }: ShownPage): boolean =>
  !isLive && (script !== null || Object.keys(vars).length > 0 || content.toString().includes('<script'));

/** Said by the page's script when a message was refused. */
export const rejectLine = html`<div class="r-banner fail" role="alert" data-live-reject hidden>${icon('x-octagon-fill')}<span><b></b></span></div>`;

const liveState = (
  say: LabSay,
): Html => html`<p class="r-saved" data-live-state role="status">${icon('check-lg')}<span>${say('connected')}</span></p>
<noscript><p>${say('needsScript')}</p></noscript>`;

/** What makes a page live. */
export function liveIsland({ spot, script, vars, language }: Pick<ShownPage, 'spot' | 'script' | 'vars' | 'language'>): Html {
  const say = sayIn(language);
  const words = { connected: say('connected'), lost: say('actionsKept') };
  return html`<span hidden data-island="live" data-props="${JSON.stringify({ url: paths.live(spot), script, vars, words })}"></span>`;
}

function faultBanner({ faults, language }: ShownPage): Html | null {
  return (
    faults &&
    html`<div class="r-banner fail otree-form-errors" role="alert">${icon('x-octagon-fill')}<span><b>${faults.form ?? sayIn(language)('fixErrors')}</b></span></div>`
  );
}
