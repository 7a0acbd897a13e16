import { setTimeout as delay } from 'node:timers/promises';
import type { Watch } from '../drivers/driver.ts';
import type { Control } from './control.ts';

const retryMs = 200;

/** Notes every change of a dyno as it happens and asks for a pass; watches again when the connection was lost. */
export async function followDriver(control: Control, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const watch = await begin(control);
    if (watch !== null) {
      control.wake(); // what happened before the watch is in the list that the pass reads
      const close = (): void => watch.close();
      signal.addEventListener('abort', close, { once: true });
      await watch.ended;
      signal.removeEventListener('abort', close);
    }
    if (!signal.aborted) await delay(retryMs);
  }
}

function begin(control: Control): Promise<Watch | null> {
  return control.driver
    .watch((status) => {
      control.board.note(status);
      control.wake();
    })
    .catch(() => null);
}
