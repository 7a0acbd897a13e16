import type { ExportHead } from '../rules/export-table.ts';
import { events } from '../store/live-exports.ts';
import { readSessions } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

const columns: readonly ExportHead[] = [
  { name: 'session_code', isNumber: false },
  { name: 'id_in_session', isNumber: true },
  { name: 'participant_code', isNumber: false },
  { name: 'app_name', isNumber: false },
  { name: 'round_number', isNumber: true },
  { name: 'page_index', isNumber: true },
  { name: 'page_name', isNumber: false },
  { name: 'type', isNumber: false },
  { name: 'data', isNumber: false },
  { name: 'epoch_ms', isNumber: true },
];

/** Every message of the live pages that keep them (`log: true`); `data` is JSON. */
export async function eventsTable(source: ExportSource, scope: ExportScope): Promise<ExportTable> {
  return { name: 'LiveMessages', columns, lines: readLines(source, scope) };
}

async function* readLines(source: ExportSource, scope: ExportScope): AsyncGenerator<ExportLine[]> {
  for (const { id, code, pages } of await readSessions(source, scope)) {
    for (let after = 0; ;) {
      const slice = await events(source.db, { sessionId: id, after });
      yield slice.map((event) => {
        const { number, participantCode, game, round, pageIndex, type, data, atMs } = event;
        const page = pages[pageIndex - 1]?.page ?? '';
        return [code, number, participantCode, game, round, pageIndex, page, type, JSON.stringify(data), atMs].map((cell) =>
          String(cell ?? ''),
        );
      });
      const last = slice.at(-1);
      if (!last) break;
      after = last.id;
    }
  }
}
