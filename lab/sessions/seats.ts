import { DatabaseFault } from '#kit/db/database-fault.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../lab.ts';
import { release } from '../store/seats.ts';
import { newCode } from './create.ts';
import { wake } from './wake.ts';

const uniqueViolation = '23505';

/**
 * Gives a seat back that nobody has taken up, or whose participant is gone: the next who comes gets it, where it is now, under a new code.
 * Gives the new code.
 */
export async function releaseSeat(code: string, lab: Lab): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const next = newCode();
    try {
      const released = await release(lab.db, { code, next });
      if (!released) throw new SeatInUse();
      await wake([{ code, pageIndex: released.pageIndex }], lab);
      lab.logger.info('seat_released', { session: released.sessionId, pageIndex: released.pageIndex });
      return next;
    } catch (error) {
      if (!(error instanceof DatabaseFault) || error.sqlState !== uniqueViolation || tries === 5) throw error; // a code that chance gave to two
    }
  }
}

class SeatInUse extends RostraError {
  constructor() {
    super({
      code: 'LAB_SEAT_IN_USE',
      status: 409,
      message: 'Somebody sits on this seat.',
      hint: 'A seat can be given back before its link was opened, or once its participant is marked as gone.',
    });
  }
}
