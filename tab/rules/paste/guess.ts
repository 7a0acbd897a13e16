import { headings } from './subjects.ts';
import type { PasteColumn, PasteSubject } from './subjects.ts';

/** What each column of a pasted table holds, null for what is left out, and whether its first line only names them. */
export interface Guess {
  readonly columns: readonly (PasteColumn | null)[];
  readonly hasHeading: boolean;
}

type Grid = readonly (readonly string[])[];

/** What a column may be taken for. */
export interface Guessing {
  readonly offered: readonly PasteColumn[];
  /** Names and codes of institutions that are there, in small letters. */
  readonly institutions: ReadonlySet<string>;
}

/** From the first line where it names columns, else from what stands in the cells. Several columns may hold speakers. */
export function guessColumns(subject: PasteSubject, grid: Grid, { offered, institutions }: Guessing): Guess {
  const width = Math.max(0, ...grid.map((row) => row.length));
  const [first = []] = grid;
  const named = Array.from({ length: width }, (_cell, index) => columnNamed(offered, first[index] ?? ''));
  if (named.filter((column) => column !== null).length >= Math.max(1, width / 2))
    return { columns: withoutDoubles(named), hasHeading: true };
  const cells = (index: number): string[] => grid.map((row) => row[index] ?? '').filter((cell) => cell !== '');
  const byContent = Array.from({ length: width }, (_cell, index) => columnHolding(offered, cells(index), institutions));
  return { columns: withoutDoubles(inOrder(subject, byContent)), hasHeading: false };
}

function columnNamed(offered: readonly PasteColumn[], cell: string): PasteColumn | null {
  const plain = cell
    .toLowerCase()
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/\s*\d+\s*/g, ' ')
    .replaceAll('e mail', 'email')
    .trim();
  return offered.find((column) => headings[column].includes(plain) || plain === column) ?? null;
}

type Told = PasteColumn | null | 'unknown';

/** What cannot be anything else: addresses, numbers, names of institutions. */
function columnHolding(offered: readonly PasteColumn[], cells: readonly string[], institutions: ReadonlySet<string>): Told {
  const most = (fits: (cell: string) => boolean): boolean => cells.length > 0 && cells.filter(fits).length > cells.length / 2;
  const told = tells.find(([column, fits]) => offered.includes(column) && most((cell) => fits(cell, institutions)));
  return told?.[0] ?? 'unknown';
}

const tells: readonly (readonly [PasteColumn, (cell: string, institutions: ReadonlySet<string>) => boolean])[] = [
  ['url', (cell) => /^https?:\/\//i.test(cell)],
  ['emails', (cell) => cell.includes('@')],
  ['email', (cell) => cell.includes('@')],
  ['score', (cell) => /^\d+([.,]\d+)?$/.test(cell)],
  ['phone', (cell) => /^\+?[\d\s()/-]{6,}$/.test(cell)],
  ['priority', (cell) => /^\d+$/.test(cell) && cell.length >= 2],
  ['gender', (cell) => /^(m|f|o|male|female|other)$/i.test(cell)],
  ['institution', (cell, institutions) => institutions.has(cell.toLowerCase())],
];

/** What nothing tells apart stands in the order in which people write it. */
function inOrder(subject: PasteSubject, told: readonly Told[]): (PasteColumn | null)[] {
  const orders: Readonly<Record<PasteSubject, readonly PasteColumn[]>> = {
    institutions: ['name', 'code', 'region'],
    teams: told.includes('institution') ? ['team'] : ['institution', 'team'],
    adjudicators: told.includes('institution') ? ['name'] : ['name', 'institution'],
    venues: ['name', 'site'],
  };
  const waiting = [...orders[subject]];
  const rest: PasteColumn | null = subject === 'teams' ? 'speakers' : null;
  return told.map((column) => (column === 'unknown' ? (waiting.shift() ?? rest) : column));
}

/** Speakers and their addresses may stand in several columns; of anything else the first column counts. */
function withoutDoubles(columns: readonly (PasteColumn | null)[]): (PasteColumn | null)[] {
  const isFirst = (column: PasteColumn | null, index: number): boolean =>
    column === 'speakers' || column === 'emails' || columns.indexOf(column) === index;
  return columns.map((column, index) => (isFirst(column, index) ? column : null));
}
