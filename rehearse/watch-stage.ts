import { setTimeout as sleep } from 'node:timers/promises';
import { evidenceOf, type Look } from './rules/evidence.ts';
import type { Evidence } from './rules/level.ts';
import type { Stage } from './stage.ts';

const lookEveryMs = 2_000;

/** Looks at the app while a level is held. A look that fails is left out: a busy platform is no reason to stop. `windowMs`: as in `evidenceOf`. */
export function watchStage(stage: Stage, signal: AbortSignal, windowMs = Infinity): { end(seconds: number): Promise<Evidence> } {
  const looks: Look[] = [];
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const look = async (): Promise<void> => {
    const seen = await stage.look().catch(() => null);
    if (seen !== null) looks.push(seen);
  };
  const looking = (async () => {
    while (!stop.aborted) {
      await look();
      await sleep(lookEveryMs, undefined, { signal: stop }).catch(() => {});
    }
  })();
  return {
    end: async (seconds) => {
      over.abort();
      await looking;
      await look();
      return evidenceOf(looks, await stage.codes(seconds).catch(() => ({})), windowMs);
    },
  };
}
