import { exact } from './exact.ts';
import type { Estimate, EstimateLine } from './estimate.ts';
import { aboutText, moneyText } from './money-text.ts';
import { timeText } from './time-text.ts';

const nameWidth = 28;
const widths = { quantity: 4, price: 11, time: 12, exact: 8, about: 4 };

interface Cells {
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  readonly time: string;
  readonly exact: string;
  readonly about: string;
}

/** The estimate as a table of text (platform specification, Annex E; the form is normative). Amounts are exact up to here. */
export function estimateText(estimate: Estimate): readonly string[] {
  const { currency } = estimate.book;
  const rows = estimate.lines.map((line) => cellsOf(line, currency));
  const total = { name: 'total', quantity: '', price: '', time: '', ...amounts(estimate, currency) };
  const all = [...rows, total];
  const wide = (column: keyof Cells, least: number): number => Math.max(least, ...all.map((row) => row[column].length));
  const fit = { name: wide('name', nameWidth - 1) + 1, exact: wide('exact', widths.exact), about: wide('about', widths.about) };
  const line = (row: Cells): string =>
    [
      row.name.padEnd(fit.name) + row.quantity.padStart(widths.quantity),
      row.price.padStart(widths.price),
      row.time.padEnd(widths.time),
      `${row.exact.padStart(fit.exact)}   `,
      row.about.padStart(fit.about),
    ].join('  ');
  const head = line({
    name: 'line',
    quantity: 'qty',
    price: 'price/month',
    time: 'time',
    exact: 'exact'.padEnd(fit.exact),
    about: 'about'.padEnd(fit.about),
  });
  return [head.trimEnd(), ...all.map(line)];
}

function cellsOf(line: EstimateLine, currency: string): Cells {
  return {
    name: line.title,
    quantity: String(line.quantity),
    price: moneyText(exact(BigInt(line.monthlyMicro)), { currency, places: 2 }),
    time: timeText(line.time),
    exact: moneyText(line.cost.likely, { currency, places: 4 }),
    about: aboutText(line.cost.likely, currency),
  };
}

const amounts = ({ total }: Estimate, currency: string): Pick<Cells, 'exact' | 'about'> => ({
  exact: moneyText(total.likely, { currency, places: 4 }),
  about: aboutText(total.likely, currency),
});
