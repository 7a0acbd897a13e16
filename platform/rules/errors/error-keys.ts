/** Of the key that stands in the app's SENTRY_DSN. */
export const ownKeyName = 'app';

/** A key with which reports are taken (ERR-01). */
export interface ErrorKey {
  readonly name: string;
  /** For dynos. */
  readonly dsn: string;
  /** For pages in a browser. */
  readonly browserDsn: string;
  /** Null: what comes with it is taken. */
  readonly offAt: string | null;
}

/** That are on. */
export const mostErrorKeys = 50;

export const isKeyName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(name);

/** What the key before is called once another has its name: `app-old`, `app-old-2` … */
export function formerKeyName(name: string, taken: readonly string[]): string {
  const first = `${name}-old`;
  if (!taken.includes(first)) return first;
  for (let nth = 2; ; nth += 1) if (!taken.includes(`${first}-${nth}`)) return `${first}-${nth}`;
}
