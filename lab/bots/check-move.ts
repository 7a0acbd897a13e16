import { inspect } from 'node:util';
import { wholeForm, type BotMove } from '../game/bot.ts';
import type { FormFaults } from '../rules/form.ts';
import { BotFault } from './bot-fault.ts';
import type { ReadPage } from './read-page.ts';

/** A page, and the names of the fields that its game has. */
export interface SeenPage {
  readonly seen: ReadPage;
  readonly known: ReadonlySet<string>;
}

/** What the page's own machinery sends. */
const engineNames = /^(_.*|intent|timeout_happened|go_back|goto)$/;

/** Throws when a person could not send this: the page lacks a control, a button or a timeout. */
export function checkPossible({ page, values, timedOut, checkHtml }: BotMove, { seen, known }: SeenPage): void {
  if (timedOut && !seen.html.includes('otree-timer')) throw new BotFault(`${page} has no timeout`);
  if (!checkHtml) return;
  const missing = Object.keys(values).filter((name) => (values[name] ?? null) !== null && !seen.names.has(name));
  if (missing.length > 0) throw new BotFault(`${page} has nothing to fill in called ${missing.join(', ')}`);
  const [problem] = seen.problems;
  if (problem !== undefined) throw new BotFault(`the page ${page} is written wrongly: ${problem}`);
  const [lost] = [...seen.asked].filter((name) => !known.has(name) && !engineNames.test(name));
  if (lost !== undefined) throw new BotFault(`${page} asks for ${lost}, which is no field of the game: what is typed there is lost`);
  if (!timedOut && !seen.hasButton) throw new BotFault(`${page} has no button that sends it`);
}

/** Throws when a page was taken that must be refused, or the other way round, or for another reason. */
export function checkOutcome({ page, values, refusal, says }: BotMove, faults: FormFaults | null): void {
  const reasons = faults ? reasonsIn(faults) : null;
  if (refusal === 'maybe') return;
  if (refusal === null) {
    if (reasons) throw new BotFault(`${page} with ${inspect(values)} was refused: ${listed(reasons)}`);
    return;
  }
  if (!reasons) throw new BotFault(`${page} with ${inspect(values)} was taken, but it must be refused`);
  const isRight = refusal === 'any' || inspect([...refusal].sort()) === inspect(Object.keys(reasons).sort());
  if (!isRight) throw new BotFault(`${page} must be refused because of ${refusal.join(', ')}, but what is wrong is ${listed(reasons)}`);
  if (says !== undefined && !listed(reasons).includes(says))
    throw new BotFault(`${page} must be refused with the words "${says}", but it says ${listed(reasons)}`);
}

/** What was wrong with a form, in one line. */
export function faultWords(faults: FormFaults): string {
  return listed(reasonsIn(faults));
}

function reasonsIn({ form, fields }: FormFaults): Readonly<Record<string, string>> {
  return form === null ? fields : { ...fields, [wholeForm]: form };
}

function listed(reasons: Readonly<Record<string, string>>): string {
  return Object.entries(reasons)
    .map(([name, reason]) => `${name}: ${reason}`)
    .join(' ');
}
