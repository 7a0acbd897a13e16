import type { CliCommand } from '../../command.ts';
import { applyEvent, listEvents, unapplyEvent } from '../events/apply.ts';
import { costBudget } from './budget.ts';
import { estimateCosts } from './estimate.ts';
import { costLedger } from './ledger.ts';
import { costPlans } from './plans.ts';
import { costPrices } from './prices.ts';
import { costs } from './show.ts';

/** Money: what was spent, what is to be expected, and plans that run by themselves. */
export const costCommands: readonly CliCommand[] = [
  costs,
  estimateCosts,
  costPlans,
  costLedger,
  costPrices,
  costBudget,
  listEvents,
  applyEvent,
  unapplyEvent,
];
