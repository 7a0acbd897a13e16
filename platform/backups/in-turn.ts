import type { Control } from '../control/control.ts';

const queues = new WeakMap<Control, Promise<unknown>>();

/** Dumps are taken and read one after another: the machine has its event to run. */
export async function inTurn<Answer>(control: Control, work: () => Promise<Answer>): Promise<Answer> {
  const before = queues.get(control) ?? Promise.resolve();
  const mine = before.then(work);
  queues.set(
    control,
    mine.catch(() => {}),
  );
  return mine;
}
