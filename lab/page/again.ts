import { DatabaseFault } from '#kit/db/database-fault.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { Again } from './needs-memory.ts';

const mostTries = 20;
/** Deadlock, serialization failure: one of two had to give way. */
const gaveWay = new Set(['40P01', '40001']);
/** Waited too long for a lock, or ran too long. */
const tooSlow = new Set(['55P03', '57014']);

/** Does a piece of work until it comes through: others may be faster, and callbacks may need more than was loaded. */
export async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const state = error instanceof DatabaseFault ? error.sqlState : '';
      if (tooSlow.has(state)) throw new TooBusy(error);
      if (!(error instanceof Again) && !gaveWay.has(state)) throw error;
      if (tries === mostTries) throw new TooBusy(error);
    }
  }
}

class TooBusy extends RostraError {
  constructor(cause: unknown) {
    super({
      code: 'LAB_TOO_BUSY',
      status: 503,
      message: 'Too many things happened to this participant at the same moment.',
      hint: 'Send it again: it cannot count twice.',
    });
    this.cause = cause;
  }
}
