import { csrfField, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Permission } from '../../../rules/permissions.ts';
import { paths } from '../routes.ts';
import type { StepFrame } from './step.ts';

/** The one form that all the page's keep buttons belong to. */
export function keepForm({ event, round, visitor }: StepFrame, what: 'panel' | 'room'): Html {
  return keepFormTo(paths.keep(event.slug, round.seq, what), visitor.csrf);
}

export function keepFormTo(action: string, csrf: string): Html {
  return html`<form id="keep" method="post" action="${action}" data-island="submit-once">${csrfField(csrf)}</form>`;
}

/** Says that a debate's panel or room stays when the round's are given out anew, or lets it go again. */
export function keepButton(
  { facts, visitor }: StepFrame,
  { debateId, name, isKept, needs = 'edit.debateadjudicator' }: { debateId: number; name: string; isKept: boolean; needs?: Permission },
): Html | null {
  if (facts.drawStatus === 'N' || facts.isCompleted || visitor.may?.(needs) === false) return null;
  return keepPress({ debateId, name, isKept });
}

/** What {@link keepButton} shows, on a board of its own. */
export function keepPress({ debateId, name, isKept }: { debateId: number; name: string; isKept: boolean }): Html {
  return html`<button class="btn btn-quiet btn-sm" form="keep" name="debate" value="${debateId}:${isKept ? 'release' : 'keep'}" aria-pressed="${String(isKept)}" title="Stays when all is given out anew">${isKept && icon('check-lg')}${isKept ? 'Kept' : 'Keep'}<span class="r-sr"> ${name}</span></button>`;
}
