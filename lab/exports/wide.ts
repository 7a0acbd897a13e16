import { csvLine } from '#kit/files/csv.ts';
import { roundKey, wideColumns } from '../rules/export-table.ts';
import { exportedProject, readParticipants, readSessions, type ExportScope, type ExportSource } from './read.ts';

/** Everything of every participant, one line each, as CSV: the header first. */
export async function* wideCsv(source: ExportSource, scope: ExportScope): AsyncGenerator<string> {
  const sessions = await readSessions(source, scope);
  const columns = wideColumns(sessions, exportedProject(source.project));
  yield csvLine(columns.map((column) => column.name));
  for (const session of sessions) {
    for await (const slice of readParticipants(source.db, session)) {
      const rows = slice.map(({ participant, players }) => ({
        session,
        participant,
        players: new Map(players.map((player) => [roundKey(player.game, player.round), player])),
      }));
      yield rows.map((row) => csvLine(columns.map((column) => column.cell(row)))).join('');
    }
  }
}
