import { otherRoutes } from './route-counts.ts';

const mostGroups = 300;
const mostPaths = 5000;

/**
 * The route groups of an app (platform specification, MET-03), learned as its requests come: at most 300, then `other`.
 */
export class RouteGroups {
  readonly #groups = new Set<string>();
  /** What was found for paths seen lately: templates cost more than a look into a map. */
  #known = new Map<string, string>();

  /** `path` with or without its query. `isThere`: the app has such a page; a scan for pages that are not there makes no groups. */
  of(path: string, isThere: boolean): string {
    const query = path.indexOf('?');
    const plain = query < 0 ? path : path.slice(0, query);
    return this.#known.get(plain) ?? this.#find(plain, isThere);
  }

  #find(path: string, isThere: boolean): string {
    const template = routeTemplate(path);
    if (!this.#groups.has(template)) {
      if (!isThere || this.#groups.size >= mostGroups) return otherRoutes;
      this.#groups.add(template);
    }
    if (this.#known.size >= mostPaths) this.#known = new Map();
    this.#known.set(path, template);
    return template;
  }
}

const longestTemplate = 200;

/**
 * A path with `*` for what differs from one visitor or thing to the next. oTree's pages are named by game and page, because figures by page
 * are what a monitor needs.
 */
export function routeTemplate(path: string): string {
  const segments = path.split('/');
  const [, first = '', code = '', game = '', page = ''] = segments;
  if (first === 'p' && isParticipantCode(code) && page !== '') return `${game}/${page}`;
  const template = segments.map((segment, at) => (isVariable(segment) || isCodeAfter(segments[at - 1], segment) ? '*' : segment));
  return template.join('/').slice(0, longestTemplate);
}

const isParticipantCode = (segment: string): boolean => /^[a-z0-9]{8}$/.test(segment);

/** Where codes without a digit stand too. */
const beforeCodes = new Set(['p', 'InitializeParticipant', 'join', 'privateurls']);
const isCodeAfter = (before: string | undefined, segment: string): boolean =>
  before !== undefined && beforeCodes.has(before) && isParticipantCode(segment);

function isVariable(segment: string): boolean {
  if (segment.length === 0) return false;
  return numeric.test(segment) || uuid.test(segment) || hexadecimal.test(segment) || isCode(segment) || isLongSlug(segment);
}

const numeric = /^\d+$/;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const hexadecimal = /^(?=.*\d)[\da-f]{8,}$/i;

/** Eight letters and digits, as oTree names participants: with a digit among them, or it may be a word. */
const isCode = (segment: string): boolean => /^(?=.*\d)[a-z\d]{8}$/.test(segment);

const longSlug = 24;

/** A word of a program is short; a key or a title is long. A file keeps its name. */
function isLongSlug(segment: string): boolean {
  return segment.length >= longSlug && !/\.[a-z]{2,5}$/.test(segment);
}
