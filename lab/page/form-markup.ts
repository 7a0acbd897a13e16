import { control, field as question, type Field } from '#kit/html/controls.ts';
import { Html, html, trusted, type HtmlValue } from '#kit/html/html.ts';
import { formatMoney } from '#kit/money/money-format.ts';
import type { ComprehensionSet, FieldSet } from '../game/field-set.ts';
import type { Choice, FieldSpec, Scalar } from '../game/fields.ts';
import { rangeText } from '../rules/field-input.ts';
import { choicesOn, type Stored } from '../rules/field-value.ts';
import type { AskedField, FormFaults, Posted } from '../rules/form.ts';
import { questionTable, type TableQuestion } from './form-table.ts';
import { allocationList, priceTable, rankList } from './set-markup.ts';
import type { PlayedSession } from '../sessions/played-session.ts';

/** What a form shows: what was typed and is wrong, else what is stored. */
export interface FormState {
  readonly fields: readonly AskedField[];
  readonly session: PlayedSession;
  /** Null on the first view. */
  readonly typed: Posted | null;
  readonly stored: (field: AskedField) => Stored;
  readonly faults: FormFaults | null;
}

/** The form inside a view (`FormMarkup` of game/context.ts): printed whole, or field by field. */
export class FormOnPage extends Html {
  readonly #state: FormState;

  constructor(state: FormState) {
    super(wholeForm(state));
    this.#state = state;
  }

