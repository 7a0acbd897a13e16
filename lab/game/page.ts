import type { Html } from '#kit/html/html.ts';
import type { FormKeys, FormOf, FormValues, LimitsOf, Objection, ReadCtx, SubmitCtx, ViewCtx } from './context.ts';
import type { Callback, FormFields, FormPage } from './definition.ts';
import type { Shape } from './shape.ts';

/** What an author says about a page. */
export interface PageOptions<S extends Shape, Form extends FormOf<S>> {
  readonly title?: string | ((ctx: ReadCtx<S>) => string);
  /** The fields the page asks for. */
  readonly form?: Form | ((ctx: ReadCtx<S>) => Form);
  /** Bounds and choices that depend on what happened before; asked when the page is shown and when it is submitted. */
  readonly limits?: (ctx: ReadCtx<S>) => LimitsOf<FormKeys<NoInfer<Form>>>;
  /** False: the page is skipped [is_displayed]. */
  readonly show?: (ctx: ReadCtx<S>) => boolean;
  /** Seconds after which the page is submitted by itself, also when the browser is closed. Null: none. */
  readonly timeout?: number | ((ctx: ReadCtx<S>) => number | null);
  readonly timerText?: string;
  /** What is wrong with the whole form, when no field is wrong by itself. */
  readonly validate?: (values: FormValues<S, NoInfer<Form>>, ctx: ReadCtx<S>) => Objection<FormKeys<NoInfer<Form>>>;
  /** Runs once, after the values were set [before_next_page]. */
  readonly onSubmit?: (ctx: SubmitCtx<S>) => void;
  readonly view: (ctx: ViewCtx<S, NoInfer<Form>>) => Html;
}

/** A page of a game, with its name and what its form asks for as types. */
export interface Page<Name extends string, Values> {
  readonly name: Name;
  readonly definition: FormPage;
  /** For the compiler only. */
  readonly values?: Values;
}

/** The definition behind `game.page`. */
export function formPage<S extends Shape, Form extends FormOf<S>>(name: string, options: PageOptions<S, Form>): FormPage {
  return {
    kind: 'page',
    name,
    title: options.title ?? null,
    form: formSelector(options.form),
    limits: options.limits ?? null,
    show: options.show ?? null,
    timeout: options.timeout ?? null,
    timerText: options.timerText ?? null,
    validate: options.validate ?? null,
    onSubmit: options.onSubmit ?? null,
    view: options.view,
    script: null,
    live: null,
  };
}

function formSelector(form: unknown): Callback<unknown> | FormFields {
  return typeof form === 'function' ? (...args) => Reflect.apply(form, undefined, args) : formFields(form);
}

/** Both ways of naming a form's fields as one. */
export function formFields(form: unknown): FormFields {
  if (Array.isArray(form)) return { player: form.map(String), group: [] };
  if (typeof form !== 'object' || form === null) return { player: [], group: [] };
  return { player: names(form, 'player'), group: names(form, 'group') };
}

function names(form: object, owner: 'player' | 'group'): readonly string[] {
  const list: unknown = Reflect.get(form, owner);
  return Array.isArray(list) ? list.map(String) : [];
}
