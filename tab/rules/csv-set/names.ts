import type { CsvFault } from './columns.ts';

/** Finds things by any of the names they go by, whatever the case. */
export class Names<Thing> {
  readonly #byName = new Map<string, Thing | 'several'>();

  /** A name that two things share finds neither. */
  add(thing: Thing, names: readonly string[]): void {
    for (const name of new Set(names.map(plain))) {
      const other = this.#byName.get(name);
      if (name !== '') this.#byName.set(name, other === undefined || other === thing ? thing : 'several');
    }
  }

  has(name: string): boolean {
    return this.#byName.has(plain(name));
  }

  find(name: string): Thing | null {
    const found = this.#byName.get(plain(name));
    return found === undefined || found === 'several' ? null : found;
  }

  /** As find; what nobody or more than one goes by is a fault at the place. */
  mustFind(name: string, place: Omit<CsvFault, 'sentence'>, faults: CsvFault[]): Thing | null {
    const found = this.#byName.get(plain(name));
    if (found !== undefined && found !== 'several') return found;
    const why = found === 'several' ? 'fits more than one entry; write the full name' : 'is neither in this set nor in the tournament';
    faults.push({ ...place, sentence: `"${name}" ${why}` });
    return null;
  }
}

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();
