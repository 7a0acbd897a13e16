import type { Control } from './control.ts';

/** Who starts a one-off dyno to read along begins within this time (CON-21). */
export const attachLimitMs = 15_000;

type House = Pick<Control, 'logBook'>;

const awaited = new WeakMap<House, Map<string, NodeJS.Timeout>>();

/** When nobody has come in time the log says so (R13); the command runs on, because half of one is worse than one without a reader. */
export function expectClient(
  house: House,
  dyno: { readonly app: string; readonly id: string; readonly name: string },
  limitMs: number = attachLimitMs,
): void {
  const mine = awaited.get(house) ?? new Map<string, NodeJS.Timeout>();
  awaited.set(house, mine);
  const giveUp = (): void => {
    mine.delete(dyno.id);
    const words = `nobody attached to ${dyno.name} within ${limitMs / 1000} seconds; it runs on`;
    house.logBook.tellCode({ app: dyno.app, dyno: dyno.name }, 'R13', words);
  };
  mine.set(dyno.id, setTimeout(giveUp, limitMs).unref());
}

export function clientCame(house: House, dynoId: string): void {
  clearTimeout(awaited.get(house)?.get(dynoId));
  awaited.get(house)?.delete(dynoId);
}
