import { csrfField, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Settings } from '../../../rules/settings.ts';
import { paths } from '../routes.ts';
import { act } from './step.ts';
import type { StepFrame } from './step.ts';

export type AllocationChoice = Pick<
  Settings,
  | 'adj_min_voting_score'
  | 'adj_conflict_penalty'
  | 'adj_history_penalty'
  | 'preformed_panel_mismatch_penalty'
  | 'no_panellist_position'
  | 'no_trainee_position'
>;

/** By which settings the round is allocated; what is set here is saved for the tournament. */
export function allocateByCard(frame: StepFrame, settings: AllocationChoice): Html | null {
  const { event, round, visitor, facts } = frame;
  if (facts.drawStatus !== 'C' || facts.isCompleted) return null;
  const number = (name: Exclude<keyof AllocationChoice, `no_${string}`>, label: string, help: string): Html =>
    field({ name, label, help, type: 'number', attributes: { step: 'any' }, value: String(settings[name]), required: true });
  return html`<details class="r-card"><summary>Allocate by other settings, or clear</summary>
<form class="r-stack" method="post" action="${paths.allocateBy(event.slug, round.seq)}" data-island="submit-once">${csrfField(visitor.csrf)}
${number('adj_min_voting_score', 'Least score to vote', 'Below it adjudicators are trainees.')}
${number('adj_conflict_penalty', 'Cost of a conflict', 'For each team of the room or chair they conflict with.')}
${number('adj_history_penalty', 'Cost of meeting again', 'For each team or chair they have met.')}
${number('preformed_panel_mismatch_penalty', 'Cost of a panel made ahead on a debate of another weight', 'For panels made ahead that are used where they fit.')}
${field({ name: 'no_panellist_position', label: 'No panellists: a chair and trainees only', type: 'checkbox', value: settings.no_panellist_position })}
${field({ name: 'no_trainee_position', label: 'No trainees', type: 'checkbox', value: settings.no_trainee_position })}
<p class="r-muted r-small">Saved for the tournament. Kept panels stay.</p><div class="r-buttons"><button class="btn btn-outline">Save and allocate</button></div></form>
<hr>${act(frame, 'clear-panels', { label: html`${icon('x-lg')}Hold 1 s: clear all panels`, kind: 'danger', isHeld: true })}</details>`;
}
