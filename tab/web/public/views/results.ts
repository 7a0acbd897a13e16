import { emptyState } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { teamPart, type DrawnTeam } from './draw.ts';
import { publicPage, type PageHead } from './frame.ts';

/** A team with what became of it: "won", "2nd", "goes on". */
export interface ResultTeam extends DrawnTeam {
  readonly outcome: string;
  /** Its record. */
  readonly href: string | null;
  readonly isAhead: boolean;
}

export interface RoundResults {
  readonly head: PageHead;
  readonly name: string;
  readonly rooms: readonly ResultRoom[];
  /** The same by team. */
  readonly byTeam: string;
}

export interface ResultRoom {
  readonly room: string;
  readonly teams: readonly ResultTeam[];
  /** Empty where votes are not shown. */
  readonly panel: readonly VotingMember[];
  /** Its scoresheets, where they are public. */
  readonly sheets: string | null;
  /** What it was about, where that is shown. */
  readonly motion: string | null;
}

export interface VotingMember {
  readonly name: string;
  readonly isChair: boolean;
  readonly isDissenting: boolean;
}

/** The results of a round, debate by debate. */
export function resultsPage({ head, name, rooms, byTeam }: RoundResults): Html {
  return publicPage({
    title: `Results of ${name}`,
    head,
    body: html`<div data-live="results"><h1>Results of ${name}</h1><nav class="links" aria-label="More tables"><a href="${byTeam}">By team</a></nav><ul class="r-draw" aria-label="Debates of ${name}">${rooms.map(
      ({ room, teams, panel, sheets, motion }) =>
        html`<li><span class="row"><b class="r-room">${room}</b><span>${teams.map(
          (team) =>
            html`<span class="line${team.isAhead && ' won'}">${teamPart(team)}<span class="r-grow"></span><span>${team.outcome}</span></span>`,
        )}${panel.length > 0 && html`<span class="votes">${panel.map(memberPart)}</span>`}${motion && html`<span class="votes">${motion}</span>`}${sheets && html`<a href="${sheets}">Scoresheets</a>`}</span></span></li>`,
    )}</ul></div>`,
  });
}

function memberPart({ name, isChair, isDissenting }: VotingMember): Html {
  return html`<span>${name}${isChair && ' (chair)'}${isDissenting && html` <b>dissents</b>`}</span> `;
}

export interface ResultsIndex {
  readonly head: PageHead;
  /** The newest first. */
  readonly rounds: readonly { readonly name: string; readonly href: string }[];
}

/** The rounds whose results are out. */
export function resultsIndex({ head, rounds }: ResultsIndex): Html {
  return publicPage({
    title: 'Results',
    head,
    body: html`<div data-live="results"><h1>Results</h1>${
      rounds.length === 0
        ? emptyState({ icon: 'hourglass-split', sentence: 'No results are out yet.', fact: 'They show here when a round is over.' })
        : html`<nav class="big-links" aria-label="Rounds">${rounds.map(({ name, href }) => html`<a class="btn btn-outline btn-lg" href="${href}">${name}</a>`)}</nav>`
    }</div>`,
  });
}
