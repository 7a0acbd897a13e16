import type { Operations } from '../../control/operations.ts';

/** What today has cost, and what it will come to. Amounts are micro-units. */
export interface MoneyToday {
  readonly currency: string;
  readonly todayMicro: number;
  readonly perHourMicro: number;
  /** With what runs now until midnight UTC. */
  readonly endMicro: number;
  /** The tightest budget, with how much of it is spent; null: there is none. */
  readonly budget: { readonly name: string; readonly amountMicro: number; readonly percent: number } | null;
}

const goodForMs = 15_000;
const dayMs = 86_400_000;

let last: { readonly atMs: number; readonly money: Promise<MoneyToday> } | null = null;

/** Read at most every fifteen seconds, however many pages show it. */
export function moneyToday(operations: Operations, nowMs: number): Promise<MoneyToday> {
  if (last !== null && nowMs >= last.atMs && nowMs - last.atMs < goodForMs) return last.money;
  const money = read(operations, nowMs);
  last = { atMs: nowMs, money };
  money.catch(() => (last = null));
  return money;
}

async function read(operations: Operations, nowMs: number): Promise<MoneyToday> {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const [{ currency, totalMicro, perHourMicro }, budgets] = await Promise.all([operations.costs({ from: today }), operations.budgets()]);
  const leftHours = (dayMs - (nowMs % dayMs)) / 3_600_000;
  const [tightest] = budgets.toSorted((a, b) => b.percent - a.percent);
  const budget = tightest === undefined ? null : { name: tightest.name, amountMicro: tightest.amountMicro, percent: tightest.percent };
  return { currency, todayMicro: totalMicro, perHourMicro, endMicro: Math.round(totalMicro + perHourMicro * leftHours), budget };
}
