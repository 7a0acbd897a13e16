import { card, csrfField, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Debate, DebateTeam } from '../../../rules/debate.ts';
import { isBye } from '../../../rules/debate.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { drawEditNeeds } from '../../../rules/step-needs.ts';
import { paths } from '../routes.ts';
import type { DrawEditName } from '../routes.ts';
import { actButton } from './frame.ts';
import type { StepFrame } from './step.ts';

/** What an edit of the draw needs to be offered. */
export interface DrawEditing {
  readonly debates: readonly Debate[];
  /** Who could debate and is in no debate. */
  readonly unused: readonly { readonly id: number; readonly name: string }[];
  /** The last change, which can be taken back; null for none. */
  readonly lastEdit: { readonly words: string; readonly actor: string } | null;
}

/** True while teams can be moved on the page. */
export function canEdit({ facts, visitor }: StepFrame): boolean {
  return facts.drawStatus !== 'N' && !facts.isCompleted && (visitor.may ?? (() => true))('edit.debateteam');
}

/** A seat of the draw as the board and the form name it. */
export const seatKey = (debateId: number, side: number): string => `${debateId}:${side}`;

interface Seat {
  readonly debate: Debate;
  readonly side: number;
  readonly sides: readonly SideName[];
}

/** A team on its seat, which can be taken in hand. */
export function teamOnSeat({ debate, side, sides }: Seat, team: DebateTeam, shown: Html): Html {
  const at = seatKey(debate.id, side);
  return html`<span class="r-pick" data-key="team-${team.id}" data-pick="${team.id}:${at}" data-to="${at}:${team.id}" data-name="${team.name}" role="button" tabindex="0"><span>${shown}</span><span class="r-sr">, ${seatWords(debate, sides[side])}</span></span>`;
}

/** A seat that nobody has. */
export function emptySeat({ debate, side, sides }: Seat): Html {
  const at = seatKey(debate.id, side);
  return html`<span class="r-slot need" data-key="seat-${at}" data-to="${at}:" data-name="empty" role="button" tabindex="0">${icon('plus-lg')} team<span class="r-sr">, empty: ${seatWords(debate, sides[side])}</span></span>`;
}

function seatWords(debate: Debate, side: SideName | undefined): string {
  return isBye(debate) ? 'sits out' : `${side?.long ?? ''} in debate ${debate.roomRank}`;
}

/** Beside the draw: who is in no debate, the form, what can be taken back. */
export function editCard(frame: StepFrame, editing: DrawEditing): Html | null {
  if (!canEdit(frame)) return null;
  const { unused, lastEdit } = editing;
  const tray = unused.map(
    ({ id, name }) =>
      html`<li data-key="tray-${id}"><span class="r-pick" data-key="team-${id}" data-pick="${id}::" data-to="none" data-name="${name}" role="button" tabindex="0"><span class="r-judge"><b>${name}</b></span><span class="r-sr">, in no debate</span></span></li>`,
  );
  return card({
    title: 'Change the draw',
    say: 'drag a team onto another and they change places; or press Enter on one, then on the other',
    body: html`<div class="r-stack"><div data-to="none" data-name="in no debate">${
      unused.length === 0
        ? html`<p class="r-muted">Every team that is here is in a debate. Drop one here to take it out.</p>`
        : html`<ul class="r-free">${tray}</ul>`
    }</div><p class="r-saved" role="status" data-key="say" data-keep data-say></p>
<div class="r-buttons">${lastEdit && edit(frame, 'undo', { label: html`${icon('arrow-repeat')}Take back: ${lastEdit.words}` })}${edit(frame, 'add', { label: 'Add a debate' })}</div>
${putForm(frame, editing)}</div>`,
  });
}

function putForm({ event, round, visitor, sides }: StepFrame, { debates, unused }: DrawEditing): Html {
  const seats = debates.flatMap((debate) => {
    const sidesOfIt = isBye(debate) ? [-1] : sides.map((_side, side) => side);
    return sidesOfIt.map((side) => ({ debate, side, team: debate.teams.find((one) => one.side === side) }));
  });
  const taken = seats.flatMap(({ debate, side, team }) =>
    team ? [{ value: `${team.id}:${seatKey(debate.id, side)}`, label: `${team.name}, ${seatWords(debate, sides[side])}` }] : [],
  );
  const free = unused.map(({ id, name }) => ({ value: `${id}::`, label: `${name}, in no debate` }));
  const targets = seats.map(({ debate, side, team }) => ({
    value: `${seatKey(debate.id, side)}:${team?.id ?? ''}`,
    label: `${seatWords(debate, sides[side])}: ${team?.name ?? 'empty'}`,
  }));
  return html`<details><summary>Move a team by a form</summary>
<form class="r-stack" method="post" action="${paths.editDraw(event.slug, round.seq, 'put')}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'team', label: 'Team', type: 'select', required: true, options: [...free, ...taken] })}
${field({ name: 'to', label: 'To', type: 'select', options: [...targets, { value: 'none', label: 'out of the draw' }], help: 'Who is there takes the team’s place.' })}
<div class="r-buttons"><button class="btn btn-outline">Move the team</button></div></form></details>`;
}

/** What can be done to one debate: its sides by toss, by swap, as they stand; away with it when it is empty. */
export function debateEdits(frame: StepFrame, debate: Debate): Html | null {
  const { facts } = frame;
  const isOpen = debate.resultStatus === 'N' || debate.resultStatus === 'P';
  if (facts.drawStatus === 'N' || facts.isCompleted || !isOpen || isBye(debate)) return null;
  if (debate.teams.length === 0) return edit(frame, 'drop', { label: 'Remove', debate });
  if (debate.areSidesConfirmed)
    return facts.stage === 'E' ? html`<div class="r-buttons">${edit(frame, 'reopen', { label: 'Open the sides', debate })}</div>` : null;
  const swap = frame.sides.length === 2 && edit(frame, 'swap', { label: 'Swap', debate });
  return html`<div class="r-buttons">${edit(frame, 'toss', { label: html`${icon('dice-5')}Toss`, debate })}${swap}${edit(frame, 'confirm', { label: 'Confirm', debate })}</div>`;
}

interface EditButton {
  readonly label: Html | string;
  readonly debate?: Debate;
}

function edit({ event, round, visitor }: StepFrame, name: DrawEditName, { label, debate }: EditButton): Html | null {
  if (visitor.may?.(drawEditNeeds(name)) === false) return null;
  const fields = debate && html`<input type="hidden" name="debate" value="${debate.id}">`;
  return actButton({ action: paths.editDraw(event.slug, round.seq, name), csrf: visitor.csrf, label, ...(fields && { fields }) });
}
