import { formatMoney } from '#kit/money/money-format.ts';
import { callAuthor, type Callback, type FormFields, type FormPage } from '../game/definition.ts';
import { formFields } from '../game/page.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { limitedField } from '../rules/field-input.ts';
import {
  readForm as readAnswers,
  readTimedOutForm,
  type AskedField,
  type FormFaults,
  type FormReading,
  type FormRules,
  type Posted,
} from '../rules/form.ts';
import { contextAt, type Visit } from './load-visit.ts';

/** A form page as this visitor gets it now. */
export interface AskedForm {
  readonly place: PagePlace & { readonly page: FormPage };
  readonly fields: readonly AskedField[];
}

/** The fields that the page asks for, with the bounds and choices that hold for this view. */
export function askedForm(visit: Visit, place: AskedForm['place']): AskedForm {
  const { page, playable } = place;
  const call = (callback: Callback<unknown>, name: string): unknown => callAuthor(callback, contextAt(visit, { place, callback: name }));
  const names: FormFields = typeof page.form === 'function' ? formFields(call(page.form, 'form')) : page.form;
  const limits = page.limits ? callAuthor(page.limits, contextAt(visit, { place, callback: 'limits' })) : {};
  const money = (amount: number): string => formatMoney(amount, visit.session.rules.money);
  const asked =
    (owner: 'player' | 'group') =>
    (name: string): AskedField[] => {
      const spec = playable.game.fields[owner][name];
      return spec ? [{ name, owner, spec: limitedField(spec, limits[name], money) }] : [];
    };
  return { place, fields: [...names.player.flatMap(asked('player')), ...names.group.flatMap(asked('group'))] };
}

/** Reads what was sent; when the time is up, whatever of it is right. */
export function readForm(visit: Visit, form: AskedForm, sent: { readonly posted: Posted; readonly timedOut: boolean }): FormReading {
  const rules = formRules(visit, form);
  if (!sent.timedOut) return readAnswers(sent.posted, form.fields, rules);
  return { ok: true, values: readTimedOutForm(sent.posted, form.fields, rules) };
}

function formRules(visit: Visit, { place }: AskedForm): FormRules {
  const { checks } = place.playable.game;
  const { page } = place;
  return {
    reader: { ...visit.session.rounding, say: visit.session.say },
    stored: (name) => visit.row.seat.player.data[name] ?? null,
    judges: {
      check: (name, value) => {
        const check = checks[name];
        return check ? (callAuthor(check, value, contextAt(visit, { place, callback: `check.${name}` })) ?? null) : null;
      },
      validate: (values) => page.validate && faultsOf(callAuthor(page.validate, values, contextAt(visit, { place, callback: 'validate' }))),
    },
  };
}

/** What `validate` may answer: nothing, text about the whole form, or texts by field. */
function faultsOf(objection: unknown): FormFaults | null {
  if (typeof objection === 'string') return objection === '' ? null : { form: objection, fields: {} };
  if (typeof objection !== 'object' || objection === null) return null;
  const fields = Object.entries(objection).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  return fields.length === 0 ? null : { form: null, fields: Object.fromEntries(fields) };
}
