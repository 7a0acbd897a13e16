import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { sessionArchive } from '../../exports/archive.ts';
import { offeredTable, offeredTables } from '../../exports/catalog.ts';
import { codebookCsv, codebookMarkdown, projectCodebook } from '../../exports/codebook-files.ts';
import { exportFormats, type ExportFormat } from '../../exports/formats.ts';
import { counted } from '../../store/overview.ts';
import { dayOf, sendFile, sendTable } from '../send-export.ts';
import { forOrganiser, forSession, textIn, type Desk, type SessionVisit, type Visit } from './access.ts';
import { patterns } from './routes.ts';
import { exportsPage } from './views/exports.ts';

/** The page of all files, and the files: of one session, and of all. */
export function registerDownloads(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.exports, forOrganiser(desk, showExports));
  server.get(patterns.codebook, forOrganiser(desk, sendCodebook));
  server.get(patterns.archiveFile, forSession(desk, sendArchive));
  server.get(
    patterns.table,
    forOrganiser(desk, (visit) => download(visit, null)),
  );
  server.get(
    patterns.sessionTable,
    forSession(desk, (visit) => download(visit, visit.session.code)),
  );
}

async function showExports({ lab, visitor, reply }: Visit): Promise<unknown> {
  return sendHtml(reply, exportsPage({ sessions: await counted(lab.db), tables: offeredTables(lab.project), visitor }));
}

async function download({ lab, request, reply }: Visit, session: string | null): Promise<unknown> {
  const { make, key } = offeredTable(lab.project, textIn(request.params, 'table'));
  const format = formatIn(request.query);
  const beforeDate = session === null && isOfPeople(key) ? '_' : '-';
  return sendTable(reply, { lab, table: (source) => make(source, { session }), format, beforeDate });
}

/** The tables with a line a participant or player. */
function isOfPeople(key: string): boolean {
  return key === 'wide' || key.startsWith('game.');
}

function formatIn(query: unknown): ExportFormat {
  const given = textIn(query, 'format');
  return exportFormats.find((format) => format === given) ?? 'csv';
}

/** What every column means: for spreadsheets, and to be read. */
async function sendCodebook({ lab, request, reply }: Visit): Promise<unknown> {
  const isMarkdown = textIn(request.params, 'ending') === 'md';
  const entries = await projectCodebook(lab, { session: null });
  const text = isMarkdown ? codebookMarkdown(entries) : codebookCsv(entries);
  const contentType = `text/${isMarkdown ? 'markdown' : 'csv'}; charset=utf-8`;
  return sendFile(reply, {
    name: `codebook-${dayOf(lab.clock.nowMs())}.${isMarkdown ? 'md' : 'csv'}`,
    contentType,
    pieces: onlyPiece(text),
  });
}

async function* onlyPiece(text: string): AsyncGenerator<string> {
  yield text;
}

async function sendArchive({ lab, session, reply }: SessionVisit): Promise<unknown> {
  const { code } = session;
  const now = lab.clock.nowMs();
  const pieces = sessionArchive(lab, { session: code, folder: process.cwd(), at: new Date(now).toISOString() });
  return sendFile(reply, { name: `${code}-${dayOf(now)}.zip`, contentType: 'application/zip', pieces });
}
