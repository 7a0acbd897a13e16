import { card, csrfField, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { PublicMode } from '../../../rules/tournament.ts';
import { publishPaths } from '../publish-paths.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface PublicSiteView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly mode: PublicMode;
  readonly notice: string;
}

const sentences: Record<PublicMode, string> = {
  open: 'The public site is open.',
  snapshot: 'The public site stands still.',
  notice: 'The public site shows one notice.',
};

const choices: readonly { readonly mode: PublicMode; readonly label: string; readonly effect: string }[] = [
  { mode: 'open', label: 'Open', effect: 'Spectators see all that is public, and changes by themselves.' },
  { mode: 'snapshot', label: 'Read-only snapshot', effect: 'The last pages stay as they are; what is withdrawn leaves them all the same.' },
  { mode: 'notice', label: 'Notice only', effect: 'One page with your words. Private links, ballots and the tab room go on.' },
];

/** The one switch of the public site, and a copy of it to keep. */
export function publicSitePage({ visitor, fault, event, mode, notice }: PublicSiteView): Html {
  return tabPage({
    title: 'Public site',
    visitor,
    fault,
    event,
    tab: 'public-site',
    body: html`${statusSentence({
      state: mode === 'open' ? 'ok' : 'late',
      sentence: sentences[mode],
      detail: html`What is public at all is decided by the <a href="${paths.settings(event.slug)}">settings</a>, which stay as they are.`,
    })}${card({
      title: 'What spectators see',
      body: html`<form class="r-stack" method="post" action="${publishPaths.publicSite(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
<fieldset class="r-stack"><legend class="r-sr">The public site is</legend>${choices.map(
        ({ mode: one, label, effect }) =>
          html`<div class="form-check"><input class="form-check-input" type="radio" name="mode" id="mode-${one}" value="${one}"${one === mode && html` checked`}><label class="form-check-label" for="mode-${one}"><b>${label}</b><br><span class="r-muted">${effect}</span></label></div>`,
      )}</fieldset>
<label class="form-label" for="notice">Your words, for notice only</label><textarea class="form-control" id="notice" name="notice" rows="3" maxlength="2000">${notice}</textarea>
<div class="r-buttons"><button class="btn btn-primary r-hold" data-island="hold-button">Hold 1 s: turn the switch</button></div></form>`,
    })}${card({
      title: 'A copy to keep',
      body: html`<p>All public pages as files that open without a server, in one zip.</p><div class="r-buttons"><a class="btn btn-outline" href="${publishPaths.staticSite(event.slug)}" download>Download the public site</a></div>`,
    })}`,
  });
}
