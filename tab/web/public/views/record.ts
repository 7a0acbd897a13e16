import { emptyState } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { teamPart } from './draw.ts';
import { publicPage, type PageHead } from './frame.ts';
import type { ResultTeam } from './results.ts';

/** One debate of the record. */
export interface RecordedRoom {
  readonly round: string;
  readonly room: string;
  /** Empty when the team sat out. */
  readonly teams: readonly ResultTeam[];
  readonly panel: readonly { readonly role: string; readonly names: string }[];
}

export interface RecordView {
  readonly head: PageHead;
  readonly name: string;
  /** "ALP · Ann Alder, Ben Brook"; may be empty. */
  readonly facts: string;
  /** The newest first. */
  readonly rooms: readonly RecordedRoom[];
  /** Whose record it is, when a team's. */
  readonly ownTeam: number | null;
}

/** The debates of one team or adjudicator. */
export function recordPage({ head, name, facts, rooms, ownTeam }: RecordView): Html {
  return publicPage({
    title: name,
    head,
    body: html`<div data-live="record"><h1>${name}</h1>${facts && html`<p class="r-updated">${facts}</p>`}${
      rooms.length === 0
        ? emptyState({
            icon: 'hourglass-split',
            sentence: 'Nothing is public yet.',
            fact: 'Debates show here when their draw or result is.',
          })
        : html`<ul class="r-draw record" aria-label="Debates of ${name}">${rooms.map((room) => roomPart(room, ownTeam))}</ul>`
    }</div>`,
  });
}

function roomPart({ round, room, teams, panel }: RecordedRoom, ownTeam: number | null): Html {
  return html`<li><div class="where"><b>${round}</b><span class="r-muted">${room}</span></div>
${teams.map(
  (team) =>
    html`<span class="line${team.id === ownTeam && ' own'}${team.isAhead && ownTeam === null && ' won'}">${teamPart(team)}<span class="r-grow"></span><span>${team.outcome}</span></span>`,
)}
${panel.length > 0 && html`<p class="r-muted">${panel.map(({ role, names }) => html`<span>${role}: ${names}</span> `)}</p>`}</li>`;
}
