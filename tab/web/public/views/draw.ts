import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { publicPage, updatedLine, type PageHead } from './frame.ts';
import { signPart, type Sign } from './sign.ts';

/** A team in a room of the draw. */
export interface DrawnTeam {
  readonly id: number;
  readonly name: string;
  readonly side: SideName;
  /** Its record. */
  readonly href?: string | null;
  readonly sign?: Sign | null;
}

export interface DrawnRoom {
  readonly room: string;
  readonly teams: readonly DrawnTeam[];
  /** What its teams had before, where that stands on the draw. */
  readonly bracket: number | null;
  /** "Chair: Judge 05", "Panel: …", then speakers by team; what is not shown is left out. */
  readonly people: readonly { readonly role: string; readonly names: string; readonly isJudging: boolean }[];
}

export interface DrawnRound {
  readonly name: string;
  readonly publishedAt: string | null;
  readonly startsAt: string | null;
  readonly rooms: readonly DrawnRoom[];
  /** Names of teams that sit out. */
  readonly byes: readonly string[];
}

export interface DrawView {
  readonly head: PageHead;
  readonly slug: string;
  readonly rounds: readonly DrawnRound[];
  /** What to say when nothing is published. */
  readonly nothing: string;
  readonly zone: string;
  /** The same by team. */
  readonly byTeam: string;
  /** Draws of other rounds that are public too. */
  readonly others: readonly { readonly name: string; readonly href: string }[];
}

/** The published draw: my debate on top once I have said who I am, a search, the rooms. */
export function drawPage({ head, slug, rounds, nothing, zone, others, byTeam }: DrawView): Html {
  const [only, another] = rounds;
  const title = only !== undefined && another === undefined ? `Draw, ${only.name}` : 'Draw';
  return publicPage({
    title,
    head,
    islands: ['draw-finder'],
    body: html`<div data-island="draw-finder" data-props="${JSON.stringify({ event: slug })}" class="parts">
<section class="r-me" data-card aria-live="polite" hidden></section>
<section class="part"><div data-live="draw-head">${only === undefined ? nothingPart(nothing) : headPart(title, rounds)}</div>
<div hidden data-tools><label class="r-find">${icon('search')}<input type="search" placeholder="Team, room or judge" aria-label="Find a team, room or judge" autocomplete="off"></label>
<p class="r-updated" data-found role="status"></p></div>
<div data-live="draw">${rounds.map((round) => roundPart(round, another === undefined ? null : round.name))}
${only && html`<p class="r-updated">${roomCount(rounds)} · all times are event time (${zone}) · <a href="${byTeam}">By team</a></p>`}${others.length > 0 && html`<p>Other draws: ${others.map(({ name, href }) => html`<a href="${href}">${name}</a> `)}</p>`}</div>
</section></div>`,
  });
}

function nothingPart(nothing: string): Html {
  return html`<h1>${nothing}</h1><p class="r-muted">It shows here by itself the moment it is published.</p>`;
}

function headPart(title: string, [first]: readonly DrawnRound[]): Html {
  const times = [first?.publishedAt && `Published ${first.publishedAt}.`, first?.startsAt && `Starts ${first.startsAt}.`].filter(
    (part) => part,
  );
  return html`<h1>${title}</h1>${updatedLine(html`${times.join(' ')} Changes show here by themselves.`)}`;
}

function roundPart({ name, startsAt, rooms, byes }: DrawnRound, title: string | null): Html {
  return html`${title && html`<h2>${title}</h2>`}<ul class="r-draw" aria-label="Rooms of ${name}"${startsAt && html` data-starts="${startsAt}"`}>${rooms.map(roomRow)}</ul>
${byes.length > 0 && html`<p class="r-updated">Sits out: ${byes.join(', ')}.</p>`}`;
}

function roomCount(rounds: readonly DrawnRound[]): string {
  const count = rounds.reduce((sum, round) => sum + round.rooms.length, 0);
  return `${count} ${count === 1 ? 'room' : 'rooms'}`;
}

function roomRow({ room, teams, bracket, people }: DrawnRoom): Html {
  return html`<li><details><summary><b class="r-room">${room}</b><span class="r-teams">${teams.map(teamPart)}</span></summary>
<div class="panel r-muted">${bracket !== null && html`<div>Bracket of ${bracket} ${bracket === 1 ? 'point' : 'points'}</div>`}${people.map(({ role, names, isJudging }) => html`<div${isJudging && html` data-judges`}>${role}: ${names}</div>`)}</div></details></li>`;
}

/** A side's chip and the team's name. */
export function teamPart({ id, name, side, href, sign }: DrawnTeam): Html {
  return html`<span data-team="${id}"><abbr class="r-side${side.isOpposing && ' b'} small" title="${side.long}">${side.short}</abbr><span>${signPart(sign)}${href ? html`<a href="${href}">${name}</a>` : name}</span></span>`;
}
