import type { PlanTime } from './event-plan.ts';

/** What the platform's API answers about money. Amounts are whole micro-units (a millionth of the currency), rounded where they are shown. */
export interface CostSum {
  /** An app, a kind of thing, a day (`2026-11-26`). */
  readonly name: string;
  readonly amountMicro: number;
}

/** `costs`: what was spent in a period. Days and months are those of UTC. */
export interface CostReport {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** The price book that the meter reckons by now. */
  readonly book: string;
  readonly shipped: string;
  /** Somebody said that these prices are right. */
  readonly isConfirmed: boolean;
  readonly totalMicro: number;
  readonly byApp: readonly CostSum[];
  readonly byKind: readonly CostSum[];
  readonly byDay: readonly CostSum[];
  readonly lines: readonly CostLine[];
  /** What runs now costs so much an hour. */
  readonly perHourMicro: number;
  /** Spent in the calendar month until now; with what runs and what is planned, until its end. */
  readonly monthMicro: number;
  readonly forecastMicro: number;
  /** What this machine really costs for the same time; null: nobody has said. Never part of the sums above. */
  readonly machineMicro: number | null;
  /** The same shared over the apps, half by computing time and half by memory; empty where nothing was measured. */
  readonly machineByApp: readonly CostSum[];
}

/** All of one thing together. */
export interface CostLine {
  readonly app: string;
  readonly kind: string;
  readonly key: string;
  /** Quantity × seconds. */
  readonly unitSeconds: number;
  readonly amountMicro: number;
  /** The price book did not know it. */
  readonly isUnpriced: boolean;
}

/** A line of the ledger. */
export interface LedgerLine {
  readonly id: number;
  readonly resource: string;
  readonly app: string;
  readonly kind: string;
  readonly key: string;
  readonly quantity: number;
  readonly monthlyMicro: number | null;
  readonly priceVersion: number;
  readonly start: string;
  /** Null: it goes on. */
  readonly end: string | null;
  readonly driver: string;
  readonly cause: string;
  /** Until now, before any cap. */
  readonly amountMicro: number;
}

export interface LedgerCheck {
  readonly isWhole: boolean;
  readonly intervals: number;
  readonly ledgerMicro: number;
  /** The same from the log of usage alone. */
  readonly replayMicro: number;
}

/** An estimate as JSON. */
export interface EstimateAnswer {
  readonly book: string;
  readonly title: string;
  readonly currency: string;
  readonly shipped: string;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly monthlyMicro: number;
    readonly time: PlanTime;
    readonly amountMicro: number;
    readonly lowMicro: number;
    readonly highMicro: number;
    readonly note: string | null;
  }[];
  readonly totalMicro: number;
  readonly lowMicro: number;
  readonly highMicro: number;
}

export interface PriceBookAnswer {
  readonly version: number;
  readonly since: string;
  readonly actor: string;
  readonly isMeter: boolean;
  readonly isConfirmed: boolean;
  /** In the form of a file, to be changed and sent back. */
  readonly document: Readonly<Record<string, unknown>>;
}

export const budgetActions = ['notify', 'freeze-up', 'scale-to-floor', 'stop'] as const;

export type BudgetAction = (typeof budgetActions)[number];

export interface Budget {
  readonly name: string;
  /** Null: all apps together. */
  readonly app: string | null;
  /** Of an event; null: each calendar month. */
  readonly from: string | null;
  readonly to: string | null;
  readonly amountMicro: number;
  readonly currency: string;
  readonly action: BudgetAction;
  readonly evenLive: boolean;
  readonly spentMicro: number;
  readonly forecastMicro: number;
  /** Whole percent of the amount. */
  readonly percent: number;
  /** The action is in force now. */
  readonly isCapped: boolean;
}

/** A plan of an event in the calendar. */
export interface PlannedEvent {
  readonly name: string;
  readonly app: string;
  readonly start: string;
  readonly timezone: string;
  readonly currency: string;
  readonly totalMicro: number;
  readonly days: readonly PlannedDay[];
  /** When the event itself is on. */
  readonly live: readonly { readonly from: string; readonly to: string }[];
  readonly isApplied: boolean;
}

export interface PlannedDay {
  readonly date: string;
  readonly entries: readonly string[];
  readonly amountMicro: number;
}

/** An event that is on, the half hours before and after it included (ALR-40). */
export interface LiveEvent {
  readonly name: string;
  readonly app: string;
  readonly from: string;
  readonly until: string;
  /** The one that it was planned in. */
  readonly timezone: string;
}
