import { formatMoney } from '#kit/money/money-format.ts';
import type { Project } from '../../game/define-project.ts';

/** When something was, as people read it: `12 min ago` within the hour, else `26 Nov, 14:03 UTC`. */
export function whenText(at: Date, nowMs: number): string {
  const minutes = Math.floor((nowMs - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const [day, time] = [dayFormat.format(at), at.toISOString().slice(11, 16)];
  return `${day}, ${time} UTC`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A day, as it stands on a receipt: `26 November 2026`. */
export const dayText = (at: Date): string => longDayFormat.format(at);

const longDayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Amounts as the project's participants read them: what games are played for, and real money. */
export function amountsOf({ money, currency }: Project) {
  return {
    payoff: (amount: number): string => formatMoney(amount, money),
    money: (amount: number): string => formatMoney(amount, currency),
  };
}

/** `P4`, or what the organiser calls the seat. */
export function nameOf({ label, number }: { readonly label: string | null; readonly number: number }): string {
  return label ?? `P${number}`;
}
