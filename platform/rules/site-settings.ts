import * as v from 'valibot';

/** How a folder of pages is served, as its `static.json` says (the file of Heroku's static sites). */
export interface SiteSettings {
  /** The folder of the pages, below the site's own; empty: the site itself. */
  readonly root: string;
  /** `/about` is `about.html`, and `/about.html` leads there. */
  readonly cleanUrls: boolean;
  /** What answers where there is no page: `index.html` of an app that finds its way in the browser. Null: nothing does. */
  readonly fallback: string | null;
  readonly errorPage: string;
  /** In their order; of two that name the same header the later one counts. */
  readonly headers: readonly SiteHeaders[];
}

export interface SiteHeaders {
  /** `/assets/**`, `/*.html`; one star within a folder, two across. */
  readonly pattern: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Of a site that says nothing. */
export const plainSite: SiteSettings = { root: '', cleanUrls: true, fallback: null, errorPage: '404.html', headers: [] };

export const settingsFile = 'static.json';

const below = v.pipe(
  v.string(),
  v.transform((path) => path.replace(/^\.?\/+|\/+$/g, '')),
  v.check((path) => !path.split('/').includes('..'), 'it must lie below the site'),
);
const headerName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,100}$/, 'that is no name of a header'));
const headerValue = v.pipe(v.string(), v.regex(/^[\t -~]{0,4000}$/, 'that is no value of a header'));
const file = v.object({
  root: v.optional(below, ''),
  clean_urls: v.optional(v.boolean(), true),
  routes: v.optional(v.record(v.string(), below), {}),
  error_page: v.optional(below, '404.html'),
  headers: v.optional(v.record(v.pipe(v.string(), v.startsWith('/')), v.record(headerName, headerValue)), {}),
});

export type SiteSettingsRead = { readonly ok: true; readonly settings: SiteSettings } | { readonly ok: false; readonly fault: string };

export function readSiteSettings(text: string | null): SiteSettingsRead {
  if (text === null) return { ok: true, settings: plainSite };
  const read = v.safeParse(file, jsonOf(text));
  if (!read.success) {
    const [issue] = read.issues;
    return { ok: false, fault: `${settingsFile} is wrong: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.` };
  }
  const { root, clean_urls: cleanUrls, routes, error_page: errorPage, headers } = read.output;
  const other = Object.keys(routes).find((path) => path !== '/**');
  if (other !== undefined) return { ok: false, fault: `${settingsFile} has a route ${other}; the one that there can be is "/**".` };
  const list = Object.entries(headers).map(([pattern, values]) => ({ pattern, values }));
  return { ok: true, settings: { root, cleanUrls, fallback: routes['/**'] ?? null, errorPage, headers: list } };
}

function jsonOf(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? null : json;
  } catch {
    return null;
  }
}

/** A page is asked for again each time it is shown, and answered in a few bytes while it is the same. */
const ofPages = 'public, max-age=0, s-maxage=1, stale-while-revalidate=10';
/** A name that has the hash of its content in it never stands for another content. */
const ofHashedFiles = 'public, max-age=31536000, immutable';
const hashedName = /[.-](?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** What goes with a file besides its tag and type; the site's own word counts before ours. Names are in small letters. */
export function headersFor(path: string, { headers }: SiteSettings): Readonly<Record<string, string>> {
  const isHashed = hashedName.test(path) && !path.endsWith('.html');
  const own = headers.filter(({ pattern }) => fits(pattern, path)).flatMap(({ values }) => Object.entries(values));
  return {
    'cache-control': isHashed ? ofHashedFiles : ofPages,
    'x-content-type-options': 'nosniff',
    ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function fits(pattern: string, path: string): boolean {
  const parts = pattern.split(/(\*+)/).map((part, at) => (at % 2 === 0 ? RegExp.escape(part) : part === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${parts.join('')}$`).test(path);
}
