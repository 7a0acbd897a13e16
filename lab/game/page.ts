import type { html, Html } from '#kit/html/html.ts';
import type { JumpTarget } from '../rules/jump.ts';
import type { Clock } from './clock.ts';
import type { FormKeys, FormOf, FormValues, GotoCtx, LimitsOf, Objection, ReadCtx, SubmitCtx, ViewCtx } from './context.ts';
import type { Callback, FormFields, FormPage } from './definition.ts';
import type { LayoutParts } from './layout.ts';
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
  readonly timeout?: number | ((ctx: ReadCtx<S>) => number | null) | Clock;
  readonly timerText?: string;
  /** Seconds before the end from which the time left is shown, and from which it warns. */
  readonly timer?: { readonly showBelow?: number; readonly warnAt?: number };
  /** What is wrong with the whole form, when no field is wrong by itself. */
  readonly validate?: (values: FormValues<S, NoInfer<Form>>, ctx: ReadCtx<S>) => Objection<FormKeys<NoInfer<Form>>>;
  /** Runs once, after the values were set [before_next_page]. */
  readonly onSubmit?: (ctx: SubmitCtx<S>) => void;
  /**
   * After `onSubmit`: where to go instead of the next page. The name of a later game, `end`, or a later page of this round; nothing: on as
   * usual. Wait pages that are jumped over count as passed [app_after_this_page].
   */
  readonly goto?: (ctx: GotoCtx<S>) => JumpTarget | null | undefined | void;
  /** People may see the page before once more: put `back` into the view. */
  readonly allowBack?: boolean;
  /** False: what is typed and not sent is not kept. */
  readonly draft?: boolean;
  readonly view: (ctx: ViewCtx<S, NoInfer<Form>>) => Html;
  /** How the page is arranged, instead of as its game or project says. */
  readonly layout?: (parts: LayoutParts, ctx: ReadCtx<S>) => Html;
}

/** What a page does in the browser. */
export interface ScriptOptions<S extends Shape, Form, Vars extends object> {
  /** What the script gets as `vars`: anything that JSON can hold. For scripts in files also `lab.vars` [js_vars]. */
  readonly client?: (ctx: ReadCtx<S>) => Vars;
  /** Runs in the browser, once the page is there. Nothing from outside of it can be used but its argument. */
  readonly script?: (page: PageTools<NoInfer<Vars>, FormKeys<NoInfer<Form>>>) => void;
}

/** What a page's script works with; in a file that the view loads (`<script type="module" src="${asset('own.js')}">`) it is called `lab`. */
export interface PageTools<Vars, Keys extends string> {
  /** The element with this id, with everything that any control has. */
  readonly el: (id: string) => HTMLInputElement;
  readonly vars: Vars;
  /** The controls of the form by their fields; of radios the set, whose `value` is the one that was chosen [forminputs]. */
  readonly inputs: { readonly [Key in Keys]: HTMLInputElement };
  /** Writes markup; what people typed is escaped. */
  readonly html: typeof html;
  /** Puts markup into the element with this id, and keeps what is the same. */
  readonly fill: (id: string, markup: Html) => void;
  /** Sends the page as its button does. */
  readonly submit: () => void;
}

/** A page of a game, with its name and what its form asks for as types. */
export interface Page<Name extends string, Values> {
  readonly name: Name;
  readonly definition: FormPage;
  /** For the compiler only. */
  readonly values?: Values;
}

/** The definition behind `game.page`. */
export function formPage<S extends Shape, Form extends FormOf<S>>(
  name: string,
  options: PageOptions<S, Form> & { readonly script?: Callback<unknown>; readonly client?: Callback<object> },
): FormPage {
  const { form, goto, timer, ...given } = options;
  const { showBelow = null, warnAt = null } = timer ?? {};
  return { ...unsaid, ...given, name, form: formSelector(form), goto: gotoOf(goto), timer: { showBelow, warnAt } };
}

/** What holds for a page whose author says nothing else. */
const unsaid = {
  kind: 'page',
  title: null,
  limits: null,
  show: null,
  timeout: null,
  timerText: null,
  validate: null,
  onSubmit: null,
  allowBack: false,
  draft: true,
  layout: null,
  script: null,
  client: null,
  live: null,
} as const;

function gotoOf(goto: Callback<JumpTarget | null | undefined | void> | undefined): FormPage['goto'] {
  return goto ? (...args) => goto(...args) ?? null : null;
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
