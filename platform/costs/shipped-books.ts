import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '#kit/errors/invariant.ts';
import { readPriceBook, type PriceBook } from '../rules/costs/price-book.ts';

const ids = ['seed-2019', 'heroku-2025', 'my-machine'] as const;

/** The price books that come with Rostra, read once: each says on which day its prices were looked up. */
export function shippedBooks(): readonly PriceBook[] {
  books ??= ids.map(shippedBook);
  return books;
}

let books: readonly PriceBook[] | null = null;

function shippedBook(id: (typeof ids)[number]): PriceBook {
  const file = join(import.meta.dirname, 'price-books', `${id}.json`);
  const read = readPriceBook(JSON.parse(readFileSync(file, 'utf8')));
  invariant(read.ok, `the price book ${id} that we ship is whole`);
  return read.book;
}
