import { setTimeout as delay } from 'node:timers/promises';
import type { RunTail } from './control/operations.ts';
import { isUnreachable } from './errors.ts';
import type { Dyno, LogLine } from './rules/resources.ts';

const patienceMs = 60_000;
const retryMs = 300;

interface RunAsked {
  /** Lines behind the given one, until the run is over or control is gone. */
  lines(after: number, onItem: (line: LogLine) => void): Promise<void>;
  run(): Promise<Dyno>;
}

/** A one-off dyno's lines, each once, and its end. A control that dies on the way is waited for: what it follows goes on. */
export async function followRun(asked: RunAsked, tail: RunTail): Promise<Dyno> {
  let { after } = tail;
  const onItem = (line: LogLine): void => {
    ({ id: after } = line);
    tail.onItem(line);
  };
  for (let awaySinceMs: number | null = null; ; await delay(retryMs)) {
    try {
      await asked.lines(after, onItem);
      const dyno = await asked.run();
      if (dyno.state === 'down' || tail.signal.aborted) return dyno;
      awaySinceMs = null;
    } catch (error) {
      awaySinceMs ??= performance.now();
      if (!isUnreachable(error) || performance.now() - awaySinceMs > patienceMs) throw error;
    }
  }
}
