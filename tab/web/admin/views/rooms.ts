import { card, chip, csrfField, field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import type { RoundCheck } from '../../../rules/round-checks.ts';
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

interface Rooms {
  readonly rows: readonly RoomRow[];
  readonly checks: readonly RoundCheck[];
  readonly venues: readonly { readonly id: number; readonly name: string }[];
}

export function roomsPage(frame: StepFrame, rooms: Rooms): Html {
  const { facts } = frame;
  const isDone = facts.debates > 0 && facts.withoutVenue === 0;
  const allocate = act(frame, 'allocate-rooms', {
    label: isDone ? 'Give out anew' : 'Give out rooms',
    kind: isDone ? 'outline' : 'primary',
  });
  const actions = facts.drawStatus === 'R' || facts.debates === 0 ? [] : [allocate, ...wayOn(frame, 'rooms')];
  return stepView(frame, {
    step: 'rooms',
    title: 'rooms',
    status: roundStatus(frame, actions),
    body: html`<div class="r-two start r-wide-first">${roomsCard(frame, rooms)}<div class="r-stack">${checksCard(frame, rooms.checks)}${moveCard(frame, rooms)}</div></div>${keepForm(frame, 'room')}`,
  });
}

function roomsCard(frame: StepFrame, { rows }: Rooms): Html {
  return card({
    title: 'Rooms',
    flush: true,
    body: table({
      caption: 'Debates with their rooms',
      columns: [{ label: 'Room' }, { label: 'Teams' }, { label: 'Chair' }, { label: 'Wishes' }],
      rows: rows.map(({ debate, wishes, isKept }) => {
        const room = debate.venue?.name ?? 'no room';
        const cells = [
          html`<b>${room}</b> ${debate.venue && keepButton(frame, { debateId: debate.id, name: room, isKept })}`,
          debate.teams.map(({ name }) => name).join(', '),
          debate.panel.find(({ place }) => place === 'C')?.name ?? '–',
          html`${wishes.map(({ words, isMet }) => html`${chip(isMet ? 'ok' : 'fail', html`${words}${!isMet && ', not met'}`)} `)}`,
        ];
        return debate.venue === null ? { cells, state: 'late' } : cells;
      }),
    }),
  });
}

function moveCard({ event, round, visitor, facts }: StepFrame, { rows, venues }: Rooms): Html | null {
  const debates = rows.map(({ debate }) => debate);
  if (debates.length === 0 || facts.isCompleted) return null;
  return card({
    title: 'Move a debate',
    body: html`<form class="r-stack" method="post" action="${paths.moveRoom(event.slug, round.seq)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'debate', label: 'Debate', type: 'select', options: debates.map((debate) => ({ value: debate.id, label: `${debate.venue?.name ?? 'no room'}: ${debate.teams.map(({ name }) => name).join(', ')}` })) })}
${field({ name: 'venue', label: 'Into', type: 'select', options: [...venues.map(({ id, name }) => ({ value: id, label: name })), { value: '', label: 'no room' }] })}
<div class="r-buttons"><button class="btn btn-outline">Move</button></div></form>`,
  });
}
