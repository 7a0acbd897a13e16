import { writeZip } from '#kit/files/zip.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Tab } from '../tab.ts';
import { documentOf } from './document.ts';
import { archiveXml } from './archive-xml.ts';
import { readEvent, type ExportedEvent } from './read-event.ts';
import { csvOf, tablesOf } from './tables.ts';

/** A file that somebody takes away. */
export interface ExportFile {
  /** `harbour-open-2026-05-09.zip` */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What is in it. */
  readonly files: readonly string[];
}

/** A whole tournament in one zip: a CSV for each table, everything again as JSON and as the XML that tab programs exchange. */
export async function exportTournament(tab: Pick<Tab, 'db' | 'clock'>, tournament: Tournament): Promise<ExportFile> {
  const event = await readEvent(tab, tournament);
  const day = new Date(tab.clock.nowMs()).toISOString().slice(0, 10);
  const folder = `${tournament.slug}-${day}`;
  const files = Object.entries(filesOf(event)).map(([name, content]) => ({ name: `${folder}/${name}`, content }));
  return { name: `${folder}.zip`, bytes: Buffer.concat(await Array.fromAsync(writeZip(files))), files: files.map(({ name }) => name) };
}

function filesOf(event: ExportedEvent): Record<string, string> {
  return {
    ...Object.fromEntries(tablesOf(event).map((table) => [`${table.name}.csv`, csvOf(table)])),
    'tournament.json': `${JSON.stringify(documentOf(event), null, 1)}\n`,
    'tournament.xml': archiveXml(event),
  };
}
