import { invariant } from '#kit/errors/invariant.ts';
import { readPriceBook, type PriceBook } from '../rules/costs/price-book.ts';
import { numeric, text } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

/** A price book as it was from a second on. */
export interface PriceVersion {
  readonly id: number;
  readonly book: PriceBook;
  readonly sinceS: number;
  readonly actor: string;
}

const columns = 'id, document, since_s, actor from price_versions';

/** Price books: each change is a version of its own, and what was reckoned by an older one stays. */
export class PriceBooks {
  readonly #db: Sqlite;
  /** Versions never change, so each is read once. */
  readonly #read = new Map<number, PriceVersion>();

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Each book as it is now, by name. */
  current(): readonly PriceVersion[] {
    const sql = 'select max(id) id from price_versions group by book order by book limit 100';
    return this.#db.all(sql, {}).map((row) => this.#version(numeric(row, 'id')));
  }

  append(book: PriceBook, by: { readonly nowS: number; readonly actor: string }): number {
    const sql = 'insert into price_versions (book, document, since_s, actor) values ($book, $document, $nowS, $actor) returning id';
    return numeric(this.#db.one(sql, { book: book.id, document: JSON.stringify(priceDocument(book)), ...by }), 'id');
  }

  /** `meter-book`, `confirmed:seed-2019`; null: nobody has said. */
  setting(name: string): string | null {
    const row = this.#db.maybeOne('select value from cost_settings where name = $name', { name });
    return row && text(row, 'value');
  }

  set(name: string, value: string): void {
    this.#db.run('insert or replace into cost_settings (name, value) values ($name, $value)', { name, value });
  }

  #version(id: number): PriceVersion {
    const known = this.#read.get(id) ?? priceVersion(this.#db.one(`select ${columns} where id = $id`, { id }));
    this.#read.set(id, known);
    return known;
  }
}

/** The book in the form of a file. */
export function priceDocument({ items, ...book }: PriceBook): Record<string, unknown> {
  return {
    ...book,
    month: { days: 30 },
    items: items.map(({ monthlyMicro, capMicro, alsoFor, ...item }) => ({
      ...item,
      monthly: monthlyMicro,
      ...(capMicro === monthlyMicro ? {} : { cap: capMicro }),
      ...(alsoFor.length === 0 ? {} : { alsoFor }),
    })),
  };
}

function priceVersion(row: Row): PriceVersion {
  const read = readPriceBook(JSON.parse(text(row, 'document')));
  invariant(read.ok, 'a price book that was kept can be read again');
  return { id: numeric(row, 'id'), book: read.book, sinceS: numeric(row, 'since_s'), actor: text(row, 'actor') };
}
