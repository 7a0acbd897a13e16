import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A page that is longer is no error page. */
const mostBytes = 256 * 1024;

/** The app's own error pages, by code (`H12`) or status (`503`): `public/errors/*.html` of its slug, read when it is released, never at error time. */
export function readOwnPages(slugFolder: string | null): ReadonlyMap<string, string> {
  if (slugFolder === null) return new Map();
  const folder = join(slugFolder, 'public', 'errors');
  try {
    const names = readdirSync(folder).filter(
      (name) => /^(?:[HX]\d\d|\d{3})\.html$/.test(name) && statSync(join(folder, name)).size <= mostBytes,
    );
    return new Map(names.map((name) => [name.slice(0, -'.html'.length), readFileSync(join(folder, name), 'utf8')]));
  } catch {
    return new Map(); // it has none
  }
}
