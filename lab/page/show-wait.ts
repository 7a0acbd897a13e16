import { receiptCode } from '#kit/db/receipts.ts';
import type { Html } from '#kit/html/html.ts';
import { formatMoney } from '#kit/money/money-format.ts';
import { callAuthor, type WaitPage } from '../game/definition.ts';
import type { Project } from '../game/define-project.ts';
import { payoffPlusFee } from '../rules/payoff.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { meetingKey, waitBody } from '../rules/waiting.ts';
import { contextAt, type Visit } from './load-visit.ts';
import type { ShownEnd, ShownWait } from './reply.ts';
import { frameOf, textOf } from './show.ts';

/** What somebody sees who waits for the others. */
export function showWait(visit: Visit, place: PagePlace & { readonly page: WaitPage }): ShownWait {
  const { row, session } = visit;
  const isForAll = place.page.scope === 'all';
  const size = isForAll ? session.facts.numParticipants : row.seat.group.size;
  const missing = row.missing ?? size - 1;
  const groupId = isForAll ? 0 : row.seat.group.id;
  return {
    ...frameOf(visit),
    title: textOf(place.page.title, visit, place),
    body: bodyOf(visit, place) ?? (place.page.title === null ? null : waitBody(size - 1)),
    missing,
    arrived: size - missing,
    waitedMs: Math.max(0, row.nowMs - (row.arrivedMs ?? row.nowMs)),
    meeting: meetingKey({ sessionId: session.facts.id, pageIndex: place.index, groupId }),
    hasFailed: row.hasFailed,
    receipt: row.lastIntent && receiptCode(row.lastIntent),
  };
}

function bodyOf(visit: Visit, { page, sub }: PagePlace & { readonly page: WaitPage }): string | Html | null {
  const written = page.view ?? page.body;
  if (typeof written !== 'function') return written;
  return callAuthor<string | Html>(written, contextAt(visit, { sub, callback: `${page.name}.view` }));
}

/** What somebody sees who has played everything. */
export function showEnd(visit: Visit, project: Project): ShownEnd {
  const { rate, money } = visit.session.rules;
  const { payoff } = visit.row.seat.participant;
  const isPaid = payoff !== 0 || rate.participationFee !== 0;
  return {
    ...frameOf(visit),
    pay: isPaid
      ? {
          total: formatMoney(payoffPlusFee(payoff, rate), project.currency),
          payoff: formatMoney(payoff, money),
          fee: rate.participationFee === 0 ? null : formatMoney(rate.participationFee, project.currency),
        }
      : null,
    receipt: visit.row.lastIntent && receiptCode(visit.row.lastIntent),
  };
}
