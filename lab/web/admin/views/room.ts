import { card, chip, csrfField, icon, statusSentence, type State } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { RoomState } from '../../../rules/room-people.ts';
import type { Regions } from '../each-second.ts';
import { paths } from '../routes.ts';
import { adminPage, copyButton, livePart, region, type Visitor } from './frame.ts';
import { roomForm } from './rooms.ts';

/** A room at one moment. */
export interface RoomFacts {
  readonly room: {
    readonly name: string;
    readonly displayName: string;
    readonly isSecure: boolean;
    /** Made on the screen. */
    readonly isOwn: boolean;
  };
  /** The link for everybody; null where everybody has one of their own. */
  readonly url: string | null;
  readonly session: { readonly code: string; readonly name: string; readonly participants: number; readonly started: number } | null;
  /** Proves that a form on the page is ours. */
  /** Proves that a form on the page is ours; null for who may change nothing. */
  readonly csrf: string | null;
  /** How many have the room's page open. */
  readonly waiting: number;
  /** Who is expected; null when anybody may come. */
  readonly people: readonly { readonly label: string; readonly state: RoomState; readonly url: string }[] | null;
}

/** The parts of the page that its event stream keeps up to date, by name. */
export const roomRegions: Regions<RoomFacts> = {
  headline: (facts) => statusSentence({ ...headline(facts), icon: 'door-open', actions: actionsFor(facts) }),
  session: sessionLine,
  people: peopleTable,
};

/** Who is there, the links, and the session in the room. */
export function roomPage(facts: RoomFacts, visitor: Visitor): Html {
  const { room, people } = facts;
  const part = (name: string): Html => region(name, html`${roomRegions[name]?.(facts)}`);
  return adminPage({
    title: room.displayName,
    visitor,
    place: { area: 'rooms' },
    isLive: true,
    islands: ['kit/copy-button', 'kit/hold-button'],
    body: livePart(
      paths.roomLive(room.name),
      html`<div aria-live="polite">${part('headline')}</div>
      <div class="r-two">${card({ title: 'The link', say: linkWords(facts), body: linkOf(facts) })}${card({
        title: 'The session',
        body: part('session'),
      })}</div>
      ${facts.csrf !== null && (room.isSecure || room.isOwn) && card({ title: 'Change', body: changesOf(facts, facts.csrf) })}
      ${people && card({ title: 'Who is expected', say: 'In the order of the list of labels.', flush: true, body: part('people') })}`,
    ),
  });
}

function headline(facts: RoomFacts) {
  const { session, waiting, room } = facts;
  if (session) {
    const sentence = `${session.started} of ${session.participants} have come in to ${session.name}.`;
    const detail = waiting > 0 ? `${whoWaits(facts)} at the door.` : `Whoever opens a link to ${room.displayName} goes into this session.`;
    return { state: session.started > 0 ? 'ok' : 'wait', sentence, detail } as const;
  }
  const sentence = waiting === 0 ? `Nobody waits in ${room.displayName} yet.` : `${whoWaits(facts)} in ${room.displayName}.`;
  const detail = html`Next: <b>make a session here.</b> Whoever waits goes in by themselves.`;
  return { state: waiting > 0 ? 'wait' : 'idle', sentence, detail } as const;
}

function whoWaits({ waiting, people }: RoomFacts): string {
  const who = people ? `${waiting} of ${people.length}` : waiting === 1 ? '1 person' : `${waiting} people`;
  return `${who} ${waiting === 1 ? 'waits' : 'wait'}`;
}

function actionsFor({ room, session, csrf }: RoomFacts): Html[] {
  const make =
    csrf === null
      ? []
      : [
          html`<a class="btn ${session ? 'btn-outline' : 'btn-primary'}" href="${paths.newSession(undefined, room.name)}">${icon('plus-lg')}New session here</a>`,
        ];
  return session ? [...make, html`<a class="btn btn-primary" href="${paths.monitor(session.code)}">${icon('people')}Monitor</a>`] : make;
}

function linkWords({ url, people }: RoomFacts): string {
  if (url === null) return 'Everybody has one of their own; it never changes.';
  return people ? 'It never changes. People are asked for their label.' : 'It never changes, whatever session is here.';
}

function linkOf({ url, people }: RoomFacts): Html {
  const all = (people ?? []).map((person) => person.url).join('\n');
  return html`<div class="r-buttons">${url !== null && html`<a href="${url}" target="_blank" rel="noopener"><code class="r-wrap">${url}</code></a>${copyButton(url, 'Copy')}`}${people && copyButton(all, `Copy all ${people.length} personal links`)}</div>`;
}

function sessionLine({ session, room, csrf }: RoomFacts): Html {
  if (!session) return html`<p class="r-muted">No session is in this room. People wait until there is one.</p>`;
  return html`<div class="r-stack"><p><a href="${paths.monitor(session.code)}"><b>${session.name}</b></a> <span class="r-muted">${session.code}</span></p>
${csrf !== null && closeForm(room.name, csrf)}</div>`;
}

function closeForm(room: string, csrf: string): Html {
  return html`<form class="r-stack" method="post" action="${paths.closeRoom(room)}">${csrfField(csrf)}<span class="r-help">Once the room is closed the session goes on, and nobody else comes in by the room.</span><div class="r-buttons"><button class="btn btn-outline r-hold" data-island="hold-button">${icon('x-lg')}<span>Hold to close the room</span></button></div></form>`;
}

function changesOf({ room, people }: RoomFacts, csrf: string): Html {
  const hold = (action: string, words: string, help: string): Html =>
    html`<form class="r-stack" method="post" action="${action}">${csrfField(csrf)}<span class="r-help">${help}</span><div class="r-buttons"><button class="btn btn-outline r-hold" data-island="hold-button"><span>${words}</span></button></div></form>`;
  const labels = (people ?? []).map(({ label }) => label).join('\n');
  return html`<div class="r-stack">${room.isOwn && roomForm({ csrf, isNew: false, name: room.name, displayName: room.displayName, labels, isSecure: room.isSecure })}
${room.isSecure && hold(paths.renewLinks(room.name), 'Hold to make all links anew', 'The links that were given out stop working.')}
${room.isOwn && hold(paths.removeRoom(room.name), 'Hold to remove the room', 'Its link leads nowhere then; a session that is in it goes on.')}</div>`;
}

const states: Readonly<Record<RoomState, { readonly state: State; readonly word: string }>> = {
  absent: { state: 'idle', word: 'not here yet' },
  waiting: { state: 'wait', word: 'waits' },
  playing: { state: 'ok', word: 'in the session' },
  away: { state: 'late', word: 'away' },
  finished: { state: 'ok', word: 'finished' },
};

function peopleTable({ people }: RoomFacts): Html {
  return table({
    caption: 'Who is expected',
    cards: true,
    columns: [{ label: 'Label' }, { label: 'State' }, { label: 'Personal link' }],
    rows: (people ?? []).map(({ label, state, url }) => ({
      id: `label-${label}`,
      cells: [html`<b>${label}</b>`, chip(states[state].state, states[state].word), html`<code class="r-wrap">${url}</code>`],
    })),
  });
}
