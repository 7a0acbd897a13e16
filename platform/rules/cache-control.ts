/** The directives of `Cache-Control` or `Surrogate-Control`, lower case, with their values; the first of a name counts. */
export type Directives = ReadonlyMap<string, string>;

/** Reads a list such as `public, max-age=60, private="set-cookie"`. Several lines of one header are joined by commas. */
export function directivesOf(text: string): Directives {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(directive)) {
    const lowered = name.toLowerCase();
    if (!found.has(lowered)) found.set(lowered, quoted ?? plain ?? '');
  }
  return found;
}

const directive = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]*)))?/g;

/** Milliseconds of a directive that counts seconds; null when it is absent or no number. */
export function msOf(directives: Directives, name: string): number | null {
  const seconds = directives.get(name);
  return seconds !== undefined && /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : null;
}
