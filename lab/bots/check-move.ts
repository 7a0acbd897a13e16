import { inspect } from 'node:util';
import { wholeForm, type BotMove } from '../game/bot.ts';
import type { FormFaults } from '../rules/form.ts';
import { BotFault } from './bot-fault.ts';
import type { ReadPage } from './read-page.ts';

/** Throws when a person could not send this: the page lacks a control, a button or a timeout. */
export function checkPossible({ page, values, timedOut, checkHtml }: BotMove, seen: ReadPage): void {
  if (timedOut && !seen.html.includes('otree-timer')) throw new BotFault(`${page} has no timeout`);
  if (!checkHtml) return;
  const missing = Object.keys(values).filter((name) => (values[name] ?? null) !== null && !seen.names.has(name));
  if (missing.length > 0) throw new BotFault(`${page} has nothing to fill in called ${missing.join(', ')}`);
  if (!timedOut && !seen.hasButton) throw new BotFault(`${page} has no button that sends it`);
}

/** Throws when a page was taken that must be refused, or the other way round, or for another reason. */
export function checkOutcome({ page, values, refusal }: BotMove, faults: FormFaults | null): void {
  const reasons = faults ? reasonsIn(faults) : null;
  if (refusal === null) {
    if (reasons) throw new BotFault(`${page} with ${inspect(values)} was refused: ${listed(reasons)}`);
    return;
  }
  if (!reasons) throw new BotFault(`${page} with ${inspect(values)} was taken, but it must be refused`);
  const isRight = refusal === 'any' || inspect([...refusal].sort()) === inspect(Object.keys(reasons).sort());
  if (!isRight) throw new BotFault(`${page} must be refused because of ${refusal.join(', ')}, but what is wrong is ${listed(reasons)}`);
}

function reasonsIn({ form, fields }: FormFaults): Readonly<Record<string, string>> {
  return form === null ? fields : { ...fields, [wholeForm]: form };
}

function listed(reasons: Readonly<Record<string, string>>): string {
  return Object.entries(reasons)
    .map(([name, reason]) => `${name}: ${reason}`)
    .join(' ');
}
