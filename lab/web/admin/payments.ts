import type { FastifyInstance } from 'fastify';
import { sumOf } from '#kit/money/money.ts';
import { sendHtml } from '#kit/http/server.ts';
import { adjustPayment } from '../../payments/adjust.ts';
import { payments, type Payment } from '../../payments/list.ts';
import { projectRules } from '../../sessions/played-session.ts';
import { NoSuchParticipant } from '../find-session.ts';
import { forSession, organisersOnly, textIn, type Desk, type SessionVisit } from './access.ts';
import { amountsOf, dayText, nameOf } from './format.ts';
import { paths, patterns } from './routes.ts';
import { paymentsPage, type PaymentLine } from './views/payments.ts';
import { receiptsPage } from './views/receipts.ts';

/** Who is paid what, receipts to sign, and payments that are put right. */
export function registerPayments(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.payments, forSession(desk, showPayments));
  server.get(patterns.receipts, forSession(desk, organisersOnly(desk, showReceipts)));
  server.post(patterns.adjust, forSession(desk, organisersOnly(desk, adjust)));
}

/** Of a session whose games have changed too: what people earned does not need them. */
async function read({ lab, session }: SessionVisit) {
  const { rules } = projectRules(session.config, lab.project);
  return { rate: rules.rate, all: await payments(lab.db, session.id, rules.rate) };
}

async function showPayments(visit: SessionVisit): Promise<unknown> {
  const { lab, title, visitor, request, reply } = visit;
  const { rate, all } = await read(visit);
  const amounts = amountsOf(lab.project);
  const hasStatus = typeof request.query === 'object' && request.query !== null && 'status' in request.query;
  const status = hasStatus ? textIn(request.query, 'status') : null;
  const shown = all.filter((one) => status === null || one.status === status);
  const sum = sumOf(
    shown.map(({ total }) => total),
    rate.currencyPlaces,
  );
  const page = paymentsPage({
    session: title,
    lines: shown.map((one) => lineOf(one, visit)),
    statuses: [...new Set(all.map((one) => one.status))].filter(Boolean).sort(),
    status,
    fee: amounts.money(rate.participationFee),
    sum: amounts.money(sum),
    mean: amounts.money(shown.length === 0 ? 0 : sum / shown.length),
    open: lineNamed(shown, textIn(request.query, 'adjust')),
    visitor,
  });
  return sendHtml(reply, page);
}

function lineNamed(all: readonly Payment[], code: string): { readonly code: string; readonly name: string } | null {
  const found = all.find((one) => one.code === code);
  return found ? { code, name: nameOf(found) } : null;
}

function lineOf(one: Payment, { lab, session }: SessionVisit): PaymentLine {
  const amounts = amountsOf(lab.project);
  return {
    name: nameOf(one),
    code: one.code,
    progress: `${Math.min(one.pageIndex, session.maxPageIndex)}/${session.maxPageIndex}`,
    isFinished: one.pageIndex > session.maxPageIndex,
    status: one.status,
    payoff: amounts.payoff(one.payoff),
    money: amounts.money(one.payoffInMoney),
    adjustments: one.adjustments.map(({ amount, reason, actor }) => ({ amount: amounts.money(amount), reason, actor })),
    total: amounts.money(one.total),
  };
}

async function showReceipts(visit: SessionVisit): Promise<unknown> {
  const { lab, title, visitor, session, reply } = visit;
  const { all } = await read(visit);
  const amounts = amountsOf(lab.project);
  const receipts = all.map((one) => ({ name: nameOf(one), code: one.code, total: amounts.money(one.total) }));
  return sendHtml(reply, receiptsPage({ session: title, when: dayText(session.createdAt), receipts, visitor }));
}

async function adjust({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const code = textIn(request.body, 'participant');
  const typed = textIn(request.body, 'amount').trim().replace(',', '.');
  const amount = typed === '' ? Number.NaN : Number(typed);
  const isKept = await adjustPayment({ session, code, amount, reason: textIn(request.body, 'reason'), actor: visitor.actor }, lab);
  if (!isKept) throw new NoSuchParticipant(code);
  return reply.redirect(paths.payments(session.code), 303);
}
