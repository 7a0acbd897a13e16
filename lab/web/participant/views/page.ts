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
    body: html`${isRepeat && banner({ kind: 'info', text: say('alreadyDone'), detail: say('hereNow') })}${faultBanner(page)}${page.isLive && rejectLine}${page.timer}
${page.title && html`<h1 class="otree-title">${page.title}</h1>`}
<form id="${formId}" class="lab-content otree-body" method="post" novalidate data-island="submit-once" data-props="${JSON.stringify({ sending: say('sending'), waiting: say('answerKept') })}" data-page="form">
<input type="hidden" name="intent" value="${page.intent}">
${page.content}
</form>${idleDialog(page)}${page.keepsDraft && html`<span hidden data-island="draft" data-props="${JSON.stringify({ url: paths.draft(page.spot) })}"></span>`}<span hidden data-island="here" data-props="${JSON.stringify({ url: paths.here(page.spot) })}"></span>${page.isLive && liveIsland(page)}${hasScript(page) && html`<span hidden data-island="script" data-props="${JSON.stringify({ script: page.script, vars: page.vars })}"></span>`}`,
    foot: html`${page.next !== null && html`<button class="btn btn-primary btn-lg otree-btn-next" form="${formId}">${page.next}</button>`}<p class="r-saved" data-submit-state role="status"></p>${page.isLive && liveState(say)}`,
  });
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

/** The scripts of live pages come with their messages. */
const hasScript = ({ script, isLive }: ShownPage): boolean => script !== null && !isLive;

/** Said by the page's script when a message was refused. */
const rejectLine = html`<div class="r-banner fail" role="alert" data-live-reject hidden>${icon('x-octagon-fill')}<span><b></b></span></div>`;

const liveState = (
  say: LabSay,
): Html => html`<p class="r-saved" data-live-state role="status">${icon('check-lg')}<span>${say('connected')}</span></p>
<noscript><p>${say('needsScript')}</p></noscript>`;

function liveIsland({ spot, script, language }: ShownPage): Html {
  const say = sayIn(language);
  const words = { connected: say('connected'), lost: say('actionsKept') };
  return html`<span hidden data-island="live" data-props="${JSON.stringify({ url: paths.live(spot), script, words })}"></span>`;
}

function faultBanner({ faults, language }: ShownPage): Html | null {
  return (
    faults &&
    html`<div class="r-banner fail otree-form-errors" role="alert">${icon('x-octagon-fill')}<span><b>${faults.form ?? sayIn(language)('fixErrors')}</b></span></div>`
  );
}
