import { field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { integerScale, type FormQuestion } from '../rules/questions.ts';

/** The name of a question's field. */
export const questionField = (id: number, part = ''): string => `${part}question-${id}`;

interface Asked {
  readonly questions: readonly FormQuestion[];
  /** Before the names of the fields, where a form asks the same of several people. */
  readonly part?: string;
  /** Tells the forms of a page apart. */
  readonly form: string | number;
  /** What was written before the form was refused, by field. */
  readonly typed?: ((name: string) => readonly string[]) | undefined;
}

/** The organisers' questions as fields of a form. */
export function questionFields({ questions, part = '', form, typed = () => [] }: Asked): Html[] {
  return questions.map((question) => {
    const name = questionField(question.id, part);
    return question.answerType === 'ms'
      ? ticks(question, { name, typed: typed(name) })
      : single(question, { name, id: `${name}-${form}`, typed: typed(name) });
  });
}

interface Place {
  readonly name: string;
  readonly typed: readonly string[];
}

function ticks({ text, helpText, choices }: FormQuestion, { name, typed }: Place): Html {
  return html`<fieldset class="r-field"><legend>${text}</legend>${choices.map(
    (choice) =>
      html`<label class="r-check"><input class="form-check-input" type="checkbox" name="${name}" value="${choice}"${typed.includes(choice) && html` checked`}><span>${choice}</span></label>`,
  )}${helpText !== '' && html`<span class="r-help">${helpText}</span>`}</fieldset>`;
}

function single(question: FormQuestion, { name, id, typed }: Place & { readonly id: string }): Html {
  const { text, helpText, isRequired, answerType } = question;
  const [value = ''] = typed;
  const base = { name, id, label: text, required: isRequired, ...(helpText !== '' && { help: helpText }) };
  if (answerType === 'bc') return field({ ...base, type: 'checkbox', value: value !== '' });
  if (answerType === 'tl') return field({ ...base, type: 'textarea', value, attributes: { rows: 3, maxlength: 4000 } });
  if (answerType === 't') return field({ ...base, type: 'text', value, attributes: { maxlength: 500 } });
  if (answerType === 'i' || answerType === 'f')
    return field({ ...base, label: html`${text}${rangeWords(question)}`, type: 'text', value, attributes: { inputmode: 'decimal' } });
  return field({
    ...base,
    type: 'select',
    value,
    options: [{ value: '', label: isRequired ? 'choose' : 'no answer' }, ...optionsOf(question)],
  });
}

function rangeWords({ min, max }: FormQuestion): string {
  if (min === null && max === null) return '';
  if (min === null) return `, at most ${max}`;
  return max === null ? `, at least ${min}` : `, ${min} to ${max}`;
}

function optionsOf({ answerType, choices, min, max }: FormQuestion): { readonly value: string | number; readonly label: string }[] {
  if (answerType === 'bs') return [{ value: 'yes', label: 'yes' }, { value: 'no', label: 'no' }]; // oxfmt-ignore
  if (answerType === 'is') return integerScale(min ?? 0, max ?? 10).map((value) => ({ value, label: String(value) }));
  return choices.map((value) => ({ value, label: value }));
}
