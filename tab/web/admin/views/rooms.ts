import { card, chip, csrfField, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import type { RoundCheck } from '../../../rules/round-checks.ts';
import type { Settings } from '../../../rules/settings.ts';
import { paths } from '../routes.ts';
import { checksCard } from './checks.ts';
import { keepButton, keepForm } from './keep-form.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

/** A debate with its room. */
interface RoomRow {
  readonly debate: Debate;
  /** What became of the wishes of those in it. */
  readonly wishes: readonly { readonly words: string; readonly isMet: boolean }[];
  /** The room stays when rooms are given out anew. */
  readonly isKept: boolean;
}

interface RoomDetail {
  readonly capacity: number | null;
  /** The rank of the debate that it always has. */
  readonly forRank: number | null;
  readonly categories: readonly string[];
}

interface Rooms {
  readonly rows: readonly RoomRow[];
  readonly checks: readonly RoundCheck[];
  /** Rooms that are in, or that a debate has. */
  readonly venues: readonly { readonly id: number; readonly name: string }[];
  readonly rooms: ReadonlyMap<number, RoomDetail>;
  readonly by: Pick<Settings, 'room_rotation' | 'room_allocation'>;
}

export function roomsPage(frame: StepFrame, rooms: Rooms): Html {
  const { facts, event, round, visitor } = frame;
  const isDone = facts.debates > 0 && facts.withoutVenue === 0;
  const allocate = act(frame, 'allocate-rooms', {
    label: isDone ? 'Give out anew' : 'Give out rooms',
    kind: isDone ? 'outline' : 'primary',
  });
  const actions = facts.drawStatus === 'R' || facts.debates === 0 ? [] : [allocate, ...wayOn(frame, 'rooms')];
  const url = (path: string): string | null => (mayMove(frame) ? path : null);
  const props = {
    noun: 'room',
    putUrl: url(paths.putRoom(event.slug, round.seq)),
    of: 'room_moved',
    undoUrl: url(paths.undoLast(event.slug, round.seq)),
    csrf: visitor.csrf,
  };
  return stepView(frame, {
    step: 'rooms',
    title: 'rooms',
    status: roundStatus(frame, actions),
    islands: ['tab/swap-board'],
    liveUrl: paths.roundLive(event.slug, round.seq),
    body: html`<div class="r-two start r-wide-first" id="rooms" data-island="swap-board" data-props="${JSON.stringify(props)}">${roomsCard(frame, rooms)}<div class="r-stack">${checksCard(frame, rooms.checks)}${moveCard(frame, rooms)}${byCard(frame, rooms)}</div></div>${keepForm(frame, 'room')}`,
  });
}

/** True while rooms can be moved on the page. */
function mayMove({ facts, visitor }: StepFrame): boolean {
  return facts.debates > 0 && !facts.isCompleted && (visitor.may?.('edit.roomallocations') ?? true);
}

function roomsCard(frame: StepFrame, { rows, rooms }: Rooms): Html {
  const unmet = rows.flatMap(({ wishes }) => wishes).filter(({ isMet }) => !isMet).length;
  return card({
    title: 'Rooms',
    say:
      unmet > 0
        ? `${unmet} ${unmet === 1 ? 'wish is' : 'wishes are'} not met`
        : mayMove(frame) && 'drag a room onto another debate’s and they change',
    flush: true,
    body: table({
      caption: 'Debates with their rooms',
      cards: true,
      columns: [{ label: 'No.', numeric: true }, { label: 'Room' }, { label: 'Teams' }, { label: 'Chair' }, { label: 'Wishes' }],
      rows: rows.map(({ debate, wishes, isKept }) => {
        const room = debate.venue?.name ?? 'no room';
        const cells = [
          debate.roomRank,
          html`${roomOf(frame, debate)} ${debate.venue && detailWords(rooms.get(debate.venue.id))}${debate.venue && keepButton(frame, { debateId: debate.id, name: room, isKept, needs: 'edit.roomallocations' })}`,
          debate.teams.map(({ name }) => name).join(', '),
          debate.panel.find(({ place }) => place === 'C')?.name ?? '–',
          html`${wishes.map(({ words, isMet }) => html`${chip(isMet ? 'ok' : 'fail', html`${words}${!isMet && ', not met'}`)} `)}`,
        ];
        return debate.venue === null ? { cells, state: 'late' } : cells;
      }),
    }),
  });
}

function roomOf(frame: StepFrame, { id, venue, roomRank }: Debate): Html {
  if (!mayMove(frame)) return html`<b>${venue?.name ?? 'no room'}</b>`;
  const where = html`<span class="r-sr">, debate ${roomRank}</span>`;
  if (venue === null)
    return html`<span class="r-slot need" data-key="slot-${id}" data-to="${id}:" data-name="no room" role="button" tabindex="0">${icon('plus-lg')} room${where}</span>`;
  return html`<span class="r-pick" data-key="room-${venue.id}" data-pick="${venue.id}:${id}" data-to="${id}:${venue.id}" data-name="${venue.name}" role="button" tabindex="0"><span class="r-judge"><b>${venue.name}</b></span>${where}</span>`;
}

function detailWords(room: RoomDetail | undefined): Html | null {
  if (room === undefined) return null;
  const words = [
    ...(room.forRank === null ? [] : [`always debate ${room.forRank}`]),
    ...room.categories,
    ...(room.capacity === null ? [] : [`${room.capacity} seats`]),
  ];
  return words.length === 0 ? null : html`<span class="r-muted r-small">${words.join(', ')}</span> `;
}

function moveCard(frame: StepFrame, rooms: Rooms): Html | null {
  const { rows, venues } = rooms;
  if (rows.length === 0 || !mayMove(frame)) return null;
  const taken = new Set<number>(rows.flatMap(({ debate }) => debate.venue?.id ?? []));
  const free = venues.filter(({ id }) => !taken.has(id));
  const tray = free.map(
    ({ id, name }) =>
      html`<li data-key="tray-${id}"><span class="r-pick" data-key="room-${id}" data-pick="${id}:" data-to="none" data-name="${name}" role="button" tabindex="0"><span class="r-judge"><b>${name}</b> ${detailWords(rooms.rooms.get(id))}</span><span class="r-sr">, free</span></span></li>`,
  );
  return card({
    title: 'Free rooms',
    say: 'or press Enter on a room, then on a debate’s',
    body: html`<div class="r-stack"><div data-to="none" data-name="free rooms">${
      free.length === 0
        ? html`<p class="r-muted">Every room that is in has a debate. Drop one here to free it.</p>`
        : html`<ul class="r-free">${tray}</ul>`
    }</div><p class="r-saved" role="status" data-key="say" data-keep data-say></p>${moveForm(frame, rooms)}</div>`,
  });
}

function moveForm({ event, round, visitor }: StepFrame, { rows, venues }: Rooms): Html {
  const holders = new Map<number, number>(
    rows.flatMap(({ debate }) => (debate.venue ? [[Number(debate.venue.id), debate.roomRank] as const] : [])),
  );
  const debates = rows.map(({ debate }) => ({
    value: debate.id,
    label: `${debate.venue?.name ?? 'no room'}: ${debate.teams.map(({ name }) => name).join(', ')}`,
  }));
  const targets = venues.map(({ id, name }) => ({
    value: id,
    label: holders.has(id) ? `${name}, changing with debate ${holders.get(id) ?? ''}` : name,
  }));
  return html`<details><summary>Move a debate by a form</summary>
<form class="r-stack" method="post" action="${paths.moveRoom(event.slug, round.seq)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'debate', label: 'Debate', type: 'select', options: debates })}
${field({ name: 'venue', label: 'Into', type: 'select', options: [...targets, { value: '', label: 'no room' }] })}
<div class="r-buttons"><button class="btn btn-outline">Move</button></div></form></details>`;
}

/** How rooms are given out, saved with the tournament. */
function byCard({ event, round, visitor, facts }: StepFrame, { by }: Rooms): Html | null {
  const isClosed = facts.debates === 0 || facts.drawStatus === 'R' || facts.isCompleted;
  if (isClosed || visitor.may?.('edit.settings') === false) return null;
  const rotations = [
    { value: 'any', label: 'wherever' },
    { value: 'stay', label: 'where its people were last' },
    { value: 'rotate', label: 'where none of them was last' },
  ];
  const ways = [
    { value: 'best', label: 'the best as a whole' },
    { value: 'in_turn', label: 'debate by debate, the most wanted wish first' },
  ];
  return card({
    title: 'How rooms are given out',
    body: html`<form class="r-stack" method="post" action="${paths.roomsBy(event.slug, round.seq)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'room_rotation', label: 'A debate goes', type: 'select', value: by.room_rotation, options: rotations })}
${field({ name: 'room_allocation', label: 'Rooms are chosen', type: 'select', value: by.room_allocation, options: ways, help: 'Sizes, and where people were last, count only in the first way.' })}
<div class="r-buttons"><button class="btn btn-outline">Save and give out</button></div></form>`,
  });
}
