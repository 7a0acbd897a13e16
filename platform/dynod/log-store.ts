import { invariant } from '#kit/errors/invariant.ts';
import { ApiConnection } from '../api-connection.ts';

/** Lines of one dyno's output with the bytes they take in its file. Control stores lines and `to` in one transaction. */
export interface OutputBatch {
  readonly dynoId: string;
  readonly app: string;
  /** `web.1` */
  readonly dyno: string;
  readonly from: number;
  readonly to: number;
  readonly lines: readonly { readonly atMs: number; readonly text: string }[];
}

/** Where output ends up. Both calls fail while control is away; the caller tries again. */
export interface LogStore {
  /** How many bytes of the dyno's output are stored already. */
  storedOffset(dynoId: string): Promise<number>;
  /** Stores the batch if it follows what is stored; answers how much is stored then, whichever way it went. */
  store(batch: OutputBatch): Promise<number>;
}

const answerWithinMs = 10_000;

/** Control's log store, over its Unix socket. */
export function controlLogStore(controlSocket: string): LogStore {
  const control = new ApiConnection({ kind: 'socket', path: controlSocket, actor: 'dynod' });
  const signal = (): AbortSignal => AbortSignal.timeout(answerWithinMs);
  return {
    storedOffset: async (dynoId) =>
      offsetOf(await control.call({ method: 'GET', path: `/internal/logs/${encodeURIComponent(dynoId)}`, signal: signal() })),
    store: async (batch) => offsetOf(await control.call({ method: 'POST', path: '/internal/logs', body: batch, signal: signal() })),
  };
}

function offsetOf(answer: { readonly offset: number }): number {
  invariant(Number.isSafeInteger(answer.offset), 'control answers with an offset in bytes');
  return answer.offset;
}
