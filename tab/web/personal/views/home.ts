import { chip, emptyState, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { SideName } from '../../../rules/side-names.ts';
import type { FollowedLine } from '../followed.ts';
import { personalPage } from './frame.ts';

/** The debate that a person goes to now. */
export interface CurrentDebate {
  readonly round: string;
  readonly room: string;
  /** "you chair", "you judge on the panel", or the side in words. */
  readonly role: string;
  readonly ownSide: SideName | null;
  readonly startsAt: { readonly clock: string; readonly ms: number } | null;
  /** Where an online room is. */
  readonly roomUrl: string | null;
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
  /** What the team took, once that is public: "2nd". */
  readonly outcome: string | null;
  /** The confirmed scoresheets, where they are shown. */
  readonly sheetUrl: string | null;
}

export interface HomeView {
  readonly event: string;
  readonly name: string;
  readonly role: string;
  readonly liveUrl: string;
  readonly current: readonly CurrentDebate[];
  readonly past: readonly PastDebate[];
  /** Coaches follow others and have no debates of their own. */
  readonly isCoach: boolean;
  readonly followed: readonly FollowedLine[];
  /** Null where feedback is not given here. */
  readonly feedback: { readonly url: string; /** On whom it is owed. */ readonly owed: readonly string[] } | null;
  /** Adjudicators: where they declare conflicts. */
  readonly conflictsUrl: string | null;
  /** Null where nobody checks in. */
  readonly checkIn: {
    /** When they checked in; null: not yet. */
    readonly since: string | null;
    readonly badge: { readonly digits: string; readonly square: Html } | null;
    /** Where they say it themselves. */
    readonly action: string | null;
  } | null;
  /** What they registered, while it may be changed; null afterwards. */
  readonly registrationUrl: string | null;
  readonly publicUrl: string;
}

/** The page behind a private link: where to go now, the ballot, what was. */
export function homePage({
  event,
  name,
  role,
  liveUrl,
  current,
  past,
  isCoach,
  followed,
  feedback,
  conflictsUrl,
  checkIn,
  registrationUrl,
  publicUrl,
}: HomeView): Html {
  return personalPage({
    title: `${name}: ${event}`,
    top: html`<b>${event}</b><span class="r-grow"></span><span>${name}</span>`,
    islands: ['kit/live-region', 'countdown'],
    body: html`<div data-island="live-region" data-props="${JSON.stringify({ url: liveUrl })}"><div data-live="personal" class="stack"><h1>${headline(current, name)}</h1>
<p class="r-muted">${role} · only you have this page: keep its link to yourself.</p>
${isCoach && followedPart(followed)}${current.length === 0 && !isCoach && emptyState({ icon: 'hourglass-split', sentence: 'No debate of yours is published.', fact: 'It shows here by itself the moment the draw is out.' })}
${current.map(currentPart)}
${checkIn !== null && checkInPart(checkIn)}
${feedback !== null && feedbackPart(feedback)}
${past.length > 0 && html`<section><h2>Before</h2><ul class="past">${past.map(pastPart)}</ul></section>`}
${conflictsUrl !== null && html`<p><a href="${conflictsUrl}">Whom you should not judge</a></p>`}
${registrationUrl !== null && html`<p><a href="${registrationUrl}">${isCoach ? 'Register teams and adjudicators' : 'What you registered'}</a></p>`}
<p><a href="${publicUrl}">${event}: public pages</a></p></div></div>`,
  });
}

function checkInPart({ since, badge, action }: NonNullable<HomeView['checkIn']>): Html {
  const isHere = since !== null;
  const button = html`<form method="post" action="${action}"><input type="hidden" name="in" value="${isHere ? '' : '1'}"><button class="btn btn-lg ${isHere ? 'btn-outline' : 'btn-primary'}">${isHere ? 'I am not here after all' : 'I am here'}</button></form>`;
  return html`<section class="stack"><p>${isHere ? html`${chip('ok', 'checked in')} since <b>${since}</b>` : chip('idle', 'not checked in')}</p>${action !== null && button}${
    badge !== null && html`<details><summary>Your badge: <b class="r-receipt">${badge.digits}</b></summary><p>${badge.square}</p></details>`
  }</section>`;
}

function followedPart(followed: readonly FollowedLine[]): Html {
  if (followed.length === 0)
    return emptyState({
      icon: 'hourglass-split',
      sentence: 'Nobody of yours is in a published draw.',
      fact: 'Who is where shows here by itself.',
    });
  return html`<section><h2>Your teams and adjudicators</h2><ul class="past">${followed.map(({ name, line }) => html`<li><b>${name}</b><span>${line}</span></li>`)}</ul></section>`;
}

/** The button, with how much is owed and on whom. */
function feedbackPart({ url, owed }: NonNullable<HomeView['feedback']>): Html {
  const label = owed.length === 0 ? 'Feedback on judges' : `Give feedback (${owed.length} owed)`;
  return html`<div class="stack"><a class="btn btn-outline btn-lg" href="${url}">${label}</a>${owed.length > 0 && html`<p class="r-muted">On ${owed.join('; ')}</p>`}</div>`;
}

function headline(current: readonly CurrentDebate[], name: string): string {
  const [now] = current;
  if (now === undefined) return `Hello, ${name}.`;
  if (now.ballot?.sent) return `${now.round}: your ballot has arrived.`;
  return `${now.round}: you are in ${now.room}.`;
}

function currentPart({ round, room, roomUrl, role, ownSide, startsAt, teams, panel, motions, ballot }: CurrentDebate): Html {
  return html`<section class="r-me"><span class="r-muted">${round}</span>
<div class="r-where"><span class="r-room-big">${room}</span><span>${ownSide && sideChip(ownSide)} <b>${role}</b></span></div>
${roomUrl && html`<p><a class="btn btn-outline" href="${roomUrl}" rel="noreferrer">Open the room</a></p>`}${startsAt && html`<p>Starts <b>${startsAt.clock}</b> <span class="r-muted" data-island="countdown" data-keep data-props="${JSON.stringify({ at: startsAt.ms })}"></span></p>`}
<p class="r-vs">${teams.map(({ name, side }) => html`<span>${sideChip(side, true)}${name}</span>`)}</p>
${panel && html`<p class="r-muted">${panel}</p>`}${motions.map((motion) => html`<p class="motion"><span class="r-muted">Motion</span> ${motion}</p>`)}${ballot && ballotPart(ballot)}</section>`;
}

function ballotPart({ enterUrl, closed, sent }: BallotState): Html {
  return html`${sent && html`<p>${chip('ok', 'sent')} Your ballot arrived at <b>${sent.at}</b>. Receipt <a href="${sent.url}"><b class="r-receipt">${sent.code}</b></a></p>`}
${enterUrl && html`<a class="btn ${sent ? 'btn-outline' : 'btn-primary'} btn-lg" href="${enterUrl}">${icon('clipboard-check')} ${sent ? 'Send a corrected ballot' : 'Enter ballot'}</a>`}
${closed && html`<p class="r-muted">${closed}</p>`}`;
}

function pastPart({ round, line, sent, outcome, sheetUrl }: PastDebate): Html {
  return html`<li><b>${round}${outcome && html` · ${outcome}`}</b><span>${line}</span>${sheetUrl && html`<a href="${sheetUrl}">Scoresheet</a>`}${sent && html`<a href="${sent.url}">Your ballot, receipt ${sent.code}</a>`}</li>`;
}

/** A side's letters on a chip. */
export function sideChip(side: SideName, isSmall = false): Html {
  return html`<abbr class="r-side${side.isOpposing && ' b'}${isSmall && ' small'}" title="${side.long}">${side.short}</abbr>`;
}
