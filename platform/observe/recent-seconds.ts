/** The longest time that is kept: as many single seconds as a chart is given. */
const mostSeconds = 1500;
/** What nobody reads for so long is let go. */
const keptUnreadSeconds = 60;

interface Span {
  /** Seconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
}

interface Known<Item> extends Span {
  /** Oldest first. */
  readonly items: readonly Item[];
  /** The end of the time that was read last. */
  readonly readTo: number;
}

/** What was made of the last seconds of several series: each second once, however many read it and however often, while anybody does. */
export class RecentSeconds<Item extends { readonly second: number }> {
  readonly #make: (name: string, span: Span) => readonly Item[];
  readonly #series = new Map<string, Known<Item>>();

  /** `make` reads a series where it is kept, oldest first. */
  constructor(make: (name: string, span: Span) => readonly Item[]) {
    this.#make = make;
  }

  read(name: string, { from, to }: Span): readonly Item[] {
    const known = this.#series.get(name);
    const stands = known !== undefined && known.from <= from && from <= known.to ? known : { from, to: from, items: [] };
    const start = Math.min(from, Math.max(stands.from, to - mostSeconds));
    const fresh = to > stands.to ? this.#make(name, { from: stands.to, to }) : [];
    const items = [...stands.items.filter(({ second }) => second >= start && second < stands.to), ...fresh];
    this.#series.set(name, { from: start, to: Math.max(stands.to, to), items, readTo: to });
    return items.filter(({ second }) => second >= from && second < to);
  }

  /** From this second on other things are known than before; of one series or of all. */
  changed(second: number, name?: string): void {
    for (const [each, known] of this.#series) {
      if (known.readTo < second - keptUnreadSeconds) this.#series.delete(each);
      else if ((name === undefined || name === each) && second < known.to) this.#series.set(each, { ...known, to: second });
    }
  }

  forget(name: string): void {
    this.#series.delete(name);
  }
}
