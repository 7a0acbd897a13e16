import { readFile } from 'node:fs/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { readPriceBook, readyPlanNamed, shippedBooks } from '../platform/client.ts';
import type { PriceBook } from '../platform/client.ts';
import type { Call } from './command.ts';
import { UsageFault } from './parse.ts';

/** The plan of the file that was named, or the ready one of `--event`, as it stands in the file. */
export async function chosenPlan(call: Call, file: string | undefined): Promise<unknown> {
  const event = call.option('event');
  if ((file === undefined) === (event === null))
    throw new UsageFault('No plan was named.', 'Give a file, or the size of the event: --event regional. `rostra costs:plans` lists them.');
  return file === undefined ? readyPlanNamed(event ?? '').file : jsonFile(file);
}

/** What a file of JSON says. */
export async function jsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageFault(`${path} cannot be read.`, 'Give the path of a file that is there.');
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageFault(`${path} is no JSON: ${why}.`, 'A comma too many or too few is the usual reason.');
  }
}

/** The platform's price books; where no platform runs, those that are shipped. */
export async function knownPriceBooks(call: Call): Promise<readonly KnownBook[]> {
  try {
    const answers = await call.platform.priceBooks();
    return answers.flatMap(({ document, isConfirmed }) => {
      const read = readPriceBook(document);
      return read.ok ? [{ book: read.book, isConfirmed }] : [];
    });
  } catch (error) {
    if (error instanceof RostraError && error.code === 'PLATFORM_UNREACHABLE')
      return shippedBooks().map((book) => ({ book, isConfirmed: false }));
    throw error;
  }
}

export interface KnownBook {
  readonly book: PriceBook;
  /** Somebody said that its prices are right. */
  readonly isConfirmed: boolean;
}
