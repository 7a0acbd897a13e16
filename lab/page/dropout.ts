import { callAuthor } from '../game/definition.ts';
import type { Posted } from '../rules/form.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { contextAt, type Visit } from './load-visit.ts';

/** Under which name a participant's data count the pages that timed out in a row. No declared field has a colon in its name. */
const timeoutsKey = 'timeouts:';

/** Counts a page that timed out; when it was one too many in a row, the participant no longer takes part. */
export function countTimeout({ objects, row }: Visit, { playable }: PagePlace, timedOut: boolean): void {
  const { timeouts } = playable.game.dropout;
  const person = row.seat.participant;
  if (timeouts === null || (!timedOut && person.data[timeoutsKey] === undefined)) return;
  const count = timedOut ? Number(person.data[timeoutsKey] ?? 0) + 1 : 0;
  const change = objects.world.changes.ofParticipant(person);
  change.patch[timeoutsKey] = count;
  if (count < timeouts || person.status === 'dropout') return;
  change.status = 'dropout';
  person.status = 'dropout';
}

/** How the page of somebody who is gone is sent: what a bot answers, or nothing, as timed out. */
export function answersFor(visit: Visit, place: PagePlace): { readonly posted: Posted; readonly timedOut: boolean } {
  const { autoplay, dropout } = place.playable.game;
  if (dropout.instead !== 'bot' || !autoplay) return { posted: {}, timedOut: true };
  const context = contextAt(visit, { sub: place.sub, callback: `${place.page.name}.autoplay`, extra: { page: place.page.name } });
  const values = Object.entries(callAuthor<object>(autoplay, context)).filter(([, value]) => value !== null && value !== undefined);
  return { posted: Object.fromEntries(values.map(([name, value]) => [name, typed(value)])), timedOut: false };
}

/** As a form sends it. */
function typed(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
