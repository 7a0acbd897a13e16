import type { Lab } from '../lab.ts';
import { choicesOn, labelOf, textOf, type Stored } from '../rules/field-value.ts';
import type { AskedField } from '../rules/form.ts';
import { pageAt } from '../rules/session-plan.ts';
import { receiptOf } from '../store/page-times.ts';
import { loadVisit, type Visit } from './load-visit.ts';
import type { Submit } from './path.ts';
import { askedForm } from './read-form.ts';
import type { Conflict, Reply, Spot } from './reply.ts';
import { frameOf } from './show.ts';

/** Where a participant is, as far as the load knows. */
export function spotOf({ code, row, place }: Visit): Spot {
  return { code, pageIndex: row.pageIndex, place };
}

/**
 * A form was sent from a page where the participant no longer is: back button, double click, second tab, or the same press once more.
 * Nothing of it counts. The same intent with another body is told apart from a mere repeat.
 */
export async function answerLate(submit: Submit, visit: Visit, lab: Lab): Promise<Reply> {
  const receipt = submit.pageIndex < visit.row.pageIndex ? await receiptOf(lab.db, visit.visitor.participant, submit.pageIndex) : null;
  const isSamePress = receipt !== null && receipt.intent === submit.intent;
  if (isSamePress && receipt.bodyHash !== submit.bodyHash) return { kind: 'conflict', conflict: await conflictOf(submit, visit, lab) };
  return { kind: 'goTo', spot: spotOf(visit), isRepeat: !isSamePress };
}

/** Both versions, field by field, where they differ. */
async function conflictOf({ code, pageIndex, posted }: Submit, visit: Visit, lab: Lab): Promise<Conflict> {
  const place = pageAt(visit.session.plan, pageIndex);
  const whole = await loadVisit(lab.db, { code, needs: new Set(['own']), counter: 'here' }, lab);
  const fields = place?.page.kind === 'page' ? askedForm(whole, { ...place, page: place.page }).fields : [];
  const stored = (name: string): Stored =>
    whole.objects.world.player(whole.visitor.participant, place?.sub ?? visit.row.sub).data[name] ?? null;
  const answers = fields.map((field) => ({
    label: visit.session.rules.t(field.spec.label ?? field.name),
    first: readable(stored(field.name), field, visit),
    second: readable(posted[field.name], field, visit),
  }));
  return { ...frameOf(visit), answers: answers.filter(({ first, second }) => first !== second) };
}

function readable(value: unknown, { spec }: AskedField, { session: { rules } }: Visit): string {
  if (value === null || value === undefined) return '';
  const label = labelOf(value, choicesOn(spec, rules.yesAndNo) ?? []);
  return label === null ? textOf(value) : rules.t(label);
}
