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
  /** The best first. */
  readonly teams: readonly SentTeam[];
  readonly correctUrl: string | null;
  readonly homeUrl: string;
  readonly debate: number;
}

/** The proof that a ballot arrived, with what was sent. */
export function receiptPage({ room, round, at, code, isConfirmed, teams, correctUrl, homeUrl, debate }: ReceiptView): Html {
  return personalPage({
    title: 'Ballot arrived',
    column: 'r-receipt-page',
    top: html`<b class="r-room">${room}</b><span>${round}</span><span class="r-grow"></span>${chip('ok', isConfirmed ? 'Confirmed' : 'Sent')}`,
    islands: ['ballot-sent'],
    body: html`<span class="r-tick" data-island="ballot-sent" data-props="${JSON.stringify({ debate })}">${icon('check-lg')}</span><h1>Your ballot arrived at ${at}</h1>
<p>The tab desk has ${isConfirmed ? 'confirmed it' : 'it'}. You can close this page.</p>
<div class="r-card r-slip"><span class="r-muted">Receipt</span><b class="r-receipt">${code}</b><p class="r-muted">If someone asks, show this code.</p></div>
<ol class="r-order" aria-label="What you sent">${teams.map(
      (team) =>
        html`<li><span class="r-muted">${team.word}</span>${sideChip(team.side)}<b>${team.name}</b><span class="r-num">${team.total}</span></li>`,
    )}</ol>`,
    foot: html`<a class="btn btn-primary btn-lg" href="${homeUrl}">Back to my page</a>${correctUrl && html`<a class="btn btn-lg" href="${correctUrl}">I made a mistake</a>`}`,
  });
}
