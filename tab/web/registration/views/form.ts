import { banner } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { partField, type FormPart } from '../../../rules/registration/form.ts';
import { personalPage } from '../../personal/views/frame.ts';
import { questionFields } from '../../question-fields.ts';
import { thingField } from '../../thing-fields.ts';

/** A part of the form with what stands in it. */
export interface ShownPart extends FormPart {
  readonly values: Readonly<Record<string, unknown>>;
  /** What stands in a field of the organisers' own questions. */
  readonly typed: (name: string) => readonly string[];
  /** Of a speaker who is there already; null for a new place; left out where there is but one. */
  readonly id?: number | null;
}

export interface RegistrationFormView {
  readonly event: string;
  readonly title: string;
  readonly say: string;
  readonly action: string;
  readonly label: string;
  readonly intent: string;
  readonly fault: string | null;
  readonly parts: readonly ShownPart[];
  /** What a field may name, by kind. */
  readonly choices: ReadonlyMap<string, readonly { readonly id: number; readonly label: string }[]>;
  readonly back: { readonly label: string; readonly href: string };
  /** Where a coach takes it back; null where that is not theirs. */
  readonly withdraw: { readonly action: string; readonly label: string } | null;
}

/** A form of registration, part by part. */
export function registrationFormPage(view: RegistrationFormView): Html {
  const { event, title, say, action, label, intent, fault, parts, back, withdraw } = view;
  const isLong = parts.length > 1;
  return personalPage({
    title: `${title}: ${event}`,
    top: html`<b>${event}</b>`,
    islands: ['kit/submit-once', 'kit/hold-button'],
    body: html`<div class="stack"><h1>${title}</h1><p class="r-muted">${say}</p>
${fault !== null && banner({ kind: 'failed', text: fault })}
<form class="stack" method="post" action="${action}" data-island="submit-once"><input type="hidden" name="intent" value="${intent}">
${parts.map((part) => partOf(part, view, isLong))}
<button class="btn btn-primary btn-lg">${label}</button></form>
${withdraw && html`<form method="post" action="${withdraw.action}"><input type="hidden" name="intent" value="${intent}"><button class="btn btn-outline r-hold" data-island="hold-button">${withdraw.label}</button></form>`}
<p><a href="${back.href}">${back.label}</a></p></div>`,
  });
}

function partOf(part: ShownPart, { choices }: RegistrationFormView, isTitled: boolean): Html {
  const { key, title, fields, questions, mayBeEmpty, values, typed, id } = part;
  return html`<section class="stack">${isTitled && html`<h2>${title}${mayBeEmpty && html` <span class="r-muted r-small">if there is one</span>`}</h2>`}${
    id !== undefined && html`<input type="hidden" name="${partField(key, 'id')}" value="${id ?? ''}">`
  }${Object.entries(fields).map(([name, of]) =>
    thingField({
      name: partField(key, name),
      of: mayBeEmpty ? { ...of, isRequired: false } : of,
      value: values[name] ?? of.fallback,
      choices,
    }),
  )}${questionFields({
    questions: mayBeEmpty ? questions.map((question) => ({ ...question, isRequired: false })) : questions,
    part: `${key}-`,
    form: key,
    typed,
  })}</section>`;
}
