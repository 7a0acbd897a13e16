import { DatabaseFault } from '#kit/db/database-fault.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { Again } from './needs-memory.ts';

const mostTries = 20;
const deadlock = '40P01';

/** Does a piece of work until it comes through: others may be faster, and callbacks may need more than was loaded. */
export async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthAnother(error)) throw error;
      if (tries === mostTries) throw new TooBusy(error);
    }
  }
}

function isWorthAnother(error: unknown): boolean {
  return error instanceof Again || (error instanceof DatabaseFault && error.sqlState === deadlock);
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
