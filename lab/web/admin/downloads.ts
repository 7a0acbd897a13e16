import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { offeredTable, offeredTables } from '../../exports/catalog.ts';
import { exportFormats, type ExportFormat } from '../../exports/formats.ts';
import { counted } from '../../store/overview.ts';
import { sendTable } from '../send-export.ts';
import { forOrganiser, forSession, textIn, type Desk, type Visit } from './access.ts';
import { patterns } from './routes.ts';
import { exportsPage } from './views/exports.ts';

/** The page of all files, and the files: of one session, and of all. */
export function registerDownloads(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.exports, forOrganiser(desk, showExports));
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
  const { make } = offeredTable(lab.project, textIn(request.params, 'table'));
  const format = formatIn(request.query);
  return sendTable(reply, { lab, table: (source) => make(source, { session }), format, beforeDate: session === null ? '_' : '-' });
}

function formatIn(query: unknown): ExportFormat {
  const given = textIn(query, 'format');
  return exportFormats.find((format) => format === given) ?? 'csv';
}
