/** Collects the values of a statement that is put together from parts: each part writes its placeholder and says where the value is. */
export class Placeholders<Args> {
  readonly #reads: ((args: Args) => unknown)[] = [];

  /** The placeholder, with its type: `$3::int`. */
  put(type: string, read: (args: Args) => unknown): string {
    this.#reads.push(read);
    return `$${this.#reads.length}::${type}`;
  }

  readonly bind = (args: Args): unknown[] => this.#reads.map((read) => read(args));
}

/** Builds a statement for each kind of question once. `nameOf` tells the kinds apart. */
export function builtOnce<Kind, Made>(nameOf: (kind: Kind) => string, build: (kind: Kind) => Made): (kind: Kind) => Made {
  const built = new Map<string, Made>();
  return (kind) => {
    const name = nameOf(kind);
    const known = built.get(name) ?? build(kind);
    built.set(name, known);
    return known;
  };
}
