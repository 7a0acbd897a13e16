import { banner, card, csrfField } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { AvailabilityCount } from '../../../rules/availability.ts';
import { sideProblem } from '../../../rules/setup/side-table.ts';
import { paths } from '../routes.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

/** One kind of what may be here. */
export interface TickList {
  readonly kind: 'team' | 'adjudicator' | 'venue';
  readonly title: string;
  /** Beside the round before: who was lost, who is new. */
  readonly count: AvailabilityCount;
  readonly ticks: readonly { readonly id: number; readonly name: string; readonly detail: string | null; readonly isIn: boolean }[];
}

interface Availability {
  readonly lists: readonly TickList[];
  /** What stands in the way of a good round. */
  readonly warnings: readonly string[];
  readonly hasPrevious: boolean;
  /** How many of the break debate in the round and how many wait; null where all debate. */
  readonly bypass: { readonly debate: number; readonly bypass: number } | null;
}

export function availabilityPage(frame: StepFrame, { lists, warnings, hasPrevious, bypass }: Availability): Html {
  const { facts, round } = frame;
  const isEmpty = facts.teams === 0 && facts.adjudicators === 0;
  const all = act(frame, 'all-in', { label: 'Everybody is in', kind: isEmpty ? 'primary' : 'outline' });
  const before = round.seq > 1 && act(frame, 'as-before', { label: 'As in the round before' });
  const checkedIn = act(frame, 'checked-in', { label: 'Those checked in' });
  const breaking = round.stage === 'E' && act(frame, 'breaking-in', { label: 'Breaking adjudicators' });
  return stepView(frame, {
    step: 'available',
    title: 'available',
    status: roundStatus(frame, [
      ...(breaking ? [breaking] : before ? [before] : []),
      checkedIn,
      all,
      ...sidesWay(frame),
      ...wayOn(frame, 'available'),
    ]),
    islands: ['tab/tick-save'],
    body: html`${bypass && html`<p class="r-muted">${bypass.debate} teams debate in this round, ${bypass.bypass} wait for the next.</p>`}${warnings.length > 0 && banner({ kind: 'degraded', text: warnings[0], detail: warnings.slice(1).join(' ') })}<div class="r-three">${lists.map((list) => tickCard(frame, { list, hasPrevious }))}</div>`,
  });
}

/** The way to the sides, where those who are in lack some. */
function sidesWay({ facts, event, round }: StepFrame): Html[] {
  if (facts.drawStatus !== 'N' || !facts.allocatedSides || facts.teams === 0 || sideProblem(facts.allocatedSides) === null) return [];
  return [html`<a class="btn btn-primary" href="${`${paths.sides(event.slug)}?round=${round.seq}`}">Give sides</a>`];
}

function tickCard(
  { event, round, visitor }: StepFrame,
  { list, hasPrevious }: { readonly list: TickList; readonly hasPrevious: boolean },
): Html {
  const { kind, title, ticks, count } = list;
  const mayTick = visitor.may?.('edit.roundavailability') ?? true;
  return card({
    title,
    say: `${count.now} of ${count.total} are in`,
    body: html`<form method="post" action="${paths.markIn(event.slug, round.seq)}" data-island="submit-once" class="r-stack">${csrfField(visitor.csrf)}<input type="hidden" name="kind" value="${kind}">${hasPrevious && html`<p class="r-muted">${changeWords(list)}</p>`}
<ul class="r-ticks" data-island="tick-save" data-props="${JSON.stringify({ url: paths.tick(event.slug, round.seq) })}">${ticks.map(
      ({ id, name, detail, isIn }) =>
        html`<li><label class="r-check"><input class="form-check-input" type="checkbox" name="id" value="${id}"${isIn && html` checked`}${!mayTick && html` disabled`}><span>${name}${detail && html` <span class="r-muted">${detail}</span>`}</span></label></li>`,
    )}</ul>
${mayTick ? html`<p class="r-saved" role="status" data-say></p><div class="r-buttons"><button class="btn btn-outline">Save ${title.toLowerCase()}</button></div>` : html`<p class="r-muted">To tick takes the permission edit.roundavailability.</p>`}</form>`,
  });
}

/** What is another way than in the round before, by name while they are few. */
function changeWords({ count: { previous, lost, found }, ticks }: TickList): string {
  const names = (ids: readonly number[]): string =>
    ids.length > 5 ? String(ids.length) : ids.map((id) => ticks.find((tick) => tick.id === id)?.name ?? '').join(', ');
  const parts = [
    `${previous} in the round before`,
    ...(lost.length > 0 ? [`lost since: ${names(lost)}`] : []),
    ...(found.length > 0 ? [`new: ${names(found)}`] : []),
  ];
  return `${parts.join('; ')}.`;
}
