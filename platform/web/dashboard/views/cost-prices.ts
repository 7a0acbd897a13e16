import { card, chip, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { PriceBookAnswer } from '../../../rules/costs/cost-resources.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

/** A price book as the page shows it. */
export interface ShownBook extends PriceBookAnswer {
  readonly id: string;
  readonly title: string;
  readonly shipped: string;
  readonly items: readonly { readonly kind: string; readonly key: string; readonly price: string }[];
  readonly text: string;
}

export interface PricesPage {
  readonly books: readonly ShownBook[];
  readonly chosen: ShownBook | undefined;
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

/** Price books: look, confirm, change, and which one the meter reckons by. */
export function pricesPage({ books, chosen, visitor, fault }: PricesPage): Html {
  const meterBook = books.find(({ isMeter }) => isMeter);
  const isConfirmed = meterBook?.isConfirmed ?? false;
  return dashboardPage({
    title: 'Prices',
    visitor,
    place: 'costs',
    body: html`${statusSentence({
      state: isConfirmed ? 'ok' : 'late',
      sentence: isConfirmed
        ? `The meter reckons by ${meterBook?.title ?? ''}.`
        : `Nobody has confirmed the prices of ${meterBook?.title ?? ''} yet.`,
      detail: 'A change counts from the second it is made; what was reckoned before stays.',
      actions: [html`<a class="btn btn-outline" href="${paths.costs()}">${icon('arrow-left')}Costs</a>`],
    })}${faultBanner(fault)}
    ${card({ title: 'Price books', flush: true, body: table({ caption: 'Price books', cards: true, columns: [{ label: 'Book' }, { label: 'Prices' }, { label: 'Use' }, { label: 'Change', hidden: true }], rows: books.map((book) => bookRow(book, visitor)) }) })}
    ${chosen && bookCards(chosen, visitor)}`,
  });
}

function bookRow(book: ShownBook, visitor: Visitor) {
  const { id, title, isMeter, isConfirmed, shipped, items } = book;
  const press = (action: string, label: string): Html =>
    html`<form method="post" action="${action}">${csrfField(visitor.csrf)}<button class="btn btn-outline btn-sm">${label}</button></form>`;
  const hasDynos = items.some(({ kind }) => kind === 'dyno');
  return [
    html`<a href="${paths.costPrices(id)}"><b>${title}</b></a> <code class="r-small r-muted">${id}</code>`,
    isConfirmed ? chip('ok', 'confirmed') : chip('late', `as shipped on ${shipped}`),
    isMeter ? chip('brand', 'the meter') : null,
    visitor.may('change')
      ? html`<div class="r-buttons">${!isConfirmed && press(paths.confirmPrices(id), 'These are right')}${!isMeter && hasDynos && press(paths.chooseBook(id), 'Reckon by it')}</div>`
      : null,
  ];
}

function bookCards(book: ShownBook, visitor: Visitor): Html {
  const list = card({
    title: book.title,
    say: 'a month has 30 days',
    flush: true,
    body: table({
      caption: `Prices of ${book.title}`,
      columns: [{ label: 'Kind' }, { label: 'What' }, { label: 'A month', numeric: true }],
      rows: book.items.map(({ kind, key, price }) => [kind, key, price]),
    }),
  });
  const form = card({
    title: 'Change them',
    body: visitor.may('change')
      ? html`<form class="r-stack" method="post" action="${paths.costPrices()}">${csrfField(visitor.csrf)}${field({ name: 'document', label: 'The book', type: 'textarea', value: book.text, required: true, attributes: { rows: 18, spellcheck: 'false', autocomplete: 'off' }, help: 'Amounts are millionths: 25000000 is 25. Another id makes another book.' })}<div class="r-buttons"><button class="btn btn-outline">${icon('check-lg')}Set from now on</button></div></form>`
      : onlyFor('change'),
  });
  return html`<div class="r-two">${list}${form}</div>`;
}
