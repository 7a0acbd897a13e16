import { quantise } from '#kit/money/money.ts';

/** How a project turns points into money. */
export interface PayRate {
  /** False: amounts are money already and `pointValue` is ignored. */
  readonly points: boolean;
  readonly pointValue: number;
  readonly participationFee: number;
  readonly currencyPlaces: number;
}

/** The real money a payoff is worth. */
export function realMoney(payoff: number, rate: PayRate): number {
  return quantise(rate.points ? payoff * rate.pointValue : payoff, rate.currencyPlaces);
}

/** What a participant is paid: the payoff in real money and the fee. */
export function payoffPlusFee(payoff: number, rate: PayRate): number {
  return quantise(realMoney(payoff, rate) + rate.participationFee, rate.currencyPlaces);
}
