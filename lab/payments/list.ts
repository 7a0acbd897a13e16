import { quantise, sumOf } from '#kit/money/money.ts';
import type { Queryable } from '#kit/db/connect.ts';
import { payoffPlusFee, realMoney, type PayRate } from '../rules/payoff.ts';
import { participants } from '../store/overview.ts';
import { adjustments, type Adjustment } from '../store/payments.ts';

/** What one participant is paid. Everything but `payoff` is real money. */
export interface Payment {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly pageIndex: number;
  readonly status: string;
  /** As the games count: points, where they are played for points. */
  readonly payoff: number;
  readonly payoffInMoney: number;
  readonly fee: number;
  readonly adjustments: readonly Adjustment[];
  readonly adjustment: number;
  readonly total: number;
}

/** Everybody's payment, by number, with what was put right by hand. */
export async function payments(db: Queryable, sessionId: number, rate: PayRate): Promise<Payment[]> {
  const [people, byHand] = await Promise.all([participants(db, sessionId), adjustments(db, sessionId)]);
  const byCode = Map.groupBy(byHand, ({ code }) => code);
  return people.map(({ number, code, label, pageIndex, status, payoff }) => {
    const own = byCode.get(code) ?? [];
    const adjustment = sumOf(
      own.map(({ amount }) => amount),
      rate.currencyPlaces,
    );
    return {
      number,
      code,
      label,
      pageIndex,
      status,
      payoff,
      payoffInMoney: realMoney(payoff, rate),
      fee: rate.participationFee,
      adjustments: own,
      adjustment,
      total: quantise(payoffPlusFee(payoff, rate) + adjustment, rate.currencyPlaces),
    };
  });
}
