/** Something that is broken on purpose while a level is held (REH-11). */
export interface Breakage {
  /** A dyno (`web.1`), or the copy's own `redis` or `postgres`. */
  readonly part: string;
  readonly how: 'kill' | 'restart';
  /** Of the level's hold. */
  readonly atPercent: number;
}

const form = /^(?<how>kill|restart) (?<part>[a-z][a-z0-9_-]*(?:\.[1-9]\d*)?)(?: @ (?<at>\d{1,2}) ?%)?$/;
const middle = 50;

/** `kill web.1 @ 60 %`, `restart web`, `kill redis`; without a time in the middle. Null: it says none. */
export function readBreakage(text: string): Breakage | null {
  const { how, part, at } = form.exec(text.trim())?.groups ?? {};
  if (part === undefined || (how !== 'kill' && how !== 'restart')) return null;
  return { part, how, atPercent: at === undefined ? middle : Number(at) };
}

/** `web.1 was killed and redis was restarted` */
export const breakageWords = (breakages: readonly Breakage[]): string =>
  breakages.map(({ part, how }) => `${part} was ${how === 'kill' ? 'killed' : 'restarted'}`).join(' and ');
