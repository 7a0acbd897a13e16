import { microText } from '../../../platform/client.ts';
import type { PriceBookAnswer } from '../../../platform/client.ts';
import type { Answer, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';
import { jsonFile } from '../../plan-choice.ts';

export const costPrices: CliCommand = {
  name: 'costs:prices',
  summary: 'price books: list them, show one, set one from a file, confirm its prices, let the meter reckon by it',
  args: '[book]',
  options: [
    { flags: '--set <file>', text: 'a new version of a book; what runs counts by it from now on' },
    { flags: '--confirm <name>', text: 'you have looked: its prices are right' },
    { flags: '--choose <name>', text: 'the meter reckons by it from now on' },
  ],
  example: 'rostra costs:prices --confirm heroku-2025',
  run: async (call) => {
    const [set, confirm, choose] = ['set', 'confirm', 'choose'].map((name) => call.option(name));
    if (set != null) return said(await call.platform.setPriceBook(await jsonFile(set)), 'is as in the file from now on');
    if (confirm != null) return said(await call.platform.confirmPrices(confirm), 'is confirmed');
    if (choose != null) return said(await call.platform.chooseBook(choose), 'is what the meter reckons by from now on');
    const books = await call.platform.priceBooks();
    const [name] = call.args;
    return name === undefined ? { json: books, lines: listed(books) } : shown(books, name);
  },
};

const nameOf = ({ document }: PriceBookAnswer): string => String(document['id']);

const said = (book: PriceBookAnswer, what: string): Answer => ({ json: book, lines: [`${nameOf(book)} ${what}.`] });

function listed(books: readonly PriceBookAnswer[]): string[] {
  const rows = books.map((book) => [
    nameOf(book),
    String(book.document['title']),
    String(book.document['currency']),
    book.isConfirmed ? 'confirmed' : `as shipped on ${String(book.document['shipped'])}`,
    book.isMeter ? 'the meter' : '',
  ]);
  return columns(['Book', 'Title', 'In', 'Prices', ''], rows);
}

function shown(books: readonly PriceBookAnswer[], name: string): Answer {
  const book = books.find((each) => nameOf(each) === name);
  if (book === undefined) throw new UsageFault(`There is no price book "${name}".`, `There are ${books.map(nameOf).join(', ')}.`);
  const { items, currency } = book.document;
  const rows = (Array.isArray(items) ? items : []).map((item: { kind: string; key: string; monthly: number }) => [
    item.kind,
    item.key,
    microText(item.monthly, String(currency)),
  ]);
  return { json: book.document, lines: columns(['Kind', 'What', 'A month'], rows) };
}
