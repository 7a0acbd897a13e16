import type { Totals } from './tally.ts';
import type { DynoLoad, Target } from './target.ts';

export interface TabRehearsal {
  /** People who look at the public pages before, at and after the publish of a draw. */
  readonly spectators: number;
  /** Chairs who enter their ballot on their private link. */
  readonly judges: number;
  /** Mean time that somebody looks at a page. 0: no pause. */
  readonly thinkMs: number;
  readonly seed: string;
  /** Give up after this. */
  readonly limitMs: number;
  onProgress(line: string): void;
}

/** What a rehearsed round showed. `asked` and `finished` count judges and spectators together. */
export interface TabReport extends Totals {
  readonly rehearsal: 'tab';
  readonly tournament: string;
  readonly asked: number;
  readonly finished: number;
  readonly spectators: number;
  readonly judges: number;
  readonly seconds: number;
  readonly pagesPerSecond: number;
  /** From the answer to *publish* until the last spectator had the draw before them; null when one never did. */
  readonly drawSeenMs: number | null;
  readonly ballots: { readonly debates: number; readonly sent: number; readonly confirmed: number };
  readonly dynos: readonly DynoLoad[];
}

export function rehearseTab(_target: Target, _rehearsal: TabRehearsal): Promise<TabReport> {
  throw new Error('on the way');
}
