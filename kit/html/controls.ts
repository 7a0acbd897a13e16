import { html, trusted, type Html, type HtmlValue } from './html.ts';
import { iconShapes, type IconName } from './icons.ts';

/** How a thing is. Never said by colour alone: each has an icon and goes with a word. */
export type State = 'ok' | 'wait' | 'late' | 'fail' | 'idle';

const stateIcons: Record<State, IconName> = {
  ok: 'check-circle-fill',
  wait: 'hourglass-split',
  late: 'exclamation-triangle-fill',
  fail: 'x-octagon-fill',
  idle: 'dash-lg',
};

/** A symbol as inline SVG in the text's colour. Decorative: put a word beside it, or a label on what holds it. */
export function icon(name: IconName): Html {
  return trusted(`<svg class="i" viewBox="0 0 16 16" aria-hidden="true">${iconShapes[name]}</svg>`);
}

/** The headline fact of a page. */
export interface StatusSentence {
  readonly state: State;
  /** How things are, the worst open thing. Becomes the h1. */
  readonly sentence: HtmlValue;
  /** One grey line: what comes next. */
  readonly detail?: HtmlValue;
  /** At most three buttons. */
  readonly actions?: readonly Html[];
  /** Instead of the state's own symbol. */
  readonly icon?: IconName;
}

/** The sentence a page opens with: a dot with the state's symbol, the h1, what is next, the buttons. */
export function statusSentence({ state, sentence, detail, actions = [], icon: symbol }: StatusSentence): Html {
  return html`<section class="r-status ${state}"><span class="dot">${icon(symbol ?? (state === 'ok' ? 'check-lg' : stateIcons[state]))}</span><h1>${sentence}</h1>${
    detail && html`<p>${detail}</p>`
  }${actions.length > 0 && html`<div class="act">${actions}</div>`}</section>`;
}

/** One number with what it means. */
export interface Tile {
  readonly label: string;
  readonly value: HtmlValue;
  readonly unit?: string;
  /** One line that judges the value: "good · slow would be 1,000 ms". */
  readonly judge?: HtmlValue;
  readonly href?: string;
  /** A small drawing beside the number. */
  readonly spark?: Html;
}

/** A number card; with `href` the whole tile is the link. Put three or four into `<section class="r-tiles">`. */
export function tile({ label, value, unit, judge, href, spark }: Tile): Html {
  const content = html`<span class="k">${label}${href && icon('chevron-right')}</span><span class="v">${value}${
    unit && html` <small>${unit}</small>`
  }</span>${spark}${judge && html`<span class="m">${judge}</span>`}`;
  return href ? html`<a class="r-card r-tile" href="${href}">${content}</a>` : html`<div class="r-card r-tile">${content}</div>`;
}

/** A state in a word: `chip('late', 'late 2:41')`. `brand` and `idle` show no symbol. */
export function chip(state: State | 'brand', word: HtmlValue): Html {
  const symbol = state === 'brand' || state === 'idle' ? null : icon(stateIcons[state]);
  return html`<span class="r-chip ${state}">${symbol}${word}</span>`;
}

/** A message at the top of a page. */
export interface Banner {
  readonly kind: 'offline' | 'degraded' | 'failed' | 'recovered' | 'info';
  /** What is. */
  readonly text: HtmlValue;
  /** What is safe, what to do next, the code. */
  readonly detail?: HtmlValue;
}

const banners: Record<Banner['kind'], { readonly state: string; readonly symbol: IconName; readonly role: 'status' | 'alert' }> = {
  offline: { state: '', symbol: 'wifi-off', role: 'status' },
  info: { state: '', symbol: 'info-circle', role: 'status' },
  degraded: { state: 'late', symbol: 'database-exclamation', role: 'status' },
  failed: { state: 'fail', symbol: 'x-octagon-fill', role: 'alert' },
  recovered: { state: 'ok', symbol: 'check-circle-fill', role: 'status' },
};

/** What is (bold), what is safe, what next. One at a time on a page, the worst first. */
export function banner({ kind, text, detail }: Banner): Html {
  const { state, symbol, role } = banners[kind];
  return html`<div class="r-banner ${state}" role="${role}">${icon(symbol)}<span><b>${text}</b> ${detail}</span></div>`;
}

/** What stands where there is nothing yet. */
export interface EmptyState {
  readonly icon: IconName;
  readonly sentence: HtmlValue;
  readonly fact: HtmlValue;
  readonly action?: Html;
}

/** Icon, one sentence, one fact, one button. */
export function emptyState({ icon: symbol, sentence, fact, action }: EmptyState): Html {
  return html`<div class="r-card r-empty"><span class="ic">${icon(symbol)}</span><h2>${sentence}</h2><p class="r-muted">${fact}</p>${action}</div>`;
}

/** A white box with a head line. */
export interface Card {
  readonly title: HtmlValue;
  /** One sentence of meaning beside the title. */
  readonly say?: HtmlValue;
  /** At the end of the head line: a link, a switch. */
  readonly aside?: HtmlValue;
  readonly body: HtmlValue;
  readonly id?: string;
  /** The body is a table: its rows run to the card's edges. */
  readonly flush?: boolean;
}

