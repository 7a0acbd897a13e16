import { card, chip, csrfField, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, type Visitor } from './frame.ts';

/** A room in the list. */
export interface ListedRoom {
  readonly name: string;
  readonly displayName: string;
  /** Null where everybody has a link of their own. */
  readonly url: string | null;
  readonly session: { readonly code: string; readonly label: string | null; readonly numParticipants: number } | null;
  readonly waiting: number;
}

export interface RoomsPage {
  readonly rooms: readonly ListedRoom[];
  readonly visitor: Visitor;
}

/** The permanent addresses. */
export function roomsPage({ rooms, visitor }: RoomsPage): Html {
  return adminPage({
    title: 'Rooms',
    visitor,
    place: { area: 'rooms' },
    body: html`${statusSentence({ ...headline(rooms), icon: 'door-open' })}${
      rooms.length > 0
        ? html`<section class="r-card"><div class="in flush">${roomTable(rooms)}</div></section>`
        : emptyState({
            icon: 'door-open',
            sentence: 'This project has no rooms.',
            fact: 'A room has a link that never changes, whatever session is in it.',
          })
    }${card({ title: 'A new room', say: html`Rooms can also be named in <code>rostra.lab.ts</code>.`, body: roomForm({ csrf: visitor.csrf, name: null, displayName: '', labels: '', isSecure: false }) })}`,
  });
}

/** What is asked about a room. `name` null: a new one. */
export interface RoomFormFacts {
  readonly csrf: string;
  readonly name: string | null;
  readonly displayName: string;
  /** One a line. */
  readonly labels: string;
  readonly isSecure: boolean;
}

export function roomForm({ csrf, name, displayName, labels, isSecure }: RoomFormFacts): Html {
  const naming =
    name === null
      ? field({
          name: 'name',
          label: 'Name in the link',
          type: 'text',
          required: true,
          help: 'Letters, digits and _: lab_a. It never changes.',
          attributes: { pattern: '[A-Za-z0-9_]+', maxlength: 60, autocomplete: 'off' },
        })
      : html`<input type="hidden" name="name" value="${name}">`;
  return html`<form class="r-stack" method="post" action="${paths.rooms()}">${csrfField(csrf)}${naming}
${field({ name: 'display_name', label: 'Name on the screen', type: 'text', value: displayName, attributes: { maxlength: 200 } })}
${field({ name: 'labels', label: 'Labels', type: 'textarea', value: labels, help: 'Who is expected, one label a line. Empty: whoever has the link may come.', attributes: { rows: 4 } })}
${field({ name: 'is_secure', label: 'Everybody gets a link of their own that nobody can guess', type: 'checkbox', value: isSecure })}
<div class="r-buttons"><button class="btn btn-outline">${icon(name === null ? 'plus-lg' : 'check-lg')}${name === null ? 'Make the room' : 'Save'}</button></div></form>`;
}

function headline(rooms: readonly ListedRoom[]) {
  const waiting = rooms.reduce((sum, room) => sum + room.waiting, 0);
  const occupied = rooms.filter(({ session }) => session !== null).length;
  const sentence = waiting === 0 ? 'Nobody waits in a room.' : `${waiting} ${waiting === 1 ? 'person waits' : 'people wait'} in a room.`;
  const detail = `${occupied} of ${rooms.length} ${rooms.length === 1 ? 'room has' : 'rooms have'} a session.`;
  return { state: waiting > 0 ? 'wait' : 'idle', sentence, ...(rooms.length > 0 && { detail }) } as const;
}

function roomTable(rooms: readonly ListedRoom[]): Html {
  return table({
    caption: 'Rooms',
    cards: true,
    columns: [{ label: 'Room' }, { label: 'Link' }, { label: 'Session' }, { label: 'Waiting', numeric: true }],
    rows: rooms.map(({ name, displayName, url, session, waiting }) => [
      html`<a href="${paths.room(name)}"><b>${displayName}</b></a>${displayName !== name && html` <span class="r-muted">${name}</span>`}`,
      url === null
        ? html`<span class="r-muted">one for each person</span>`
        : html`<a href="${url}" target="_blank" rel="noopener"><code class="r-wrap">${url}</code></a>`,
      session ? html`<a href="${paths.monitor(session.code)}">${session.label ?? session.code}</a>` : chip('idle', 'empty'),
      waiting,
    ]),
  });
}
