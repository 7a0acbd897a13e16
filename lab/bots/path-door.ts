import { bodyHash, newIntent } from '#kit/db/receipts.ts';
import { invariant } from '#kit/errors/invariant.ts';
import type { BotMove } from '../game/bot.ts';
import type { Lab } from '../lab.ts';
import { pageKey, type Visit } from '../page/load-visit.ts';
import { moveOn } from '../page/move-on.ts';
import { lookAtPage, sendPage, start } from '../page/path.ts';
import type { Departure } from '../page/save.ts';
import type { Rejected } from '../page/show.ts';
import { formPlace, submitPage } from '../page/submit-page.ts';
import type { FormFaults, Posted } from '../rules/form.ts';
import { postedFrom, type Arrival, type Door, type OnPage } from './door.ts';
import { openInProcess } from './live-door.ts';
import { readPage } from './read-page.ts';

/** Through the page path of this process, without a server. */
export function pathDoor(lab: Lab): Door {
  return { arrive: (code) => arrive(code, lab), send: (at, move) => send(at, move, lab), live: (people) => openInProcess(people, lab) };
}

async function arrive(code: string, lab: Lab): Promise<Arrival> {
  for (;;) {
    const here = await start({ code, label: null }, lab);
    invariant(here.kind === 'goTo', 'the start link leads to a page');
    const { place, pageIndex } = here.spot;
    if (place?.page.kind !== 'page') return { pageIndex: place?.index ?? null, page: null };
    const reply = await lookAtPage({ code, page: pageKey(place), pageIndex }, lab);
    if (reply.kind === 'page') return { pageIndex, page: readPage(reply.page) }; // else it is not shown any more
  }
}

async function send({ code, place }: OnPage, { values, timedOut }: BotMove, lab: Lab): Promise<FormFaults | null> {
  const posted = postedFrom(values);
  if (timedOut) return sendTimedOut({ code, place, posted }, lab);
  const receipt = { intent: newIntent(), bodyHash: bodyHash(posted) };
  const reply = await sendPage({ code, page: pageKey(place), pageIndex: place.index, posted, isMarked: false, ...receipt }, lab);
  return reply.kind === 'page' ? reply.page.faults : null;
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
