import { field, type Field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { FieldOf, Input } from '../rules/setup/fields.ts';

/** Something that a field may name. */
interface Choosable {
  readonly id: number;
  readonly label: string;
}

interface ThingField {
  readonly name: string;
  readonly of: FieldOf<unknown>;
  readonly value: unknown;
  /** What fields may name, by kind. */
  readonly choices: ReadonlyMap<string, readonly Choosable[]>;
  /** In place of one made from the name, where names stand twice on a page. */
  readonly id?: string;
}

/** A field of a thing that is set up, asked for as its kind says; null where there is nothing to choose from. */
export function thingField(question: ThingField): Html | null {
  const { name, of, value, choices, id } = question;
  if (of.input.kind === 'refs') return ticksOf(question, choices.get(of.input.of) ?? []);
  const help = of.help === undefined ? {} : { help: of.help };
  return field({
    name,
    ...(id === undefined ? {} : { id }),
    label: of.label,
    required: of.isRequired && of.input.kind !== 'flag',
    ...help,
    ...controlOf(question),
    value: plainValue(value),
  });
}

function plainValue(value: unknown): string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}

type Shape = Pick<Field, 'type' | 'options' | 'attributes'>;

function controlOf({ of, choices }: ThingField): Shape {
  const { input } = of;
  if (input.kind === 'text') return textControl(input);
  if (input.kind === 'number') return { type: 'text', attributes: { inputmode: input.isWhole ? 'numeric' : 'decimal' } };
  if (input.kind === 'flag') return { type: 'checkbox' };
  if (input.kind === 'choice') return { type: 'select', options: input.choices };
  if (input.kind === 'moment') return { type: 'text', attributes: { placeholder: '2026-05-09T10:30' } };
  return selectOf(choices.get(input.of) ?? [], of.isRequired);
}

function textControl({ isLong, longest, keys }: Extract<Input, { kind: 'text' }>): Shape {
  if (isLong) return { type: 'textarea', attributes: { rows: 3 } };
  const email = keys === 'email' && { autocapitalize: 'none', spellcheck: 'false' };
  return { type: 'text', attributes: { maxlength: longest, ...(keys && { inputmode: keys }), ...email } };
}

function selectOf(things: readonly Choosable[], isRequired: boolean): Shape {
  const options = things.map(({ id, label }) => ({ value: id, label }));
  return { type: 'select', options: isRequired ? options : [{ value: '', label: 'none' }, ...options] };
}

function ticksOf({ name, of, value }: ThingField, things: readonly Choosable[]): Html | null {
  if (things.length === 0) return null;
  const ticked = new Set(Array.isArray(value) ? value.map(String) : []);
  return html`<fieldset class="r-field"><legend>${of.label}</legend><ul class="r-ticks">${things.map(
    ({ id, label }) =>
      html`<li><label class="r-check"><input class="form-check-input" type="checkbox" name="${name}" value="${id}"${ticked.has(String(id)) && html` checked`}><span>${label}</span></label></li>`,
  )}</ul></fieldset>`;
}
