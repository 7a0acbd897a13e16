import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';

/** One question of a table of questions. */
export interface TableQuestion {
  readonly name: string;
  readonly id: string;
  readonly label: string;
  /** As forms send it; null: no answer yet. */
  readonly value: string | null;
  readonly fault: string | null;
}

/** Questions below each other that share their answers. */
export interface QuestionTable {
  readonly caption: string;
  readonly questions: readonly TableQuestion[];
  readonly answers: readonly { readonly value: string; readonly label: string }[];
}

/** A table at a desk, a card for each question on a phone. Each answer is named by its question and its column. */
export function questionTable({ caption, questions, answers }: QuestionTable): Html {
  const [first] = questions;
  const column = (at: number): string => `${first?.id ?? ''}-column-${at}`;
  return html`<table class="r-likert"><caption class="r-sr">${caption}</caption>
<thead><tr><td></td>${answers.map(({ label }, at) => html`<th scope="col" id="${column(at)}">${label}</th>`)}</tr></thead>
<tbody>${questions.map((question) => rowOf(question, { answers, column }))}</tbody></table>`;
}

function rowOf(
  { name, id, label, value, fault }: TableQuestion,
  { answers, column }: Pick<QuestionTable, 'answers'> & { readonly column: (at: number) => string },
): Html {
  const error =
    fault === null ? null : html`<span class="r-error otree-form-errors" id="${id}-error">${icon('x-octagon-fill')} ${fault}</span>`;
  const wrong = fault === null ? null : html` aria-invalid="true" aria-describedby="${id}-error"`;
  return html`<tr><th scope="row"><span id="${id}-question">${label}</span>${error}</th>${answers.map(
    (answer, at) =>
      html`<td><label class="r-choice" for="${id}-${at}"><input class="form-check-input" type="radio" id="${id}-${at}" name="${name}" value="${answer.value}" aria-labelledby="${id}-question ${column(at)}"${wrong}${answer.value === value && html` checked`}><span>${answer.label}</span></label></td>`,
  )}</tr>`;
}
