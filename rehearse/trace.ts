/** When one participant decided something and when they saw something new; milliseconds of one clock, in order. */
export interface Moments {
  readonly decided: readonly number[];
  readonly saw: readonly number[];
}

/** The group that somebody made each of their decisions in, one after the other; the last one holds for all that follow. */
export type Groups = ReadonlyMap<string, readonly string[]>;

/** Who decided what and saw what when, of a whole session. */
export class Trace {
  readonly #people = new Map<string, { readonly decided: number[]; readonly saw: number[] }>();
  #messages = 0;

  /** An answer or a message that was taken. */
  decided(code: string, atMs: number): void {
    this.#of(code).decided.push(atMs);
  }

  /** A page that is no waiting, or a new state of a live page. */
  saw(code: string, atMs: number): void {
    this.#of(code).saw.push(atMs);
  }

  /** A message to a live page, taken or not. */
  message(): void {
    this.#messages += 1;
  }

  get messages(): number {
    return this.#messages;
  }

  get people(): ReadonlyMap<string, Moments> {
    return this.#people;
  }

  #of(code: string): { readonly decided: number[]; readonly saw: number[] } {
    const known = this.#people.get(code) ?? { decided: [], saw: [] };
    this.#people.set(code, known);
    return known;
  }
}

/**
 * For each decision that a whole group has made: milliseconds from when the last of them sent it until all of them saw what came of it.
 * In order of size. Decisions that somebody never came to, or never saw the end of, are left out.
 */
export function shownMs(people: ReadonlyMap<string, Moments>, groups: Groups): number[] {
  const members = new Map<string, { readonly sentMs: number; readonly saw: readonly number[] }[]>();
  for (const [code, { decided, saw }] of people) {
    const own = groups.get(code) ?? [];
    for (const [at, sentMs] of decided.entries()) {
      const key = `${at} ${own[at] ?? own.at(-1) ?? code}`;
      members.set(key, [...(members.get(key) ?? []), { sentMs, saw }]);
    }
  }
  return [...members.values()].flatMap(shownTo).sort((a, b) => a - b);
}

function shownTo(group: readonly { readonly sentMs: number; readonly saw: readonly number[] }[]): number[] {
  if (group.length < 2) return [];
  const last = Math.max(...group.map(({ sentMs }) => sentMs));
  const seen = group.map(({ saw }) => saw.find((atMs) => atMs >= last));
  return seen.every((atMs) => atMs !== undefined) ? [Math.max(...seen) - last] : [];
}