/** A section of a page: title, what it says, its content. */
export function card({ title, say, aside, body, id, flush }: Card): Html {
  return html`<section class="r-card"${id && html` id="${id}"`}><header><h2>${title}</h2>${say && html`<span class="r-say">${say}</span>`}${
    aside && html`<span class="r-grow"></span>${aside}`
  }</header><div class="in${flush && ' flush'}">${body}</div></section>`;
}

/** A share of a limit as a bar, with the words beside it. Turns amber from 80 %, red from 100 %, unless a state is given. */
export function meter(percent: number, words: HtmlValue, state?: State): Html {
  const width = Math.min(100, Math.max(0, percent));
  const judged = state ?? (percent >= 100 ? 'fail' : percent >= 80 ? 'late' : 'ok');
  return html`<svg class="r-meter ${judged}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6"/></svg> <span class="r-meter-words">${words}</span>`;
}

/** The hidden field that proves a form is ours. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="_csrf" value="${token}">`;
}

/** One question of a form. */
export interface Field {
  readonly name: string;
  readonly label: HtmlValue;
  readonly type:
    | 'text'
    | 'number'
    | 'password'
    | 'email'
    | 'tel'
    | 'url'
    | 'search'
    | 'date'
    | 'time'
    | 'textarea'
    | 'select'
    | 'radio'
    | 'checkbox';
  readonly value?: string | number | boolean | null;
  readonly help?: HtmlValue;
  readonly error?: HtmlValue;
  readonly required?: boolean;
  /** For select and radio: the choices in order. */
  readonly options?: readonly { readonly value: string | number; readonly label: HtmlValue }[];
  /** Further attributes of the control: min, max, step, inputmode, autocomplete, placeholder, rows, disabled … `true` writes the bare name. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Puts the control into something, e.g. between buttons. */
  readonly around?: (control: Html) => Html;
  /** When the same name stands twice on a page. */
  readonly id?: string;
}

/** A labelled control with its help and its error, tied together for screen readers. Radios become a fieldset, a checkbox stands before its label. */
export function field(question: Field): Html {
  if (question.type === 'radio') return radios(question);
  const id = question.id ?? `f-${question.name}`;
  const label = html`<label for="${id}">${question.label}</label>`;
  const body =
    question.type === 'checkbox'
      ? html`<span class="r-check">${control(question, id)}${label}</span>`
      : html`${label}${(question.around ?? same)(control(question, id))}`;
  return html`<div class="r-field">${body}${notes(question, id)}</div>`;
}

const same = (markup: Html): Html => markup;

/** The control of a question alone, without label, help and error; not for radios. */
export function control(question: Field, id: string): Html {
  const own = html`id="${id}" name="${question.name}"${question.required && html` required`}${question.error && html` aria-invalid="true"`}${describedBy(question, id)}${attributesOf(question)}`;
  const invalid = question.error ? ' is-invalid' : '';
  if (question.type === 'textarea')
    return html`<textarea class="form-control r-input${invalid}" ${own}>${trusted('\n')}${textOf(question)}</textarea>`;
  if (question.type === 'select')
    return html`<select class="form-select r-input${invalid}" ${own}>${(question.options ?? []).map((option) => optionOf(option, question.value))}</select>`;
  if (question.type === 'checkbox')
    return html`<input class="form-check-input${invalid}" type="checkbox" value="1" ${own}${question.value && html` checked`}>`;
  return html`<input class="form-control r-input${invalid}" type="${question.type}" ${own} value="${textOf(question)}">`;
}

function textOf({ value }: Field): string | number | null {
  return value === undefined || typeof value === 'boolean' ? null : value;
}

function optionOf(option: { readonly value: string | number; readonly label: HtmlValue }, chosen: Field['value']): Html {
  return html`<option value="${option.value}"${isChosen(option.value, chosen) && html` selected`}>${option.label}</option>`;
}

function radios(question: Field): Html {
  const id = question.id ?? `f-${question.name}`;
  const rows = (question.options ?? []).map((option, index) => {
    const chosen = isChosen(option.value, question.value);
    const own = html`name="${question.name}" value="${option.value}"${question.required && html` required`}${chosen && html` checked`}${attributesOf(question)}`;
    return html`<label class="r-choice" for="${id}-${index}"><input class="form-check-input" type="radio" id="${id}-${index}" ${own}><span>${option.label}</span></label>`;
  });
  return html`<fieldset class="r-field"${question.error && html` aria-invalid="true"`}${describedBy(question, id)}><legend>${question.label}</legend>${rows}${notes(question, id)}</fieldset>`;
}

function isChosen(option: string | number, chosen: Field['value']): boolean {
  return chosen !== null && chosen !== undefined && String(option) === String(chosen);
}

function attributesOf({ attributes = {} }: Field): Html[] {
  const present = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== false);
  return present.map(([name, value]) => html` ${name}${value !== true && html`="${String(value)}"`}`);
}

function describedBy({ help, error }: Field, id: string): Html | null {
  const ids = [help && `${id}-help`, error && `${id}-error`].filter((part) => part);
  return ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : null;
}

function notes({ help, error }: Field, id: string): Html {
  return html`${help && html`<span class="r-help" id="${id}-help">${help}</span>`}${error && html`<span class="r-error" id="${id}-error">${icon('x-octagon-fill')} ${error}</span>`}`;
}
