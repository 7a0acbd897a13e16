import type { CostMatrix } from './assignment.ts';
import { floatAt, intAt } from './typed-array.ts';

/**
 * A partial assignment with prices that prove it cheapest so far: cost − rowPrice − columnPrice is 0 where a row holds a column
 * and never below 0 for a row that holds one. Free columns have the largest price. −1 is nobody.
 */
export interface Market {
  readonly rowPrices: Float64Array;
  readonly columnPrices: Float64Array;
  readonly rowOfColumn: Int32Array;
  readonly columnOfRow: Int32Array;
}

/** How many bids a row gets on average in one round; without a limit two rows may outbid each other by hairs for ever. */
const bidsPerRow = 4;

/**
 * Places most rows cheaply before any path is searched: column reduction and two rounds of augmenting row reduction, the
 * preparing phases of R. Jonker, A. Volgenant, Computing 38 (1987) 325–340. Changes the market.
 */
export function openMarket(matrix: CostMatrix, market: Market): void {
  // With columns to spare a column that stays free must keep price 0, so only square matrices may start from the columns' minima.
  if (matrix.rows === matrix.columns) takeCheapestRows(matrix, market);
  let waiting = Array.from(market.columnOfRow.keys()).filter((row) => market.columnOfRow[row] === -1);
  for (let round = 0; round < 2; round += 1) waiting = bidAll(waiting, matrix, market);
}

/** Each column is priced at its minimum and goes to the row that has it, if that row holds nothing yet. */
function takeCheapestRows({ rows, columns, costs }: CostMatrix, market: Market): void {
  const { columnPrices, columnOfRow } = market;
  const cheapestRow = new Int32Array(columns);
  columnPrices.fill(Infinity);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cost = floatAt(costs, row * columns + column);
      if (cost < floatAt(columnPrices, column)) {
        columnPrices[column] = cost;
        cheapestRow[column] = row;
      }
    }
  }
  for (const [column, row] of cheapestRow.entries()) {
    if (columnPrices[column] === Infinity) columnPrices[column] = 0;
    else if (columnOfRow[row] === -1) hold(row, column, market);
  }
}

/** Lets each waiting row bid, and at once each row outbid; returns those that end without a column. */
function bidAll(waiting: readonly number[], matrix: CostMatrix, market: Market): number[] {
  const unplaced: number[] = [];
  let bids = bidsPerRow * matrix.rows;
  for (const first of waiting) {
    let row = first;
    while (row !== -1 && bids > 0) {
      const { next, later } = bid(row, matrix, market);
      if (later !== -1) unplaced.push(later);
      row = next;
      bids -= 1;
    }
    if (row !== -1) unplaced.push(row);
  }
  return unplaced;
}

interface Outcome {
  /** The row that was outbid and bids next; −1 is none. */
  readonly next: number;
  /** The row that waits for the next round; −1 is none. */
  readonly later: number;
}

/** The row takes its best column at a price that makes its second best as good. */
function bid(row: number, matrix: CostMatrix, market: Market): Outcome {
  const { rowPrices, columnPrices, rowOfColumn } = market;
  const offer = twoCheapest(row, matrix, columnPrices);
  if (offer.column === -1) return { next: -1, later: row };
  const holder = intAt(rowOfColumn, offer.column);
  const gap = offer.second - offer.best;
  if (holder !== -1 && gap === Infinity) return { next: -1, later: row };
  if (holder !== -1 && gap === 0) {
    const outbid = intAt(rowOfColumn, offer.secondColumn);
    rowPrices[row] = offer.best;
    hold(row, offer.secondColumn, market);
    return { next: -1, later: outbid };
  }
  const raise = gap === Infinity ? 0 : gap;
  rowPrices[row] = offer.best + raise;
  columnPrices[offer.column] = floatAt(columnPrices, offer.column) - raise;
  hold(row, offer.column, market);
  return { next: holder, later: -1 };
}

function hold(row: number, column: number, { rowOfColumn, columnOfRow }: Market): void {
  const holder = intAt(rowOfColumn, column);
  if (holder !== -1) columnOfRow[holder] = -1;
  rowOfColumn[column] = row;
  columnOfRow[row] = column;
}

interface Offer {
  readonly column: number;
  readonly best: number;
  readonly secondColumn: number;
  readonly second: number;
}

function twoCheapest(row: number, { columns, costs }: CostMatrix, columnPrices: Float64Array): Offer {
  const rowStart = row * columns;
  let best = Infinity;
  let second = Infinity;
  let column = -1;
  let secondColumn = -1;
  for (let k = 0; k < columns; k += 1) {
    const cost = floatAt(costs, rowStart + k) - floatAt(columnPrices, k);
    if (cost >= second) continue;
    if (cost < best) {
      second = best;
      secondColumn = column;
      best = cost;
      column = k;
    } else {
      second = cost;
      secondColumn = k;
    }
  }
  return { column, best, secondColumn, second };
}
