import { pageAt, type PagePlace, type SessionPlan } from './session-plan.ts';

/**
 * The page so many shown pages before this one, or null when there is none to go back to: not across a wait page, not into another game, and
 * not to a page that had a time limit of its own.
 */
export function pageBefore(
  plan: SessionPlan,
  from: PagePlace,
  { steps, isShown }: { readonly steps: number; readonly isShown: (place: PagePlace) => boolean },
): PagePlace | null {
  let left = steps;
  for (let index = from.index - 1; left > 0; index -= 1) {
    const place = pageAt(plan, index);
    if (!place || place.playable !== from.playable || place.page.kind === 'wait') return null;
    if (!isShown(place)) continue;
    left -= 1;
    const isTimed = place.page.timeout !== null && typeof place.page.timeout !== 'object';
    if (left === 0) return isTimed ? null : place;
  }
  return null;
}
