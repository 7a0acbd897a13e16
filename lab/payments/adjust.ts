import { quantise } from '#kit/money/money.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../lab.ts';
import { cleanText } from '../rules/field-input.ts';
import { note } from '../store/audit.ts';
import { adjust as keep } from '../store/payments.ts';

/** A payment that is to be put right. */
export interface AdjustmentWish {
  readonly session: { readonly id: number; readonly code: string };
  /** The participant's code. */
  readonly code: string;
  /** In real money; negative takes away. */
  readonly amount: number;
  readonly reason: string;
  readonly actor: string;
}

const mostMoney = 1_000_000;

/** Adds to what somebody is paid, or takes from it: an entry of its own with its reason, never a change of what was earned. False when there is nobody of that code. */
export async function adjustPayment({ session, code, amount, reason, actor }: AdjustmentWish, lab: Lab): Promise<boolean> {
  const rounded = Number.isFinite(amount) ? quantise(amount, lab.project.currency.places) : 0;
  const words = cleanText(reason).trim();
  if (rounded === 0 || Math.abs(rounded) > mostMoney)
    throw new BadAdjustment('amount', 'The amount is a number other than 0: 2.50, or -1 to take away.');
  if (words === '' || words.length > 300) throw new BadAdjustment('reason', 'An adjustment has a reason of 1 to 300 characters.');
  const isKept = await keep(lab.db, { sessionId: session.id, code, amount: rounded, reason: words, actor });
  if (isKept)
    await note(lab.db, { actor, action: 'payment adjusted', session: session.code, detail: { code, amount: rounded, reason: words } });
  return isKept;
}

class BadAdjustment extends RostraError {
  /** Which argument is wrong, for the REST API. */
  readonly field: string;

  constructor(field: string, message: string) {
    super({ code: 'LAB_BAD_ADJUSTMENT', status: 400, message, hint: 'Nothing was changed.' });
    this.field = field;
  }
}
