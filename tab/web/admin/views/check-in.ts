import { card, chip, csrfField, emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Door, PersonAtDoor, RoomAtDoor, TeamAtDoor } from '../../../check-in/door.ts';
import type { IdentifierKind } from '../../../rules/check-in/identifiers.ts';
import type { TeamPresence } from '../../../rules/check-in/presence.ts';
import { checkInPaths } from '../check-in-paths.ts';
import { actButton, livePart, tabPage, type Event, type Visitor } from './frame.ts';

interface DoorFrame {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly mayTick: boolean;
  /** A time on the tournament's clock. */
  readonly clock: (at: Date) => string;
}

export interface PeopleAtDoor extends DoorFrame {
  readonly door: Door;
}

/** Who is here: teams with their speakers, adjudicators, and everybody's tick. */
export function peopleAtDoorPage(page: PeopleAtDoor): Html {
  const { event, visitor, door } = page;
  const { teams, adjudicators } = door;
  const everybody = [...teams.flatMap(({ speakers }) => speakers), ...adjudicators];
  const here = everybody.filter(isHere);
  const sentence = `${here.length} of ${everybody.length} people are here.`;
  return tabPage({
    title: 'Check-in',
    visitor,
    event,
    tab: 'check-in',
    isLive: true,
    islands: ['tick-save'],
    body: livePart(
      checkInPaths.live(event.slug),
      html`${statusSentence({
        state: here.length === everybody.length && here.length > 0 ? 'ok' : 'wait',
        sentence,
        detail: html`<b>${teams.filter(({ presence }) => presence === 'in').length} of ${teams.length}</b> teams are whole, <b>${adjudicators.filter(isHere).length} of ${adjudicators.length}</b> adjudicators are in. Availability of a round is taken over on its own page.`,
        actions: [
          html`<a class="btn btn-outline" href="${checkInPaths.rooms(event.slug)}">Rooms</a>`,
          html`<a class="btn btn-primary" href="${checkInPaths.scan(event.slug)}">${icon('qr-code')}Scan</a>`,
        ],
      })}${everybody.length === 0 ? emptyState({ icon: 'person', sentence: 'Nobody is on record.', fact: 'Teams and adjudicators come in by the import or the set-up.' }) : lists(page)}`,
    ),
  });
}

const isHere = ({ at }: { readonly at: Date | null }): boolean => at !== null;

function lists(page: PeopleAtDoor): Html {
  const { door, event, visitor } = page;
  const here = [...door.teams.flatMap(({ speakers }) => speakers), ...door.adjudicators].filter(isHere);
  return html`<form id="party" method="post" action="${checkInPaths.party(event.slug)}">${csrfField(visitor.csrf)}<input type="hidden" name="in" value="1"></form>
<form method="post" action="${checkInPaths.save(event.slug)}">${csrfField(visitor.csrf)}<input type="hidden" name="kind" value="person"><input type="hidden" name="before" value="${here.map(({ id }) => id).join(',')}">
<div class="r-two start r-wide-first" data-island="tick-save" data-props="${JSON.stringify({ url: checkInPaths.tick(event.slug) })}">${teamsCard(page)}${judgesCard(page)}</div>
${page.mayTick && html`<noscript><p class="r-buttons"><button class="btn btn-outline">Save</button></p></noscript>`}<p class="r-saved" role="status" data-say></p></form>
${page.mayTick && html`<div class="r-two start">${partiesCard(page)}${badgesCard(page, ['speaker', 'adjudicator'])}</div>`}`;
}

const presences: Record<TeamPresence, Html> = { in: chip('ok', 'in'), half: chip('late', 'one is missing'), out: chip('idle', 'not in') };

function teamsCard(page: PeopleAtDoor): Html {
  const { teams } = page.door;
  return card({
    title: 'Teams',
    say: `${teams.filter(({ presence }) => presence !== 'in').length} not whole`,
    flush: true,
    body: table({
      caption: 'Teams and which of their speakers are here',
      columns: [{ label: 'Team' }, { label: 'State' }, { label: 'Speakers' }],
      rows: [...teams].sort((a, b) => Number(a.presence === 'in') - Number(b.presence === 'in')).map((team) => teamRow(page, team)),
    }),
  });
}

function teamRow(page: PeopleAtDoor, { id, name, presence, speakers }: TeamAtDoor): (Html | string)[] {
  const all =
    page.mayTick &&
    presence !== 'in' &&
    html` <button class="btn btn-outline btn-sm" form="party" name="party" value="team:${id}" aria-label="All of ${name} are in">All in</button>`;
  return [
    html`<b>${name}</b>`,
    presences[presence],
    html`<span class="r-door">${speakers.map((person) => tick(page, person))}${all}</span>`,
  ];
}

