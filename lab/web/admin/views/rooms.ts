import { banner, card, chip, csrfField, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
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
  /** What was typed and refused, and why. */
  readonly refused?: RefusedRoom | null;
}

export interface RefusedRoom {
  readonly typed: RoomWish;
  /** The question that was answered wrong. */
  readonly field: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** What somebody wants a room to be. */
export interface RoomWish {
  readonly name: string;
  readonly displayName: string;
  /** One a line. */
  readonly labels: string;
  readonly isSecure: boolean;
}

const nothingTyped: RoomWish = { name: '', displayName: '', labels: '', isSecure: false };

/** The permanent addresses. */
export function roomsPage({ rooms, visitor, refused }: RoomsPage): Html {
  return adminPage({
    title: 'Rooms',
    visitor,
    place: { area: 'rooms' },
    body: html`${statusSentence({ ...headline(rooms), icon: 'door-open' })}${refused && banner({ kind: 'failed', text: refused.message, detail: refused.hint })}${
      rooms.length > 0
        ? html`<section class="r-card"><div class="in flush">${roomTable(rooms)}</div></section>`
        : emptyState({
            icon: 'door-open',
            sentence: 'This project has no rooms.',
            fact: 'A room has a link that never changes, whatever session is in it.',
          })
    }${visitor.mayRun && card({ title: 'A new room', say: html`Rooms can also be named in <code>rostra.lab.ts</code>.`, body: roomForm({ csrf: visitor.csrf, isNew: true, ...(refused?.typed ?? nothingTyped), ...(refused && { fault: refused }) }) })}`,
  });
}

/** What is asked about a room. */
export interface RoomFormFacts extends RoomWish {
  readonly csrf: string;
  readonly isNew: boolean;
  readonly fault?: Pick<RefusedRoom, 'field' | 'message'>;
}

export function roomForm({ csrf, isNew, name, displayName, labels, isSecure, fault }: RoomFormFacts): Html {
  const errorOf = (question: string) => (fault?.field === question ? { error: fault.message } : {});
  const naming = isNew
    ? field({
        name: 'name',
        value: name,
        ...errorOf('name'),
        label: 'Name in the link',
        type: 'text',
        required: true,
        help: 'Letters, digits and _: lab_a. It never changes.',
        attributes: { pattern: '[A-Za-z0-9_]+', maxlength: 60, autocomplete: 'off' },
      })
    : html`<input type="hidden" name="name" value="${name}">`;
  return html`<form class="r-stack" method="post" action="${paths.rooms()}">${csrfField(csrf)}${naming}
${field({ name: 'display_name', label: 'Name on the screen', type: 'text', value: displayName, attributes: { maxlength: 200 } })}
${field({ name: 'labels', label: 'Labels', type: 'textarea', value: labels, ...errorOf('labels'), help: 'Who is expected, one label a line. Empty: whoever has the link may come.', attributes: { rows: 4 } })}
${field({ name: 'is_secure', label: 'Everybody gets a link of their own that nobody can guess', type: 'checkbox', value: isSecure, ...errorOf('is_secure') })}
<div class="r-buttons"><button class="btn btn-outline">${icon(isNew ? 'plus-lg' : 'check-lg')}${isNew ? 'Make the room' : 'Save'}</button></div></form>`;
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
