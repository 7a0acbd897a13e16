import { RostraError } from '#kit/errors/rostra-error.ts';
import type { LiveEvent } from '../rules/costs/cost-resources.ts';
import { eventUntil } from '../rules/costs/event-clock.ts';

export const planWrong = (
  message: string,
  hint = 'Nothing was changed. `rostra costs:plans regional` shows a plan that works.',
): RostraError => new RostraError({ code: 'COSTS_PLAN_WRONG', status: 422, message, hint });

export const noReadyPlan = (name: string, known: readonly string[]): RostraError =>
  new RostraError({
    code: 'COSTS_NO_READY_PLAN',
    status: 404,
    message: `There is no ready plan "${name}".`,
    hint: `There are ${known.join(', ')}.`,
  });

export const noPriceBook = (id: string, known: readonly string[]): RostraError =>
  new RostraError({
    code: 'COSTS_NO_PRICE_BOOK',
    status: 404,
    message: `There is no price book "${id}".`,
    hint: `There are ${known.join(', ')}.`,
  });

export const priceBookWrong = (message: string): RostraError =>
  new RostraError({
    code: 'COSTS_PRICE_BOOK_WRONG',
    status: 422,
    message,
    hint: 'Nothing was changed. `rostra costs:prices seed-2019 --json` shows a book that works.',
  });

export const otherCurrency = (message: string): RostraError =>
  new RostraError({
    code: 'COSTS_OTHER_CURRENCY',
    status: 409,
    message,
    hint: 'Sums of two currencies would mean nothing: write the prices in the currency of the ledger.',
  });

export const periodWrong = (message: string): RostraError =>
  new RostraError({ code: 'COSTS_PERIOD_WRONG', status: 422, message, hint: 'Write days as 2026-07-04.' });

export const budgetWrong = (message: string): RostraError =>
  new RostraError({ code: 'COSTS_BUDGET_WRONG', status: 422, message, hint: 'Nothing was changed.' });

export const noBudget = (name: string): RostraError =>
  new RostraError({
    code: 'COSTS_NO_BUDGET',
    status: 404,
    message: `There is no budget "${name}".`,
    hint: 'List them with `rostra costs:budget`.',
  });

export const budgetFrozen = (name: string): RostraError =>
  new RostraError({
    code: 'COSTS_BUDGET_FROZEN',
    status: 409,
    message: `The budget ${name} is spent, and it says that nothing is scaled up any more.`,
    hint: `Raise it, or take it away: \`rostra costs:budget --remove ${name}\`.`,
  });

export const eventIsOn = (event: LiveEvent): RostraError =>
  new RostraError({
    code: 'EVENTS_ONE_IS_ON',
    status: 409,
    message: `The event ${event.name} of ${event.app} is on until ${eventUntil(event)}, half an hour after its end.`,
    hint: 'Nothing was deployed. If it has to be now, say it with --even-live; with Git: `git push -o even-live`.',
  });

export const noPlannedEvent = (app: string, name: string): RostraError =>
  new RostraError({
    code: 'EVENTS_NO_SUCH_PLAN',
    status: 404,
    message: `${app} has no event "${name}" in its calendar.`,
    hint: `List them with \`rostra events -a ${app}\`.`,
  });

export const eventNameTaken = (app: string, name: string): RostraError =>
  new RostraError({
    code: 'EVENTS_NAME_TAKEN',
    status: 409,
    message: `${app} has an event "${name}" in its calendar already.`,
    hint: 'Take it away first with `rostra events:unapply`, or give this one another --name.',
  });
