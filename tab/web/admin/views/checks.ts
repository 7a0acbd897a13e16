import { card, chip } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { RoundCheck } from '../../../rules/round-checks.ts';
import { paths } from '../routes.ts';
import { pageOfStep } from './round-line.ts';
import type { StepFrame } from './step.ts';

/** The checks box: what a director should look at before the round is published; nothing when all is well. */
export function checksCard({ event, round, facts }: StepFrame, checks: readonly RoundCheck[]): Html | null {
  if (checks.length === 0 || facts.drawStatus === 'N') return null;
  const line = ({ state, words, step }: RoundCheck): Html =>
    html`<li>${chip(state, state === 'fail' ? 'mend' : 'look')} <a href="${paths.step(event.slug, round.seq, pageOfStep[step])}">${words}</a></li>`;
  return card({ title: 'Checks', say: `${checks.length} to look at`, body: html`<ul class="r-list">${checks.map(line)}</ul>` });
}
