/** A bucket of what may come at once, filled again all the time. */
export interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

export interface RateLimit {
  readonly perMinute: number;
  /** What may come at once after a quiet time. */
  readonly burst: number;
}

/** The bucket after so many more came, or null: they are too many. A bucket that nobody has used yet is full. */
export function taken(
  bucket: Bucket | undefined,
  limit: RateLimit,
  { count, nowMs }: { readonly count: number; readonly nowMs: number },
): Bucket | null {
  const since = bucket === undefined ? 0 : Math.max(0, nowMs - bucket.atMs);
  const full = bucket === undefined ? limit.burst : Math.min(limit.burst, bucket.tokens + (since / 60_000) * limit.perMinute);
  return full < count ? null : { tokens: full - count, atMs: nowMs };
}

/** Kinds that are limited apart, so that one does not block the other (ERR-08). */
export type LimitCategory = 'error' | 'transaction' | 'session';

/** The category of an item of an envelope; null: it is not limited. */
export function categoryOf(type: string): LimitCategory | null {
  if (type === 'event') return 'error';
  if (type === 'transaction') return 'transaction';
  return type === 'session' || type === 'sessions' ? 'session' : null;
}

/** Seconds until an SDK tries again. */
export const retryAfterSeconds = 60;

/** `X-Sentry-Rate-Limits`: `60:error:key:over_quota` */
export const limitsHeader = (categories: readonly LimitCategory[]): string =>
  categories.map((category) => `${retryAfterSeconds}:${category}:key:over_quota`).join(', ');
