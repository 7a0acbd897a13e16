import { banner, card, chip, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Motion } from '../../../rules/motions.ts';
import type { Round } from '../../../rules/round.ts';
import { paths } from '../routes.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface RoundMotions {
  readonly round: Round;
  readonly isCurrent: boolean;
  readonly motions: readonly (Motion & { readonly id: number; readonly seq: number | null })[];
}

interface MotionsView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  /** False when the setting public_motions keeps them off the public site. */
  readonly isPublic: boolean;
  /** A motion may serve several rounds. */
  readonly mayReuse: boolean;
  readonly rounds: readonly RoundMotions[];
}

/** The motions of every round, the one being played open. */
export function motionsPage(view: MotionsView): Html {
  const { visitor, fault, event, isPublic, rounds } = view;
  return tabPage({
    title: 'Motions',
    visitor,
    fault,
    event,
    tab: 'motions',
    body: html`${sentence(rounds)}${!isPublic && banner({ kind: 'info', text: 'The setting public_motions is off.', detail: 'Holders of private links see released motions, the public site does not show them.' })}${rounds.map((one) => roundCard(view, one))}`,
  });
}

function sentence(rounds: readonly RoundMotions[]): Html {
  const current = rounds.find(({ isCurrent }) => isCurrent);
  const detail = 'Nobody outside reads a motion before you release it.';
  if (current === undefined) return statusSentence({ state: 'ok', sentence: 'All rounds are over.', detail });
  const { round, motions } = current;
  if (round.areMotionsReleased)
    return statusSentence({ state: 'ok', sentence: `Everybody can read the motions of ${round.name}.`, detail });
  if (motions.length === 0) return statusSentence({ state: 'wait', sentence: `${round.name} has no motion yet.`, detail });
  return statusSentence({ state: 'wait', sentence: `The motions of ${round.name} are written down and not released.`, detail });
}

function roundCard(view: MotionsView, { round, isCurrent, motions }: RoundMotions): Html {
  const state = round.areMotionsReleased
    ? chip('ok', 'released')
    : motions.length > 0
      ? chip('idle', 'not released')
      : chip('idle', 'none yet');
  const { event, visitor } = view;
  const next = Math.max(0, ...motions.map(({ seq }) => seq ?? 0)) + 1;
  const forms = html`${motions.map((motion) => motionForm(motion, { event, visitor, round, place: motion.seq ?? next, others: othersFor(view, motion.id) }))}
<details><summary>Add a motion</summary>${motionForm(null, { event, visitor, round, place: next, others: [] })}</details>${motions.length > 0 && releaseButton({ event, visitor, round })}`;
  const body = isCurrent
    ? forms
    : html`<details><summary>${motions.map(({ text }) => text).join(' · ') || 'Write it down'}</summary>${forms}</details>`;
  return card({ title: round.name, say: state, id: `round-${round.seq}`, body: html`<div class="r-stack">${body}</div>` });
}

/** The rounds that a motion may serve beside its own, where the settings let it. */
function othersFor({ mayReuse, rounds }: MotionsView, id: number): Round[] {
  return mayReuse ? rounds.filter(({ motions }) => motions.every((motion) => motion.id !== id)).map(({ round }) => round) : [];
}

interface Place {
  readonly event: Event;
  readonly visitor: Visitor;
  readonly round: Round;
}

function motionForm(
  motion: (Motion & { readonly id: number }) | null,
  { event, visitor, round, place, others }: Place & { readonly place: number; readonly others: readonly Round[] },
): Html {
  const id = `${round.seq}-${place}`;
  return html`<form class="r-stack" method="post" action="${paths.motions(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
<input type="hidden" name="id" value="${motion?.id ?? ''}"><input type="hidden" name="round" value="${round.seq}"><input type="hidden" name="place" value="${place}">
${field({ name: 'text', id: `text-${id}`, label: `Motion ${place}`, type: 'textarea', value: motion?.text ?? '', attributes: { rows: 2, maxlength: 500, required: true } })}
${field({ name: 'info_slide', id: `info_slide-${id}`, label: 'Info slide', type: 'textarea', value: motion?.infoSlide ?? '', attributes: { rows: 2 } })}
${field({ name: 'reference', id: `reference-${id}`, label: 'In a word', type: 'text', value: motion?.reference ?? '', attributes: { maxlength: 100 } })}
${alsoIn(others, id)}
<div class="r-buttons"><button class="btn btn-outline" name="do" value="save">Save</button>${motion && html`<button class="btn btn-outline" name="do" value="delete" formnovalidate>Delete</button>`}</div></form>`;
}

function alsoIn(others: readonly Round[], id: string): Html | null {
  if (others.length === 0) return null;
  const options = [{ value: '', label: 'no' }, ...others.map(({ seq, name }) => ({ value: seq, label: name }))];
  return field({ name: 'also', id: `also-${id}`, label: 'Debated in another round too', type: 'select', value: '', options });
}

function releaseButton({ event, visitor, round }: Place): Html {
  const shared = { csrf: visitor.csrf, isHeld: true };
  if (round.areMotionsReleased)
    return actButton({
      ...shared,
      action: paths.motionAct(event.slug, round.seq, 'withdraw'),
      label: html`${icon('eye-slash')}Hold 1 s: withdraw`,
      kind: 'danger',
    });
  return actButton({
    ...shared,
    action: paths.motionAct(event.slug, round.seq, 'release'),
    label: html`${icon('send-fill')}Hold 1 s: everybody reads it`,
    kind: 'primary',
  });
}
