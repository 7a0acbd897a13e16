import { writeXlsx } from '#kit/files/xlsx.ts';
import { csvLine } from '#kit/files/csv.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Tab } from '../tab.ts';
import { archiveXml } from './archive-xml.ts';
import { documentOf } from './document.ts';
import { feedbackTable } from './feedback-table.ts';
import { peopleTables } from './people-tables.ts';
import { readEvent } from './read-event.ts';
import type { ExportedEvent } from './read-event.ts';
import { roundTables } from './round-tables.ts';
import { tabTables } from './tab-tables.ts';
import type { ExportTable } from './table.ts';

/** Every table of a tournament, in the order in which somebody looks for them. */
export function tablesOf(event: ExportedEvent): ExportTable[] {
  const said = feedbackTable({ ...event, hidesSource: event.tournament.settings.feedback_anonymous });
  return [...peopleTables(event), ...roundTables(event), ...tabTables(event), said];
}

/** Names come from strangers: none of them is run as a formula by the spreadsheet that opens it. */
export function csvOf({ header, rows }: ExportTable): string {
  return [header, ...rows].map((cells) => csvLine(cells, true)).join('');
}

/** What somebody takes away, and as what. */
export interface TakenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A file by its name: `tournament.xlsx`, `tournament.json`, `tournament.xml`, or a table such as `team_tab.csv`; null for any other. */
export async function takenFile(tab: Pick<Tab, 'db'>, tournament: Tournament, file: string): Promise<TakenFile | null> {
  const event = await readEvent(tab, tournament);
  const name = `${tournament.slug}-${file}`;
  if (file === 'tournament.xlsx') return { name, type: workbookType, bytes: await workbookOf(event) };
  if (file === 'tournament.json')
    return { name, type: 'application/json', bytes: Buffer.from(`${JSON.stringify(documentOf(event), null, 1)}\n`) };
  if (file === 'tournament.xml') return { name, type: 'application/xml', bytes: Buffer.from(archiveXml(event)) };
  const table = tablesOf(event).find((one) => `${one.name}.csv` === file);
  return table ? { name, type: 'text/csv; charset=utf-8', bytes: Buffer.from(csvOf(table)) } : null;
}

/** The tables that every tournament has, by the names of their files. */
export const tableNames = [
  'institutions',
  'teams',
  'speakers',
  'adjudicators',
  'venues',
  'rounds',
  'draws',
  'panels_ahead',
  'results',
  'speeches',
  'ballots',
  'motions',
  'team_tab',
  'speaker_tab',
  'breaks',
  'journal',
  'feedback',
] as const;

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** One workbook with a sheet for each table; numbers stay numbers. */
async function workbookOf(event: ExportedEvent): Promise<Buffer> {
  const sheets = tablesOf(event).map(({ name, header, rows }) => ({
    name,
    rows: [header, ...rows.map((cells) => cells.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)))],
  }));
  return Buffer.concat(await Array.fromAsync(writeXlsx(sheets)));
}
