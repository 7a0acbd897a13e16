import { chip, emptyState, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { personalPage } from './frame.ts';

/** The debate that a person goes to now. */
export interface CurrentDebate {
  readonly round: string;
  readonly room: string;
  /** "you chair", "you judge on the panel", or the side in words. */
  readonly role: string;
  readonly ownSide: SideName | null;
  readonly startsAt: string | null;
  readonly teams: readonly { readonly name: string; readonly side: SideName }[];
  readonly panel: string;
  /** Once they are released. */
  readonly motions: readonly string[];
  readonly ballot: BallotState | null;
}

/** Where a voting adjudicator's ballot is. */
export interface BallotState {
  readonly enterUrl: string | null;
  /** Why it cannot be entered now. */
  readonly closed: string | null;
  readonly sent: { readonly at: string; readonly code: string; readonly url: string } | null;
}

export interface PastDebate {
  readonly round: string;
  readonly line: string;
  readonly sent: { readonly code: string; readonly url: string } | null;
}

export interface HomeView {
  readonly event: string;
  readonly name: string;
  readonly role: string;
  readonly liveUrl: string;
  readonly current: readonly CurrentDebate[];
  readonly past: readonly PastDebate[];
  /** Null where feedback is not given here. */
  readonly feedbackUrl: string | null;
  readonly publicUrl: string;
}

/** The page behind a private link: where to go now, the ballot, what was. */
export function homePage({ event, name, role, liveUrl, current, past, feedbackUrl, publicUrl }: HomeView): Html {
  return personalPage({
    title: `${name}: ${event}`,
    top: html`<b>${event}</b><span class="r-grow"></span><span>${name}</span>`,
    islands: ['kit/live-region'],
    body: html`<div data-island="live-region" data-props="${JSON.stringify({ url: liveUrl })}"><div data-live="personal" class="stack"><h1>${headline(current, name)}</h1>
<p class="r-muted">${role} · only you have this page: keep its link to yourself.</p>
${current.length === 0 && emptyState({ icon: 'hourglass-split', sentence: 'No debate of yours is published.', fact: 'It shows here by itself the moment the draw is out.' })}
${current.map(currentPart)}
${past.length > 0 && html`<section><h2>Before</h2><ul class="past">${past.map(pastPart)}</ul></section>`}
${feedbackUrl !== null && html`<p><a class="btn btn-outline" href="${feedbackUrl}">Feedback on judges</a></p>`}
<p><a href="${publicUrl}">${event}: public pages</a></p></div></div>`,
  });
}

function headline(current: readonly CurrentDebate[], name: string): string {
  const [now] = current;
  if (now === undefined) return `Hello, ${name}.`;
  if (now.ballot?.sent) return `${now.round}: your ballot has arrived.`;
  return `${now.round}: you are in ${now.room}.`;
}

function currentPart({ round, room, role, ownSide, startsAt, teams, panel, motions, ballot }: CurrentDebate): Html {
  return html`<section class="r-me"><span class="r-muted">${round}</span>
<div class="r-where"><span class="r-room-big">${room}</span><span>${ownSide && sideChip(ownSide)} <b>${role}</b></span></div>
${startsAt && html`<p><b>${startsAt}</b></p>`}
<p class="r-vs">${teams.map(({ name, side }) => html`<span>${sideChip(side, true)}${name}</span>`)}</p>
${panel && html`<p class="r-muted">${panel}</p>`}${motions.map((motion) => html`<p class="motion"><span class="r-muted">Motion</span> ${motion}</p>`)}${ballot && ballotPart(ballot)}</section>`;
}

function ballotPart({ enterUrl, closed, sent }: BallotState): Html {
  return html`${sent && html`<p>${chip('ok', 'sent')} Your ballot arrived at <b>${sent.at}</b>. Receipt <a href="${sent.url}"><b class="r-receipt">${sent.code}</b></a></p>`}
${enterUrl && html`<a class="btn ${sent ? 'btn-outline' : 'btn-primary'} btn-lg" href="${enterUrl}">${icon('clipboard-check')} ${sent ? 'Send a corrected ballot' : 'Enter ballot'}</a>`}
${closed && html`<p class="r-muted">${closed}</p>`}`;
}

function pastPart({ round, line, sent }: PastDebate): Html {
  return html`<li><b>${round}</b><span>${line}</span>${sent && html`<a href="${sent.url}">Your ballot, receipt ${sent.code}</a>`}</li>`;
}

/** A side's letters on a chip. */
export function sideChip(side: SideName, isSmall = false): Html {
  return html`<abbr class="r-side${side.isOpposing && ' b'}${isSmall && ' small'}" title="${side.long}">${side.short}</abbr>`;
}
