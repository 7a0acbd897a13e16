import type { EstimateAnswer } from '../rules/costs/cost-resources.ts';
import { estimate, type Estimate } from '../rules/costs/estimate.ts';
import { readPlan, type EventPlan } from '../rules/costs/event-plan.ts';
import { wholeMicro } from '../rules/costs/money-text.ts';
import { readyPlan, readyPlans, type ReadyPlan } from '../rules/costs/plans/ready-plans.ts';
import type { PriceBook } from '../rules/costs/price-book.ts';
import { noPriceBook, noReadyPlan, planWrong } from './errors.ts';

/** A plan as it stands in a file, or a fault in one sentence. */
export function planFrom(value: unknown): EventPlan {
  const read = readPlan(value);
  if (!read.ok) throw planWrong(read.fault);
  return read.plan;
}

export function readyPlanNamed(id: string): ReadyPlan {
  const plan = readyPlan(id);
  if (plan === null)
    throw noReadyPlan(
      id,
      readyPlans.map((each) => each.id),
    );
  return plan;
}

/** By the plan's own price book. */
export function estimateBy(plan: EventPlan, books: readonly PriceBook[]): Estimate {
  const book = books.find(({ id }) => id === plan.priceBook);
  if (book === undefined)
    throw noPriceBook(
      plan.priceBook,
      books.map(({ id }) => id),
    );
  const answer = estimate(plan, book);
  if (!answer.ok) throw planWrong(answer.fault, answer.hint);
  return answer.estimate;
}

/** By the plan's own price book first, then by every other that knows all of its lines and counts in the same currency (CST-07). */
export function estimates(plan: EventPlan, books: readonly PriceBook[]): readonly Estimate[] {
  const own = estimateBy(plan, books);
  const others = books.filter(({ id, currency }) => id !== plan.priceBook && currency === own.book.currency);
  return [
    own,
    ...others.flatMap((book) => {
      const answer = estimate(plan, book);
      return answer.ok ? [answer.estimate] : [];
    }),
  ];
}

export function estimateAnswer({ book, lines, total }: Estimate): EstimateAnswer {
  return {
    book: book.id,
    title: book.title,
    currency: book.currency,
    shipped: book.shipped,
    lines: lines.map(({ cost, ...line }) => ({
      ...line,
      amountMicro: wholeMicro(cost.likely),
      lowMicro: wholeMicro(cost.low),
      highMicro: wholeMicro(cost.high),
    })),
    totalMicro: wholeMicro(total.likely),
    lowMicro: wholeMicro(total.low),
    highMicro: wholeMicro(total.high),
  };
}
