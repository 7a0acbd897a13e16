import { invariant } from '../errors/invariant.ts';

/** What may stand in a hole of an `html` template: null, undefined and false show nothing, arrays are joined. */
export type HtmlValue = string | number | bigint | false | null | undefined | Html | readonly HtmlValue[];

/** Markup that is safe to send: made by `html` (everything in it escaped) or by `trusted` (our own code vouches for it). */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/**
 * Writes HTML. Values are escaped for where they stand: in text, `Html` goes in as it is; inside a quoted attribute even `Html` cannot
 * end the attribute; bare in a tag (`<input ${…}>`) only `Html` or a plain attribute name is taken. Throws on `attribute=${…}` without quotes
 * and on text inside `<script>` or `<style>`.
 */
export function html(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const places = placesOf(template);
  let markup = template[0] ?? '';
  for (const [index, value] of values.entries()) markup += written[places[index] ?? 'text'](value) + (template[index + 1] ?? '');
  return new Html(markup);
}

/** Markup of our own making, put in without escaping. Never for anything that a person typed. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

type Place = 'text' | 'tag' | 'double' | 'single' | 'comment' | 'raw';

const written: Record<Place, (value: HtmlValue) => string> = {
  text: (value) => join(value, String),
  tag: (value) => join(value, String, attributeName),
  double: (value) => join(value, withoutMarkup),
  single: (value) => join(value, withoutMarkup),
  comment: () => '',
  raw: (value) => join(value, String, refuse),
};

function join(value: HtmlValue, ofHtml: (value: Html) => string, ofText: (text: string) => string = escape): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return ofText(value);
  if (value instanceof Html) return ofHtml(value);
  if (typeof value === 'object') return value.map((part) => join(part, ofHtml, ofText)).join('');
  return ofText(String(value));
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const entity = (character: string): string => entities[character] ?? character;

function escape(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, entity) : text;
}

function withoutMarkup(value: Html): string {
  return value.toString().replace(/[<>"']/g, entity); // its & are entities already
}

function attributeName(text: string): string {
  invariant(/^(?:[a-z][\w-]*)?$/i.test(text), `an attribute's name stands bare in a tag, not ${JSON.stringify(text)}`);
  return text;
}

function refuse(text: string): string {
  invariant(text === '', 'no text is written inside <script> or <style>');
  return text;
}

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

function placesOf(template: TemplateStringsArray): readonly Place[] {
  const found = known.get(template);
  if (found) return found;
  const places = readPlaces(template);
  known.set(template, places);
  return places;
}

const ways: Record<Place, { readonly out: RegExp; readonly to: (delimiter: string) => Place }> = {
  text: { out: /<!--|<(?:script|style)\b|<[a-z/!]/gi, to: (found) => (found === '<!--' ? 'comment' : 'tag') },
  tag: { out: /["'>]/g, to: (found) => (found === '"' ? 'double' : found === "'" ? 'single' : 'text') },
  double: { out: /"/g, to: () => 'tag' },
  single: { out: /'/g, to: () => 'tag' },
  comment: { out: /-->/g, to: () => 'text' },
  raw: { out: /<\//g, to: () => 'tag' },
};

/** Where each hole of the template stands, by walking from delimiter to delimiter. */
function readPlaces(template: TemplateStringsArray): readonly Place[] {
  const places: Place[] = [];
  let place: Place = 'text';
  let inRawElement = false;
  for (const part of template) {
    let at = 0;
    for (let found = next(place, part, at); found; found = next(place, part, at)) {
      at = found.index + found[0].length;
      if (place === 'text') inRawElement = found[0].length > 4;
      place = ways[place].to(found[0]);
      if (place === 'text' && inRawElement) place = 'raw';
      else if (place === 'tag' && found[0] === '</') inRawElement = false;
    }
    invariant(
      place !== 'tag' || !/=\s*$/.test(part) || places.length === template.length - 1,
      `an attribute's value stands in quotes: ${part}`,
    );
    places.push(place);
  }
  return places.slice(0, -1);
}

function next(place: Place, part: string, from: number): RegExpExecArray | null {
  const { out } = ways[place];
  out.lastIndex = from;
  return out.exec(part);
}
