import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { LabSay } from '../texts/texts.ts';
import type { TableQuestion } from './form-table.ts';

/** Fields that are one question together, as a page shows them. */
export interface ShownSet {
  readonly caption: string;
  readonly questions: readonly TableQuestion[];
  readonly say: LabSay;
}

/** Things to be ordered: a list with the place of each to choose; the island moves them by buttons instead. */
export function rankList({ caption, questions, say }: ShownSet): Html {
  const words = { up: say('upwards', { what: '{what}' }), down: say('downwards', { what: '{what}' }) };
  const places = questions.map((_, at) => String(at + 1));
  return html`<fieldset class="r-field r-ordering" data-island="rank" data-props="${JSON.stringify(words)}"><legend class="r-sr">${caption}</legend><ol class="r-ordering-list">${questions.map(
    (question) =>
      html`<li><label for="${question.id}">${question.label}</label><select class="form-select r-input" id="${question.id}" name="${question.name}"${wrong(question)}><option value="">–</option>${places.map((place) => html`<option value="${place}"${place === question.value && html` selected`}>${place}</option>`)}</select>${errorOf(question)}</li>`,
  )}</ol><span class="r-sr" aria-live="polite" data-said></span></fieldset>`;
}

/** Amounts that add up; the island says how much is left. */
export function allocationList(
  { caption, questions, say }: ShownSet,
  { total, inputs }: { readonly total: number; readonly inputs: readonly Html[] },
): Html {
  const props = JSON.stringify({ total, left: say('leftOver', { n: '{n}' }) });
  return html`<fieldset class="r-field r-allocate" data-island="allocate" data-props="${props}"><legend class="r-sr">${caption}</legend>${questions.map(
    (question, at) => html`<div><label for="${question.id}">${question.label}</label>${inputs[at]}${errorOf(question)}</div>`,
  )}<p class="r-help">${say('sumIs', { n: total })} <output data-left></output></p></fieldset>`;
}

/** Pairs of offers below each other, a radio button at each. */
export function priceTable({ caption, questions }: ShownSet, labels: readonly (readonly [left: string, right: string])[]): Html {
  return html`<table class="r-prices"><caption class="r-sr">${caption}</caption><tbody>${questions.map((question, at) => {
    const sides = ['left', 'right'].map((side, place) => ({ side, label: labels[at]?.[place] ?? '' }));
    return html`<tr>${sides.map(
      ({ side, label }, place) =>
        html`<td><label class="r-choice" for="${question.id}-${place}"><input class="form-check-input" type="radio" id="${question.id}-${place}" name="${question.name}" value="${side}"${wrong(question)}${question.value === side && html` checked`}><span>${label}</span></label>${place === 1 && errorOf(question)}</td>`,
    )}</tr>`;
  })}</tbody></table>`;
}

function wrong({ id, fault }: TableQuestion): Html | null {
  return fault === null ? null : html` aria-invalid="true" aria-describedby="${id}-error"`;
}

function errorOf({ id, fault }: TableQuestion): Html | null {
  return fault === null ? null : html`<span class="r-error otree-form-errors" id="${id}-error">${icon('x-octagon-fill')} ${fault}</span>`;
}
