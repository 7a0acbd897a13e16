import { receiptCode } from '#kit/db/receipts.ts';
import type { Html } from '#kit/html/html.ts';
import { quantise, sumOf } from '#kit/money/money.ts';
import { formatMoney } from '#kit/money/money-format.ts';
import { callAuthor, type MatchRule, type WaitPage } from '../game/definition.ts';
import { MoreNeeded } from '../game/objects/needs.ts';
import type { Project } from '../game/define-project.ts';
import { payoffPlusFee } from '../rules/payoff.ts';
import { completionFor, readRecruit } from '../rules/recruit.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { meetingKey } from '../rules/waiting.ts';
import { contextAt, type Visit } from './load-visit.ts';
import type { PlayedSession } from '../sessions/played-session.ts';
import type { ShownEnd, ShownWait } from './reply.ts';
import { pageScript } from './page-script.ts';
import { frameOf, textOf, varsOf } from './show.ts';

/** What somebody sees who waits for the others. */
export function showWait(visit: Visit, place: PagePlace & { readonly page: WaitPage }): ShownWait {
  const { row, session } = visit;
  if (place.page.isGate) return showGate(visit, place);
  if (place.page.match) return showLobby(visit, { ...place, page: { ...place.page, match: place.page.match } });
  const isForAll = place.page.scope === 'all';
  const size = isForAll ? session.facts.numParticipants : row.seat.group.size;
  const missing = row.missing ?? size - 1;
  const groupId = isForAll ? 0 : row.seat.group.id;
  return {
    ...frameOf(visit),
    title: textOf(place.page.title, visit, place),
    body: bodyOf(visit, place) ?? (place.page.title === null ? null : othersText(session, size - 1)),
    heading: session.say('missing', { n: missing }),
    count: place.page.showCount ? session.say('arrived', { here: size - missing, all: size }) : null,
    missing,
    arrived: size - missing,
    meeting: meetingKey({ sessionId: session.facts.id, pageIndex: place.index, groupId }),
    idle: null,
    live: liveOf(visit, place),
    ...waitedFor(visit, place.page),
  };
}

function liveOf(visit: Visit, place: PagePlace): ShownWait['live'] {
  if (place.page.live === null) return null;
  return { script: pageScript(place.playable, place.page)?.url ?? null, vars: varsOf(visit, place) };
}

/** Where people wait for the organiser. */
function showGate(visit: Visit, place: PagePlace & { readonly page: WaitPage }): ShownWait {
  const body = bodyOf(visit, place);
  return {
    ...alone(visit, visit.session.say('pleaseWait')),
    title: textOf(place.page.title, visit, place),
    body: body ?? visit.session.say('gateClosed'),
  };
}

/** Where everybody is while the session is paused. */
export function showPaused(visit: Visit): ShownWait {
  return {
    ...alone(visit, visit.session.say('paused')),
    body: visit.session.say('pausedWhat'),
  };
}

/** Waiting, but not for others. */
function alone(visit: Visit, heading: string): ShownWait {
  const meeting = meetingKey({ sessionId: visit.session.facts.id, pageIndex: visit.row.pageIndex, groupId: 0 });
  return {
    ...frameOf(visit),
    title: null,
    body: null,
    heading,
    count: null,
    missing: 0,
    arrived: 0,
    meeting,
    idle: null,
    live: null,
    ...waitedFor(visit, null),
  };
}

function waitedFor({ row }: Visit, page: WaitPage | null): Pick<ShownWait, 'waitedMs' | 'hasFailed' | 'receipt' | 'leaveInMs' | 'remind'> {
  const mayLeave = page !== null && page.maxWait !== null && page.onTooLong !== null;
  const waitedMs = Math.max(0, row.nowMs - (row.arrivedMs ?? row.nowMs));
  return {
    leaveInMs: mayLeave ? Math.max(0, 1000 * (page.maxWait ?? 0) - waitedMs) : null,
    remind: page?.remind ?? false,
    waitedMs,
    hasFailed: row.hasFailed,
    receipt: row.lastIntent && receiptCode(row.lastIntent),
  };
}

/** Who waits to be put into a group is asked whether they are there; lab specification, 2.10 G6. */
const lobbyIdle = { idle: 120, countdown: 15 };

/** Who is missing is known only where the first who come play together. */
function showLobby(visit: Visit, place: PagePlace & { readonly page: WaitPage & { readonly match: MatchRule } }): ShownWait {
  const { row, session } = visit;
  const { size, pick, by } = place.page.match;
  if (row.crowd === null) throw new MoreNeeded('lobby');
  const missing = size !== null && pick === null && by === null ? Math.max(1, size - row.crowd.people) : null;
  return {
    ...frameOf(visit),
    title: textOf(place.page.title, visit, place),
    body: bodyOf(visit, place),
    heading: missing === null ? session.say('waitingToPlay') : session.say('missing', { n: missing }),
    count: place.page.showCount ? crowdText(session, row.crowd.people) : null,
    missing: missing ?? 0,
    arrived: missing === null ? 0 : Math.min(row.crowd.people, (size ?? 1) - missing),
    meeting: meetingKey({ sessionId: session.facts.id, pageIndex: place.index, groupId: 0 }),
    idle: lobbyIdle,
    live: null,
    ...waitedFor(visit, place.page),
  };
}

/** Who is being waited for; nothing for somebody who plays alone. */
const othersText = ({ say }: PlayedSession, n: number): string => (n === 0 ? '' : say('waitingForOthers', { n }));

/** How many are in a lobby, with the one who reads it. */
const crowdText = ({ say }: PlayedSession, n: number): string => (n <= 1 ? say('firstHere') : say('peopleHere', { n }));

function bodyOf(visit: Visit, place: PagePlace & { readonly page: WaitPage }): string | Html | null {
  const written = place.page.view ?? place.page.body;
  if (typeof written !== 'function') return written;
  return callAuthor<string | Html>(written, contextAt(visit, { place, callback: 'view' }));
}

/** What somebody sees who has played everything. */
export function showEnd(visit: Visit, project: Project): ShownEnd {
  const { rate, money } = visit.session.rules;
  const currency = { ...project.currency, language: money.language };
  const { seat, end } = visit.row;
  const { payoff } = seat.participant;
  const adjustments = end?.adjustments ?? [];
  const recruit = readRecruit(end?.recruit);
  const isPaid = payoff !== 0 || rate.participationFee !== 0 || adjustments.length > 0;
  const adjusted = sumOf(
    adjustments.map(({ amount }) => amount),
    rate.currencyPlaces,
  );
  return {
    ...frameOf(visit),
    pay: isPaid
      ? {
          total: formatMoney(quantise(payoffPlusFee(payoff, rate) + adjusted, rate.currencyPlaces), currency),
          payoff: formatMoney(payoff, money),
          fee: rate.participationFee === 0 ? null : formatMoney(rate.participationFee, currency),
          adjustments: adjustments.map(({ amount, reason }) => ({ amount: formatMoney(amount, currency), reason })),
        }
      : null,
    completion: recruit && completionFor(recruit, seat.participant),
    receipt: visit.row.lastIntent && receiptCode(visit.row.lastIntent),
  };
}
