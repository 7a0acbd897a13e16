import type { TournamentId } from './ids.ts';
import type { Settings } from './settings.ts';

/** One tournament, as every page and stage of it needs it. */
export interface Tournament {
  readonly id: TournamentId;
  /** Its place in every address. */
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  /** An IANA zone; times are shown in it. */
  readonly timezone: string;
  readonly settings: Settings;
  /** What was changed from the defaults, by full name. */
  readonly changedSettings: Readonly<Record<string, unknown>>;
  /** Counts the changes that a spectator could see. */
  readonly publicVersion: number;
  /** Whether spectators see the site as it is. */
  readonly publicMode?: PublicMode;
}

/** The one switch of the public site: open; the last pages without news; or one page with the organisers' words. */
export type PublicMode = 'open' | 'snapshot' | 'notice';

/** Words that addresses of the site begin with, so that no tournament can take them (requirements §1.1, and ours). */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'jet',
  'database',
  'admin',
  'accounts',
  'summernote',
  'start',
  'create',
  'load-demo',
  'tournament',
  'notifications',
  'archive',
  'api',
  'favicon.ico',
  'robots.txt',
  '__debug__',
  'static',
  'style',
  'i18n',
  'jsi18n',
  'login',
  'logout',
  'staff',
  'assets',
  'health',
  'r',
]);

/** Why the text cannot be a tournament's place in addresses, in words; null when it can. */
export function slugFault(slug: string): string | null {
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(slug))
    return 'An address has small letters, digits and hyphens, at most 50, and begins with a letter or digit.';
  return reservedSlugs.has(slug) ? `The address "${slug}" is used by the site itself.` : null;
}

/** A place in addresses made from a name: `Harbour Open 2026` → `harbour-open-2026`. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'tournament'
  );
}
