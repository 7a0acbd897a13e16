import type { PersonId } from '../../../rules/ids.ts';
import { chipOf, nameOf } from './board-screen.ts';

interface Pin {
  readonly url: string;
  readonly csrf: string;
  readonly judge: PersonId;
}

/** Pins somebody to their seat, or lets them go again; gives what to say about it. */
export async function togglePin(root: HTMLElement, { url, csrf, judge }: Pin): Promise<string> {
  const isPinned = !isPinnedOn(root, judge);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify({ adjudicatorId: judge, isPinned }),
  }).catch(() => null);
  const body: { readonly error?: { readonly message: string } } = answer === null || answer.ok ? {} : await answer.json();
  if (!answer?.ok) return `Not pinned: ${body.error?.message ?? 'no connection.'}`;
  return `${nameOf(root, judge)} ${isPinned ? 'stays here when the round is allocated anew' : 'is no longer pinned'}.`;
}

/** True when the page shows them as pinned. */
export function isPinnedOn(root: HTMLElement, judge: PersonId): boolean {
  return chipOf(root, judge)?.dataset['pinned'] !== undefined;
}