  readonly field = (name: string, { label }: { readonly label?: string } = {}): Html => fieldMarkup(this.#asked(name), this.#state, label);

  readonly input = (name: string): Html => {
    const asked = this.#asked(name);
    const choices = choicesOn(asked.spec);
    if (choices && asked.spec.widget === 'buttons') return buttons(asked, this.#state);
    const shown = questionOf(asked, this.#state);
    return shown.type === 'radio'
      ? html`${this.options(name).map(({ label, input }) => html`<label class="r-choice">${input}<span>${label}</span></label>`)}`
      : (shown.around ?? ((input) => input))(control(shown, idOf(name)));
  };

  readonly errors = (name: string): Html => {
    const fault = this.#state.faults?.fields[this.#asked(name).name];
    return fault ? html`<span class="r-error otree-form-errors" id="${idOf(name)}-error">${fault}</span>` : trusted('');
  };

  readonly options = (name: string): { readonly label: string; readonly input: Html }[] => {
    const asked = this.#asked(name);
    const { value, options = [] } = questionOf(asked, this.#state);
    const labels = choicesIn(asked.spec, this.#state.session) ?? [];
    return options.map((option, at) => ({
      label: labels.find((choice) => formValue(choice.value) === String(option.value))?.label ?? '',
      input: html`<input class="form-check-input" type="radio" id="${idOf(name)}-${at}" name="${name}" value="${option.value}"${String(option.value) === String(value) && html` checked`}>`,
    }));
  };

  readonly table = (names: readonly string[], { caption }: { readonly caption?: string } = {}): Html => {
    const asked = names.map((name) => this.#asked(name));
    const [first] = asked;
    const set = first?.spec.set;
    if (set && set.kind !== 'comprehension' && asked.every(({ spec }) => spec.set === set))
      return setMarkup(set, { asked, state: this.#state, caption });
    const answers = (first && choicesIn(first.spec, this.#state.session)) ?? [];
    const isShared = ({ spec }: AskedField): boolean =>
      (choicesOn(spec) ?? []).map(({ value }) => value).join() === answers.map(({ value }) => value).join();
    const odd = asked.find((one) => answers.length === 0 || !isShared(one));
    if (odd) throw new ReferenceError(`A table asks questions with the same choices, and ${odd.name} has others.`);
    return questionTable({
      caption: caption ?? this.#state.session.say('question'),
      answers: answers.map(({ value, label }) => ({ value: formValue(value), label })),
      questions: asked.map((one) => questionIn(one, this.#state)),
    });
  };

  #asked(name: string): AskedField {
    const found = this.#state.fields.find((field) => field.name === name);
    if (!found) throw new ReferenceError(`The form of this page does not ask for ${name}.`);
    return found;
  }
}

function questionIn(asked: AskedField, state: FormState): TableQuestion {
  const { label, value } = questionOf(asked, state);
  const fault = state.faults?.fields[asked.name] ?? null;
  return { name: asked.name, id: idOf(asked.name), label: String(label), value: typeof value === 'string' ? value : null, fault };
}

interface AskedSet {
  readonly asked: readonly AskedField[];
  readonly state: FormState;
  readonly caption: string | undefined;
}

/** Fields that are one question together. */
function setMarkup(set: Exclude<FieldSet, ComprehensionSet>, { asked, state, caption }: AskedSet): Html {
  const { say } = state.session;
  const shown = { caption: caption ?? say('question'), questions: asked.map((one) => questionIn(one, state)), say };
  if (set.kind === 'rank') return rankList(shown);
  if (set.kind === 'allocate') {
    const inputs = asked.map((one) => control({ ...questionOf(one, state), help: '' }, idOf(one.name)));
    return allocationList(shown, { total: set.total, inputs });
  }
  return priceTable(
    shown,
    asked.map(({ spec }) => {
      const [left, right] = choicesIn(spec, state.session) ?? [];
      return [left?.label ?? '', right?.label ?? ''];
    }),
  );
}

/** All fields of the form; those of one set stand together where the first of them does. */
function wholeForm(state: FormState): string {
  const shown = state.fields.flatMap((field) => {
    const { set } = field.spec;
    if (!set || set.kind === 'comprehension') return fieldMarkup(field, state);
    const asked = state.fields.filter(({ spec }) => spec.set === set);
    return asked[0] === field ? setMarkup(set, { asked, state, caption: undefined }) : [];
  });
  return shown.map((markup) => markup.toString()).join('\n');
}

const idOf = (name: string): string => `id_${name}`;

function fieldMarkup(asked: AskedField, state: FormState, label?: string): Html {
  const shown = questionOf(asked, state);
  const named = label === undefined ? shown : { ...shown, label };
  if (asked.spec.widget === 'buttons' && choicesOn(asked.spec)) {
    return html`<fieldset class="r-field"><legend>${named.label}</legend>${buttons(asked, state)}${named.error && html`<span class="r-error" id="${idOf(asked.name)}-error">${named.error}</span>`}</fieldset>`;
  }
  const markup = question(named);
  return asked.spec.widget === 'radio-inline' ? html`<div class="r-choices-inline">${markup}</div>` : markup;
}

/** Each choice is a button that sends the form. */
function buttons({ name, spec }: AskedField, { session }: FormState): Html {
  const choices = choicesIn(spec, session) ?? [];
  return html`${choices.map((choice) => html`<button class="btn btn-primary btn-lg" name="${name}" value="${formValue(choice.value)}">${pictured(choice, spec, session)}</button>`)}`;
}

const isNumber = ({ kind }: FieldSpec): boolean => kind === 'int' || kind === 'float' || kind === 'decimal' || kind === 'money';

function questionOf(asked: AskedField, state: FormState): Field {
  const { name, spec } = asked;
  const error = state.faults?.fields[name];
  return {
    name,
    id: idOf(name),
    label: state.session.rules.t(spec.label ?? wordsOf(name)),
    type: typeOf(spec),
    value: valueOf(asked, state),
    required: false, // said by the server, so that a page works the same in every browser and with a timeout
    attributes: attributesOf(spec, state.session),
    ...(error !== undefined && { error }),
    ...aroundOf(spec, state.session),
    ...optionsOf(spec, state.session),
    ...helpOf(spec, state.session),
  };
}

function typeOf(spec: FieldSpec): Field['type'] {
  if (choicesOn(spec)) return spec.widget?.startsWith('radio') || (spec.kind === 'bool' && spec.widget !== 'dropdown') ? 'radio' : 'select';
  if (spec.kind === 'bool') return 'checkbox';
  return spec.long ? 'textarea' : 'text';
}

function optionsOf(spec: FieldSpec, session: PlayedSession): Pick<Field, 'options'> {
  const choices = choicesIn(spec, session);
  if (!choices) return {};
  if (typeOf(spec) !== 'select')
    return { options: choices.map((choice) => ({ value: formValue(choice.value), label: pictured(choice, spec, session) })) };
  return { options: [{ value: '', label: '--------' }, ...choices.map(({ value, label }) => ({ value: formValue(value), label }))] };
}

/** The words of a choice, after its picture where it has one. */
function pictured({ value, label }: Choice, { images }: FieldSpec, { rules }: PlayedSession): HtmlValue {
  const path = images?.[String(value)];
  return path === undefined ? label : html`<img class="r-choice-image" src="${rules.asset(path)}" alt=""><span>${label}</span>`;
}

/** The choices in the reader's language: a label that the author's texts have as a key is said as they say it. */
function choicesIn(spec: FieldSpec, { rules: { t, yesAndNo } }: PlayedSession): readonly Choice[] | null {
  return choicesOn(spec, yesAndNo)?.map(({ value, label }) => ({ value, label: t(label) })) ?? null;
}

/** A choice as forms send it: yes and no as scripts for oTree know them. */
export function formValue(value: Scalar): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function valueOf(asked: AskedField, { typed, stored }: FormState): string | boolean | null {
  if (typed) {
    const sent = typed[asked.name];
    return typeof sent === 'string' ? sent : null;
  }
  const value = stored(asked);
  if (typeof value === 'object') return null;
  return asked.spec.widget === 'checkbox' ? value === true : formValue(value);
}

function helpOf(spec: FieldSpec, session: PlayedSession): Pick<Field, 'help'> {
  const range =
    isNumber(spec) && !choicesOn(spec) && (spec.min !== null || spec.max !== null)
      ? rangeText(spec, { ...session.rounding, say: session.say })
      : null;
  const unit =
    spec.kind === 'money' && !session.rules.money.points
      ? session.say('inUnit', { unit: formatMoney(0, session.rules.money).replace(/[\d.,\s-]/g, '') })
      : spec.unit;
  const texts = [spec.help && session.rules.t(spec.help), ...rangeWithUnit(range, unit)].filter((text) => text !== null && text !== '');
  return texts.length > 0 ? { help: texts.join(' ') } : {};
}

/** `A number from 0 to 3 m.` */
function rangeWithUnit(range: string | null, unit: string | null): (string | null)[] {
  if (range === null || unit === null || unit.endsWith('.')) return [range, unit];
  return [range.replace(/\.$/, ` ${unit}.`)];
}

function attributesOf(spec: FieldSpec, session: PlayedSession): NonNullable<Field['attributes']> {
  if (choicesOn(spec)) return {};
  if (isNumber(spec)) return numberAttributes(spec, isWhole(spec, session));
  return spec.kind === 'text' ? { maxlength: spec.maxLength, autocomplete: 'off' } : {};
}

/** The island's buttons and bots read the bounds; the server enforces them. */
function numberAttributes({ min, max, step }: FieldSpec, whole: boolean): NonNullable<Field['attributes']> {
  return {
    inputmode: whole && (min ?? -1) >= 0 ? 'numeric' : 'decimal',
    autocomplete: 'off',
    'data-min': min ?? undefined,
    'data-max': max ?? undefined,
    'data-step': step ?? (whole ? 1 : undefined),
  };
}

function aroundOf(spec: FieldSpec, session: PlayedSession): Pick<Field, 'around'> {
  const isBounded = spec.min !== null && spec.max !== null;
  if (spec.widget === 'slider' && isBounded) return { around: (input) => sliderMarkup(input, spec, session) };
  return hasSteps(spec, session) ? { around: (input) => betweenButtons(input, session) } : {};
}

/** Ticks stand where their values are; they are said to screen readers by the slider's own words. */
function sliderMarkup(input: Html, { min, max, ticks, valueLabel }: FieldSpec, { say, rules }: PlayedSession): Html {
  const [first, last] = [min ?? 0, max ?? 0];
  const marks = Object.entries(ticks ?? {}).map(([value, words]) => ({
    value,
    words: rules.t(words),
    at: (100 * (Number(value) - first)) / (last - first),
  }));
  const props = {
    untouched: say('noAnswer'),
    label: valueLabel,
    ticks: Object.fromEntries(marks.map(({ value, words }) => [value, words])),
  };
  const row = html`<span class="r-ticks">${marks.map(({ words, at }) => html`<span style="--at:${at}">${words}</span>`)}</span>`;
  return html`<div class="r-slider" data-island="slider" data-props="${JSON.stringify(props)}">${input}</div>${marks.length > 0 && row}`;
}

/** More steps than this are typed. */
const mostSteps = 100;

/** Whole numbers between near bounds can be chosen without a keyboard. */
function hasSteps(spec: FieldSpec, session: PlayedSession): boolean {
  const { min, max, step } = spec;
  const isNear = min !== null && max !== null && (max - min) / (step ?? 1) <= mostSteps;
  return isNear && isWhole(spec, session) && !choicesOn(spec);
}

const isWhole = ({ kind }: FieldSpec, { rounding }: PlayedSession): boolean =>
  kind === 'int' || (kind === 'money' && rounding.moneyPlaces === 0);

function betweenButtons(input: Html, { say }: PlayedSession): Html {
  return html`<div class="r-number" data-island="number-steps"><button type="button" data-by="-1" aria-label="${say('oneLess')}">−</button>${input}<button type="button" data-by="1" aria-label="${say('oneMore')}">+</button></div>`;
}

/** `crtBat` → Crt bat. */
function wordsOf(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
