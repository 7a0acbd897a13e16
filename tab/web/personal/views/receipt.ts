import { chip, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { personalPage } from './frame.ts';
import { sideChip } from './home.ts';

/** A team with what the ballot gives it. */
export interface SentTeam {
  readonly name: string;
  readonly side: SideName;
  /** "1st", "wins", "goes on"; empty where the ballot does not say. */
  readonly word: string;
  readonly total: string;
}

export interface ReceiptView {
  readonly room: string;
  readonly round: string;
  readonly at: string;
  readonly code: string;
  readonly isConfirmed: boolean;
  readonly version: number;
  /** How far the panel's other ballots are, where each adjudicator sends one; null where one stands for all. */
  readonly panel: PanelState | null;
  /** Where news of the panel's ballots comes from. */
  readonly liveUrl: string;
  /** The best first. */
  readonly teams: readonly SentTeam[];
  readonly correctUrl: string | null;
  readonly homeUrl: string;
  readonly debate: number;
}

/** Where the ballots of a panel stand, for one of its adjudicators. */
export interface PanelState {
  /** Who has not sent theirs. */
  readonly missing: readonly string[];
  readonly quarrels: readonly { readonly about: string; readonly with: readonly string[] }[];
}

/** The proof that a ballot arrived, with what was sent. */
export function receiptPage(view: ReceiptView): Html {
  const { room, round, at, code, isConfirmed, version, panel, teams, correctUrl, homeUrl, debate } = view;
  return personalPage({
    title: 'Ballot arrived',
    column: 'r-receipt-page',
    top: html`<b class="r-room">${room}</b><span>${round}</span><span class="r-grow"></span>${chip('ok', isConfirmed ? 'Confirmed' : 'Sent')}`,
    islands: ['ballot-sent', ...(panel === null ? [] : ['kit/live-region'])],
    body: html`<span class="r-tick" data-island="ballot-sent" data-props="${JSON.stringify({ debate })}">${icon('check-lg')}</span><h1>Your ballot arrived at ${at}</h1>
<p>The tab desk has ${isConfirmed ? 'confirmed it' : 'it'}. You can close this page.</p>
<div class="r-card r-slip"><span class="r-muted">Receipt</span><b class="r-receipt">${code}</b><p class="r-muted">If someone asks, show this code. It is version ${version} of this debate’s ballot.</p></div>${panel && panelPart(panel, view.liveUrl)}
<ol class="r-order" aria-label="What you sent">${teams.map(
      (team) =>
        html`<li><span class="r-muted">${team.word}</span>${sideChip(team.side)}<b>${team.name}</b><span class="r-num">${team.total}</span></li>`,
    )}</ol>`,
    foot: html`<a class="btn btn-primary btn-lg" href="${homeUrl}">Back</a>${correctUrl && html`<a class="btn btn-lg" href="${correctUrl}">I made a mistake</a>`}`,
  });
}

function panelPart({ missing, quarrels }: PanelState, liveUrl: string): Html {
  const words =
    quarrels.length > 0
      ? html`<b>You disagree about ${quarrels.length === 1 ? 'one thing' : `${quarrels.length} things`}.</b> Settle it in the room, then whoever was wrong sends a corrected ballot.`
      : missing.length > 0
        ? html`Still to come: <b>${missing.join(', ')}</b>.`
        : html`All of the panel have sent theirs, and you agree.`;
  return html`<div data-island="live-region" data-props="${JSON.stringify({ url: liveUrl })}"><section class="r-card r-team" data-live="panel" aria-live="polite"><p>${words}</p>${quarrels.length > 0 && html`<ul>${quarrels.map((one) => html`<li>${one.about}, with ${one.with.join(', ')}</li>`)}</ul>`}</section></div>`;
}
