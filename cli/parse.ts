import { RostraError } from '#kit/errors/rostra-error.ts';

/** The command was typed in a way that means nothing: exit status 2. */
export class UsageFault extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'CLI_USAGE', status: 400, message, hint });
  }
}

/** What a word of `ps:scale` asks for. */
interface Scale {
  readonly quantity: number;
  readonly size?: string;
}

/**
 * `web=2`, `web+1`, `worker-1`, `web=2:standard-2x`: what is wanted, given the present quantities. Throws a UsageFault that quotes
 * the wrong word.
 */
export function wantedScale(words: readonly string[], present: Readonly<Record<string, number>>): Record<string, Scale> {
  return Object.fromEntries(
    words.map((word) => {
      const match = /^([A-Za-z0-9_-]+?)(=|\+|-)(\d{1,4})(?::(.+))?$/.exec(word);
      if (!match)
        throw new UsageFault(
          `"${word}" is no change of scale.`,
          'Write a process type and a quantity: web=2, web+1, worker-1, web=2:standard-2x.',
        );
      const [, type = '', sign, digits, size] = match;
      const number = Number(digits);
      const before = present[type] ?? 0;
      const quantity = sign === '=' ? number : Math.max(0, sign === '+' ? before + number : before - number);
      return [type, size === undefined ? { quantity } : { quantity, size }];
    }),
  );
}

/** `KEY=value` words; only the first `=` divides. Throws a UsageFault that quotes the wrong word. */
export function assignments(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new UsageFault(`"${word}" sets nothing.`, 'Write a name and a value: MAIL_FROM=me@example.org.');
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

/** `v12` or `12`. */
export function releaseVersion(word: string): number {
  const match = /^v?([1-9]\d{0,8})$/.exec(word);
  if (!match) throw new UsageFault(`"${word}" is no release.`, 'Write its version: v12. `rostra releases` lists them.');
  return Number(match[1]);
}

/** A whole number of an option, within bounds. */
export function wholeNumber(word: string, bounds: { readonly name: string; readonly min: number; readonly max: number }): number {
  const value = Number(word);
  if (/^\d+$/.test(word) && value >= bounds.min && value <= bounds.max) return value;
  throw new UsageFault(`${bounds.name} is "${word}".`, `Give a whole number from ${bounds.min} to ${bounds.max}.`);
}
