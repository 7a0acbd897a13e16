import { card, csrfField } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

/** One kind of what may be here. */
export interface TickList {
  readonly kind: 'team' | 'adjudicator' | 'venue';
  readonly title: string;
  readonly ticks: readonly { readonly id: number; readonly name: string; readonly detail: string | null; readonly isIn: boolean }[];
}

export function availabilityPage(frame: StepFrame, lists: readonly TickList[]): Html {
  const { facts, round } = frame;
  const isEmpty = facts.teams === 0 && facts.adjudicators === 0;
  const all = act(frame, 'all-in', { label: 'Everybody is in', kind: isEmpty ? 'primary' : 'outline' });
  const before = round.seq > 1 && act(frame, 'as-before', { label: 'As in the round before' });
  return stepView(frame, {
    step: 'available',
    title: 'available',
    status: roundStatus(frame, [...(before ? [before] : []), all, ...wayOn(frame, 'available')]),
    body: html`<div class="r-three">${lists.map((list) => tickCard(frame, list))}</div>`,
  });
}

function tickCard({ event, round, visitor }: StepFrame, { kind, title, ticks }: TickList): Html {
  const count = ticks.filter(({ isIn }) => isIn).length;
  return card({
    title,
    say: `${count} of ${ticks.length} are in`,
    body: html`<form method="post" action="${paths.markIn(event.slug, round.seq)}" data-island="submit-once" class="r-stack">${csrfField(visitor.csrf)}<input type="hidden" name="kind" value="${kind}">
<ul class="r-ticks">${ticks.map(
      ({ id, name, detail, isIn }) =>
        html`<li><label class="r-check"><input class="form-check-input" type="checkbox" name="id" value="${id}"${isIn && html` checked`}><span>${name}${detail && html` <span class="r-muted">${detail}</span>`}</span></label></li>`,
    )}</ul>
<div class="r-buttons"><button class="btn btn-outline">Save ${title.toLowerCase()}</button></div></form>`,
  });
}
