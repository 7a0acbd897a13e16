import type { Control } from '../control/control.ts';
import { removeClones } from './clone.ts';

/** Bots speak once a second; whoever launches them, or makes a copy of the app first, may take longer. */
const silentForMs = 30_000;
const startsWithinMs = 300_000;

/** Rehearsals whose bots are gone are over, and copies of those that are over go. */
export async function tendRehearsals(control: Control): Promise<void> {
  const { store, board } = control.rehearsals;
  const nowMs = Date.now(); // bots live by the machine's clock
  for (const { id, state, startedAtMs } of store.open()) {
    const lastMs = Math.max(board.of(id).atMs, startedAtMs, control.startedAtMs);
    const limitMs = state === 'running' ? silentForMs : startsWithinMs;
    if (nowMs - lastMs > limitMs) store.end(id, { state: 'failed', atMs: nowMs, result: null, failure: 'its bots fell silent' });
    if (store.find(id)?.endedAtMs !== null) board.forget(id);
  }
  await removeClones(control);
}
