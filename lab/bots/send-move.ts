import { bodyHash, newIntent } from '#kit/db/receipts.ts';
import type { BotMove } from '../game/bot.ts';
import type { Lab } from '../lab.ts';
import { formValue } from '../page/form-markup.ts';
import { pageKey, type Visit } from '../page/load-visit.ts';
import { moveOn } from '../page/move-on.ts';
import { sendPage } from '../page/path.ts';
import type { Departure } from '../page/save.ts';
import type { Rejected } from '../page/show.ts';
import { formPlace, submitPage } from '../page/submit-page.ts';
import type { FormFaults, Posted } from '../rules/form.ts';
import type { PagePlace } from '../rules/session-plan.ts';

/** Somebody on a page. */
export interface OnPage {
  readonly code: string;
  readonly place: PagePlace;
}

/** Sends a page with a bot's answers, as the participant's browser would. Gives what was wrong with the form, or null when it was taken. */
export async function sendMove({ code, place }: OnPage, { values, timedOut }: BotMove, lab: Lab): Promise<FormFaults | null> {
  const posted = postedFrom(values);
  if (timedOut) return sendTimedOut({ code, place, posted }, lab);
  const receipt = { intent: newIntent(), bodyHash: bodyHash(posted) };
  const reply = await sendPage({ code, page: pageKey(place), pageIndex: place.index, posted, isMarked: false, ...receipt }, lab);
  return reply.kind === 'page' ? reply.page.faults : null;
}

/** What a form sends for these answers; nothing for null and undefined. */
function postedFrom(values: BotMove['values']): Posted {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'boolean' ? formValue(value) : String(value)]));
}

/** Without waiting until the time is up. */
async function sendTimedOut({ code, place, posted }: OnPage & { readonly posted: Posted }, lab: Lab): Promise<FormFaults | null> {
  const decide = (visit: Visit): Departure | { readonly refusal: Rejected | null } => {
    const here = formPlace(visit.place);
    if (!here || visit.row.pageIndex !== place.index) return { refusal: null };
    const sent = { posted, timedOut: true, receipt: { intent: null, bodyHash: null }, isLooking: true };
    const result = submitPage(visit, here, sent);
    return 'faults' in result ? { refusal: result } : result;
  };
  const moved = await moveOn({ code, page: `timeout ${place.index}`, decide }, lab);
  return 'refusal' in moved ? (moved.refusal?.faults ?? null) : null;
}
