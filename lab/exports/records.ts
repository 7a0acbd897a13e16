import type { GameDefinition } from '../game/definition.ts';
import { columnName, exportCell, isNumeric, type ExportHead } from '../rules/export-table.ts';
import { records } from '../store/live-exports.ts';
import { readSessions } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

const common: readonly ExportHead[] = [
  { name: 'session_code', isNumber: false },
  { name: 'round_number', isNumber: true },
  { name: 'group_id_in_subsession', isNumber: true },
  { name: 'id_in_group', isNumber: true },
  { name: 'id_in_session', isNumber: true },
  { name: 'participant_code', isNumber: false },
  { name: 'epoch_ms', isNumber: true },
];

interface TableWish extends ExportScope {
  readonly game: GameDefinition;
  readonly table: string;
}

/** The rows of a game's table, in the order they were added, with whom each belongs to. */
export async function recordsTable(source: ExportSource, wish: TableWish): Promise<ExportTable> {
  const fields = Object.entries(wish.game.records[wish.table] ?? {});
  const own = fields.map(([key, spec]) => ({ name: columnName(key, spec), isNumber: isNumeric(spec), spec }));
  return { name: `${wish.game.name}.${wish.table}`, columns: [...common, ...own], lines: readLines(source, wish) };
}

async function* readLines(source: ExportSource, { game, table, ...scope }: TableWish): AsyncGenerator<ExportLine[]> {
  const fields = Object.entries(game.records[table] ?? {});
  for (const { id, code } of await readSessions(source, scope)) {
    for (let after = 0; ;) {
      const slice = await records(source.db, { sessionId: id, after, game: game.name, table });
      yield slice.map(({ round, group, seat, number, participantCode, atMs, data }) => {
        const where = [code, round, group, seat, number, participantCode, atMs].map((cell) => String(cell ?? ''));
        return [...where, ...fields.map(([key, spec]) => exportCell(data[key], spec.kind))];
      });
      const last = slice.at(-1);
      if (!last) break;
      after = last.id;
    }
  }
}