function judgesCard(page: PeopleAtDoor): Html {
  const { adjudicators } = page.door;
  const missing = adjudicators.filter((judge) => !isHere(judge)).length;
  return card({
    title: 'Adjudicators',
    say: missing === 0 ? 'all in' : `${missing} not in`,
    flush: true,
    body: table({
      caption: 'Adjudicators and whether they are here',
      columns: [{ label: 'Adjudicator' }, { label: 'Institution' }],
      rows: [...adjudicators]
        .sort((a, b) => Number(isHere(a)) - Number(isHere(b)))
        .map((judge) => [html`<span class="r-door">${tick(page, judge)}</span>`, judge.institution ?? 'independent']),
    }),
  });
}

function tick(page: DoorFrame, { id, name, at }: Pick<PersonAtDoor | RoomAtDoor, 'id' | 'name' | 'at'>): Html {
  return html`<label class="r-check"><input class="form-check-input" type="checkbox" name="id" value="${id}"${at && html` checked`}${!page.mayTick && html` disabled`}><span>${name}${at && html` <span class="r-muted">${page.clock(at)}</span>`}</span></label>`;
}

/** A whole institution at once. */
function partiesCard({ door, event, visitor }: PeopleAtDoor): Html | null {
  const everybody = [...door.teams.flatMap(({ speakers }) => speakers), ...door.adjudicators];
  const institutions = new Map(
    everybody.flatMap(({ institutionId, institution }) => (institutionId === null ? [] : [[institutionId, institution ?? '']])),
  );
  if (institutions.size === 0) return null;
  const options = [...institutions].sort(([, a], [, b]) => a.localeCompare(b));
  return card({
    title: 'A whole institution',
    body: html`<form method="post" action="${checkInPaths.party(event.slug)}" class="r-buttons">${csrfField(visitor.csrf)}<select class="form-select" name="party" aria-label="Institution">${options.map(([id, name]) => html`<option value="institution:${id}">${name}</option>`)}</select><button class="btn btn-outline" name="in" value="1">All are in</button><button class="btn btn-outline" name="in" value="">All are out</button></form>`,
  });
}

const badgeWords: Record<IdentifierKind, string> = {
  speaker: 'Badges for speakers',
  adjudicator: 'Badges for adjudicators',
  venue: 'Labels for rooms',
};

function badgesCard({ event, visitor }: DoorFrame, kinds: readonly IdentifierKind[]): Html {
  return card({
    title: 'What is scanned',
    say: 'six digits as a bar code and a QR code',
    body: html`<div class="r-buttons">${kinds.map((kind) =>
      actButton({
        action: checkInPaths.identifiers(event.slug),
        csrf: visitor.csrf,
        label: html`${icon('printer')}${badgeWords[kind]}`,
        fields: html`<input type="hidden" name="kind" value="${kind}">`,
      }),
    )}</div><p class="r-muted">Who has an identifier keeps it.</p>`,
  });
}

export interface RoomsAtDoor extends DoorFrame {
  readonly doors: readonly RoomAtDoor[];
}

/** Which rooms were found open and ready. */
export function roomsAtDoorPage(page: RoomsAtDoor): Html {
  const { event, visitor, doors, mayTick } = page;
  const open = doors.filter(isHere);
  return tabPage({
    title: 'Check-in of rooms',
    visitor,
    event,
    tab: 'check-in',
    isLive: true,
    islands: ['tick-save'],
    body: livePart(
      checkInPaths.live(event.slug),
      html`${statusSentence({
        state: open.length === doors.length && doors.length > 0 ? 'ok' : 'wait',
        sentence: `${open.length} of ${doors.length} rooms are ready.`,
        detail: 'A room is scanned at its door by whoever looked into it.',
        actions: [
          html`<a class="btn btn-outline" href="${checkInPaths.people(event.slug)}">People</a>`,
          html`<a class="btn btn-primary" href="${checkInPaths.scan(event.slug)}">${icon('qr-code')}Scan</a>`,
        ],
      })}${doors.length === 0 ? emptyState({ icon: 'building', sentence: 'No rooms', fact: 'They stand here as soon as they are on record.' }) : roomsForm(page, open)}${mayTick && badgesCard(page, ['venue'])}`,
    ),
  });
}

function roomsForm(page: RoomsAtDoor, open: readonly RoomAtDoor[]): Html {
  const { event, visitor, doors, mayTick } = page;
  const body = table({
    caption: 'Rooms and whether they are ready',
    columns: [{ label: 'Room' }, { label: 'Category' }],
    rows: doors.map((room) => [html`<span class="r-door">${tick(page, room)}</span>`, room.category || '–']),
  });
  return html`<form method="post" action="${checkInPaths.save(event.slug)}">${csrfField(visitor.csrf)}<input type="hidden" name="kind" value="venue"><input type="hidden" name="before" value="${open.map(({ id }) => id).join(',')}"><div data-island="tick-save" data-props="${JSON.stringify({ url: checkInPaths.tick(event.slug) })}">${card({ title: 'Rooms', flush: true, body })}</div>${mayTick && html`<noscript><p class="r-buttons"><button class="btn btn-outline">Save</button></p></noscript>`}<p class="r-saved" role="status" data-say></p></form>`;
}
