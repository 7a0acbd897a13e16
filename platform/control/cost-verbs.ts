import type {
  Budget,
  BudgetAction,
  CostReport,
  EstimateAnswer,
  LedgerCheck,
  LedgerLine,
  LiveEvent,
  PlannedEvent,
  PriceBookAnswer,
} from '../rules/costs/cost-resources.ts';

/** Days in UTC as `2026-07-04`, the last one included; absent: this month. */
export interface CostQuery {
  readonly app?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What a person can ask about money; part of `Operations`. */
export interface CostVerbs {
  costs(query: CostQuery): Promise<CostReport>;
  /** Newest first. */
  ledger(query: CostQuery & { readonly limit: number }): Promise<readonly LedgerLine[]>;
  /** The ledger against the log of usage: they have to say the same to the last fraction. */
  checkLedger(): Promise<LedgerCheck>;
  /** By the plan's own price book first, then by all others in the same currency. */
  estimateCosts(plan: unknown): Promise<readonly EstimateAnswer[]>;
  priceBooks(): Promise<readonly PriceBookAnswer[]>;
  /** A new version of the book in the form of a file; what runs is reckoned by it from now on. */
  setPriceBook(document: unknown): Promise<PriceBookAnswer>;
  /** The meter reckons by this book from now on. */
  chooseBook(id: string): Promise<PriceBookAnswer>;
  /** Somebody has looked: these prices are right. */
  confirmPrices(id: string): Promise<PriceBookAnswer>;
  budgets(): Promise<readonly Budget[]>;
  /** One of the same name is replaced. */
  setBudget(wish: BudgetWish): Promise<Budget>;
  removeBudget(name: string): Promise<void>;
  /** Of all apps, those that are on now. */
  liveEvents(): Promise<readonly LiveEvent[]>;
  plannedEvents(app: string): Promise<readonly PlannedEvent[]>;
  /** The calendar of a plan with its money per day; unless `dryRun`, it runs by itself from now on. */
  applyPlan(app: string, wish: PlanWish): Promise<PlannedEvent>;
  unapplyPlan(app: string, name: string): Promise<void>;
}

export interface BudgetWish {
  readonly name: string;
  /** Null or absent: all apps together. */
  readonly app?: string | null | undefined;
  /** First and last day of an event; absent: each calendar month. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly amountMicro: number;
  readonly action?: BudgetAction | undefined;
  readonly evenLive?: boolean | undefined;
}

export interface PlanWish {
  readonly plan: unknown;
  /** `2026-07-01` */
  readonly start: string;
  readonly timezone: string;
  /** Takes it away later; absent: the plan's title or "event". */
  readonly name?: string | undefined;
  readonly dryRun: boolean;
}
