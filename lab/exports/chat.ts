import { exportCell, type ExportHead } from '../rules/export-table.ts';
import { chats } from '../store/live-exports.ts';
import { readSessions } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

const columns: readonly ExportHead[] = [
  { name: 'session_code', isNumber: false },
  { name: 'id_in_session', isNumber: true },
  { name: 'participant_code', isNumber: false },
  { name: 'channel', isNumber: false },
  { name: 'nickname', isNumber: false },
  { name: 'body', isNumber: false },
  { name: 'timestamp', isNumber: true },
];

/** What people wrote to each other, by time: oTree's columns. */
export async function chatTable(source: ExportSource, scope: ExportScope): Promise<ExportTable> {
  return { name: 'ChatMessages', columns, lines: readLines(source, scope) };
}

async function* readLines(source: ExportSource, scope: ExportScope): AsyncGenerator<ExportLine[]> {
  const codes = new Map((await readSessions(source, scope)).map(({ id, code }) => [id, code]));
  for (let after = 0; ;) {
    const slice = await chats(source.db, { sessionIds: [...codes.keys()], after });
    yield slice.map(({ sessionId, number, participantCode, channel, nickname, body, atMs }) => [
      codes.get(sessionId) ?? '',
      String(number ?? ''),
      participantCode ?? '',
      `${sessionId}-${channel}`,
      exportCell(nickname, 'text'),
      exportCell(body, 'text'),
      String(atMs / 1_000),
    ]);
    const last = slice.at(-1);
    if (!last) return;
    after = last.id;
  }
}
