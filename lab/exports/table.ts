import { csvLine } from '#kit/files/csv.ts';
import type { Queryable } from '#kit/db/connect.ts';
import type { Project } from '../game/define-project.ts';
import type { Lab } from '../lab.ts';
import type { ExportHead } from '../rules/export-table.ts';

/** What an export is made from. */
export interface ExportSource {
  readonly db: Queryable;
  readonly project: Project;
}

/** Which sessions: one by its code, or all. */
export interface ExportScope {
  readonly session: string | null;
}

/** One line: what stands in its cells, as CSV writes it. */
export type ExportLine = readonly string[];

/** A table on its way out, a few lines at a time. */
export interface ExportTable {
  /** The file's name without date and ending: `all_apps_wide`. */
  readonly name: string;
  readonly columns: readonly ExportHead[];
  readonly lines: AsyncIterable<readonly ExportLine[]>;
}

/** Makes a table from the database at one moment. Throws before the first line what is wrong with the wish. */
export type MakeTable = (source: ExportSource) => Promise<ExportTable>;

/** A table as CSV: the header, then its lines. */
export async function* csvOf({ columns, lines }: ExportTable): AsyncGenerator<string> {
  yield csvLine(columns.map((column) => column.name));
  for await (const some of lines) yield some.map((line) => csvLine(line)).join('');
}

/** Makes something from the database as it is now, however long reading it takes and whatever is written meanwhile. */
export async function* atOneMoment<Piece>(
  { snapshots, project }: Pick<Lab, 'snapshots' | 'project'>,
  make: (source: ExportSource) => AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  const db = await snapshots.open();
  try {
    yield* make({ db, project });
  } finally {
    await db.end();
  }
}
