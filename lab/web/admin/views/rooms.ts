import { chip, emptyState, statusSentence } from '#kit/html/controls.ts';
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
            fact: html`A room has a link that never changes, whatever session is in it. Rooms are named in <code>rostra.lab.ts</code>: <code>rooms: [{ name: 'lab_a' }]</code>.`,
          })
    }`,
  });
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
