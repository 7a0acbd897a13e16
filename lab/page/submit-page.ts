import { callAuthor } from '../game/definition.ts';
import type { Posted } from '../rules/form.ts';
import { outcomeFields } from '../rules/field-set.ts';
import { jumpIndex, upcomingGames } from '../rules/jump.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import type { LeftPage } from '../store/saves.ts';
import { countTimeout } from './dropout.ts';
import { contextAt, orderOf, type Visit } from './load-visit.ts';
import { askedForm, readForm, type AskedForm } from './read-form.ts';
import { departure, type Departure } from './save.ts';
import type { Rejected } from './show.ts';

/** What leaves a form page: what is in the form, and why it comes. */
export interface Sent {
  readonly posted: Posted;
  readonly timedOut: boolean;
  readonly receipt: Pick<LeftPage, 'intent' | 'bodyHash'>;
  /** The participant's own browser sent it and shows the next page at once. */
  readonly isLooking: boolean;
}

/** The page as a form page, or null: nothing can be sent from a wait page, before the start or after the end. */
export function formPlace(place: PagePlace | null): AskedForm['place'] | null {
  return place?.page.kind === 'page' ? { ...place, page: place.page } : null;
}

/** Reads the form, sets the fields, runs `onSubmit`; gives what has to be written, or what is wrong with the form. */
export function submitPage(visit: Visit, place: AskedForm['place'], sent: Sent): Departure | Rejected {
  const form = askedForm(visit, place);
  const reading = readForm(visit, form, sent);
  if (!reading.ok) return { posted: sent.posted, faults: reading.faults, tries: reading.tries ?? {} };
  const { world } = visit.objects;
  const { player, group } = visit.row.seat;
  world.writing(() => {
    for (const { name, owner } of [...form.fields, ...outcomeFields(form.fields)])
      Reflect.set(owner === 'player' ? visit.objects.player(player) : visit.objects.group(group), name, reading.values[name]);
  });
  const { onSubmit } = place.page;
  if (onSubmit) {
    const extra = { timedOut: sent.timedOut };
    world.writing(() => callAuthor(onSubmit, contextAt(visit, { place, callback: 'onSubmit', extra })));
  }
  countTimeout(visit, place, sent.timedOut);
  const jumpTo = jumpFrom(visit, place, sent);
  return departure(visit, { jumpTo, left: { isWait: false, timedOut: sent.timedOut, ...sent.receipt }, isLooking: sent.isLooking });
}

/** Where the page's `goto` leads, or null when it leads nowhere in particular. */
function jumpFrom(visit: Visit, place: AskedForm['place'], { timedOut }: Sent): number | null {
  const { goto } = place.page;
  if (goto === null) return null;
  const { plan } = visit.session;
  const where = { plan, from: place, order: orderOf(visit) };
  const extra = { timedOut, upcoming: upcomingGames(where) };
  const target = callAuthor(goto, contextAt(visit, { place, callback: 'goto', extra }));
  return target === null || target === undefined ? null : jumpIndex(where, target);
}
