import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../lab.ts';
import { passGate } from '../page/look-at-wait.ts';
import { openGate as keepOpen, openGates, peopleAt } from '../store/operation.ts';
import { wake } from './wake.ts';

/** A page where people wait until the organiser lets them on. */
export interface Gate {
  readonly pageIndex: number;
  readonly game: string;
  readonly round: number;
  readonly page: string;
  readonly isOpen: boolean;
}

/** The gates of a session in order. */
export async function gatesOf(sessionId: number, lab: Lab): Promise<Gate[]> {
  const session = await lab.sessions.get(sessionId);
  const open = new Set((await openGates(lab.db, sessionId)).map(({ pageIndex }) => pageIndex));
  return (session?.plan.pages ?? [])
    .filter(({ page }) => page.kind === 'wait' && page.isGate)
    .map(({ index, playable, round, page }) => {
      return { pageIndex: index, game: playable.game.name, round, page: page.name, isOpen: open.has(index) };
    });
}

/** Opens a gate for good: whoever waits there goes on, whoever comes later walks through. Gives how many went on. */
export async function openGate(
  { sessionId, pageIndex }: { readonly sessionId: number; readonly pageIndex: number },
  lab: Lab,
): Promise<number> {
  const gates = await gatesOf(sessionId, lab);
  if (!gates.some((gate) => gate.pageIndex === pageIndex)) throw new NoSuchGate(pageIndex);
  await keepOpen(lab.db, { sessionId, pageIndex });
  const waiting = await peopleAt(lab.db, { sessionId, pageIndex });
  await Promise.all(waiting.map(({ code }) => passGate({ code, pageIndex, isLooking: false }, lab)));
  await wake(waiting, lab);
  lab.logger.info('gate_opened', { session: sessionId, pageIndex, people: waiting.length });
  return waiting.length;
}

class NoSuchGate extends RostraError {
  constructor(pageIndex: number) {
    super({
      code: 'LAB_NO_SUCH_GATE',
      status: 404,
      message: `Page ${pageIndex} of this session is no gate.`,
      hint: 'Gates are made by game.gate(…); the monitor lists them.',
    });
  }
}
