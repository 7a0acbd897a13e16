import { openMarket, type Market } from './bidding.ts';
import { floatAt, intAt } from './typed-array.ts';

/** Costs of giving row to column, row by row. Infinity forbids the pair; negative costs are allowed. */
export interface CostMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly costs: Float64Array;
}

/** Who got what: for each row its column, or −1 when there are more rows than columns and this one went without. */
export interface Assignment {
  readonly columnOfRow: Int32Array;
  readonly total: number;
}

/** The matrix whose entries `cost` gives. */
export function costMatrix(rows: number, columns: number, cost: (row: number, column: number) => number): CostMatrix {
  const costs = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) costs[row * columns + column] = cost(row, column);
  }
  return { rows, columns, costs };
}

/**
 * The cheapest way to give every row a column of its own; with more rows than columns, every column a row.
 * Null when the forbidden pairs leave no such way. Among equally cheap answers the order of rows and columns decides.
 *
 * Shortest augmenting paths, O(n³): R. Jonker, A. Volgenant, Computing 38 (1987) 325–340, in the rectangular form of D. F. Crouse, IEEE Trans. Aerospace and Electronic Systems 52 (2016) 1679–1696.
 */
export function cheapestAssignment(matrix: CostMatrix): Assignment | null {
  const columnOfRow = matrix.rows <= matrix.columns ? assignRows(matrix) : inverse(assignRows(transposed(matrix)), matrix.rows);
  return columnOfRow === null ? null : { columnOfRow, total: totalCost(matrix, columnOfRow) };
}

interface Search extends Market {
  /** Cost of the cheapest path found to each column, and the row before it on that path. */
  readonly distances: Float64Array;
  readonly cameFrom: Int32Array;
  /** Columns not reached yet come first, those reached after them. */
  readonly columnOrder: Int32Array;
  unreached: number;
  /** Distance of the column reached last. */
  travelled: number;
}

function assignRows(matrix: CostMatrix): Int32Array | null {
  const { rows, columns } = matrix;
  const search: Search = {
    rowPrices: new Float64Array(rows),
    columnPrices: new Float64Array(columns),
    rowOfColumn: new Int32Array(columns).fill(-1),
    columnOfRow: new Int32Array(rows).fill(-1),
    distances: new Float64Array(columns),
    cameFrom: new Int32Array(columns),
    columnOrder: new Int32Array(columns),
    unreached: columns,
    travelled: 0,
  };
  openMarket(matrix, search);
  for (let row = 0; row < rows; row += 1) {
    if (search.columnOfRow[row] !== -1) continue;
    const freeColumn = findPath(row, matrix, search);
    if (freeColumn === -1) return null;
    raisePrices(row, search);
    augment(row, freeColumn, search);
  }
  return search.columnOfRow;
}

/** Dijkstra over reduced costs from a row without column to the nearest free column; −1 when none can be reached. */
function findPath(start: number, matrix: CostMatrix, search: Search): number {
  const { rowOfColumn, distances, columnOrder } = search;
  distances.fill(Infinity);
  for (let k = 0; k < matrix.columns; k += 1) columnOrder[k] = k;
  search.unreached = matrix.columns;
  search.travelled = 0;
  let row = start;
  let column = -1;
  while (row !== -1) {
    const place = reachFrom(row, matrix, search);
    if (place === -1) return -1;
    column = intAt(columnOrder, place);
    search.unreached -= 1;
    columnOrder[place] = intAt(columnOrder, search.unreached);
    columnOrder[search.unreached] = column;
    search.travelled = floatAt(distances, column);
    row = intAt(rowOfColumn, column);
  }
  return column;
}

/** Shortens the distances by going through the row; returns where in `columnOrder` the nearest column stands, free ones first. */
function reachFrom(row: number, { columns, costs }: CostMatrix, search: Search): number {
  const { columnPrices, rowOfColumn, distances, cameFrom, columnOrder } = search;
  const rowStart = row * columns;
  const offset = search.travelled - floatAt(search.rowPrices, row);
  let nearest = Infinity;
  let place = -1;
  for (let k = 0; k < search.unreached; k += 1) {
    const column = intAt(columnOrder, k);
    const through = offset + floatAt(costs, rowStart + column) - floatAt(columnPrices, column);
    if (through < floatAt(distances, column)) {
      distances[column] = through;
      cameFrom[column] = row;
    }
    const distance = floatAt(distances, column);
    if (distance < nearest || (distance === nearest && intAt(rowOfColumn, column) === -1)) {
      nearest = distance;
      place = k;
    }
  }
  return nearest === Infinity ? -1 : place;
}

/** Keeps every reduced cost at or above 0 and those along the path at 0. */
function raisePrices(start: number, search: Search): void {
  const { rowPrices, columnPrices, rowOfColumn, distances, columnOrder, travelled } = search;
  rowPrices[start] = floatAt(rowPrices, start) + travelled;
  for (let k = search.unreached; k < columnOrder.length; k += 1) {
    const column = intAt(columnOrder, k);
    const spare = travelled - floatAt(distances, column);
    columnPrices[column] = floatAt(columnPrices, column) - spare;
    const row = intAt(rowOfColumn, column);
    if (row !== -1) rowPrices[row] = floatAt(rowPrices, row) + spare;
  }
}

function augment(start: number, freeColumn: number, search: Search): void {
  const { rowOfColumn, columnOfRow, cameFrom } = search;
  let column = freeColumn;
  let row = -1;
  while (row !== start) {
    row = intAt(cameFrom, column);
    rowOfColumn[column] = row;
    const next = intAt(columnOfRow, row);
    columnOfRow[row] = column;
    column = next;
  }
}

function transposed(matrix: CostMatrix): CostMatrix {
  const { rows, columns, costs } = matrix;
  return costMatrix(columns, rows, (column, row) => floatAt(costs, row * columns + column));
}

function inverse(places: Int32Array | null, size: number): Int32Array | null {
  if (places === null) return null;
  const inverted = new Int32Array(size).fill(-1);
  for (const [index, place] of places.entries()) inverted[place] = index;
  return inverted;
}

function totalCost({ columns, costs }: CostMatrix, columnOfRow: Int32Array): number {
  let total = 0;
  for (const [row, column] of columnOfRow.entries()) if (column !== -1) total += floatAt(costs, row * columns + column);
  return total;
}
