import type { PassReason } from '../../rules/cache-policy.ts';
import type { KeptPage } from './kept-page.ts';

/** What is known of one address, also while no copy of it is kept. */
export class PageRecord {
  readonly key: string;
  /** Names of the header lines that tell its variants apart, lower case. */
  vary: readonly string[] = unknownVary;
  /** Also for requests with significant cookies. */
  isPublic = false;
  /** The app has said that it may be shared. */
  isShared = false;
  /** Until then nobody waits for anybody: it turned out not to be shareable (`performance.now()`). */
  passUntilMs = 0;
  /** Why not; null: it could always be shared. */
  why: PassReason | null = null;
  readonly pages = new Map<string, KeptPage>();

  constructor(key: string) {
    this.key = key;
  }
}

/** Until the app has said it. */
export const unknownVary: readonly string[] = ['accept-encoding', 'accept-language'];
