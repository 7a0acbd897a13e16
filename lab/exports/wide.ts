import { roundKey, wideColumns } from '../rules/export-table.ts';
import { exportedProject, readParticipants, readSessions, type ReadSession } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

/** Everything of every participant, one line each. */
export async function wideTable(source: ExportSource, scope: ExportScope): Promise<ExportTable> {
  const sessions = await readSessions(source, scope);
  const columns = wideColumns(sessions, exportedProject(source.project));
  return { name: 'all_apps_wide', columns, lines: linesOf(source, sessions, columns) };
}

async function* linesOf(
  { db }: ExportSource,
  sessions: readonly ReadSession[],
  columns: ReturnType<typeof wideColumns>,
): AsyncGenerator<ExportLine[]> {
  for (const session of sessions) {
    for await (const slice of readParticipants(db, session)) {
      yield slice.map(({ participant, players }) => {
        const row = { session, participant, players: new Map(players.map((player) => [roundKey(player.game, player.round), player])) };
        return columns.map((column) => column.cell(row));
      });
    }
  }
}
