import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { pageTimesCsv } from '../../exports/page-times.ts';
import { gameCsv } from '../../exports/per-game.ts';
import { wideCsv } from '../../exports/wide.ts';
import { counted } from '../../store/overview.ts';
import { dayOf, sendCsv } from '../csv-answer.ts';
import { forOrganiser, forSession, textIn, type Desk, type Visit } from './access.ts';
import { patterns } from './routes.ts';
import { exportsPage } from './views/data.ts';

/** The page of all files, and the files: of one session, and of all. */
export function registerDownloads(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.exports, forOrganiser(desk, showExports));
  server.get(
    patterns.wide,
    forOrganiser(desk, (visit) => wide(visit, null)),
  );
  server.get(
    patterns.game,
    forOrganiser(desk, (visit) => game(visit, null)),
  );
  server.get(
    patterns.pageTimes,
    forOrganiser(desk, ({ lab, reply }) =>
      sendCsv(reply, { name: `PageTimes-${dayOf(lab.clock.nowMs())}`, lines: pageTimesCsv(lab, { session: null }) }),
    ),
  );
  server.get(
    patterns.sessionWide,
    forSession(desk, (visit) => wide(visit, visit.session.code)),
  );
  server.get(
    patterns.sessionGame,
    forSession(desk, (visit) => game(visit, visit.session.code)),
  );
}

async function showExports({ lab, visitor, reply }: Visit): Promise<unknown> {
  const games = lab.project.games.map((playable) => playable.game);
  return sendHtml(reply, exportsPage({ sessions: await counted(lab.db), games, visitor }));
}

/** oTree's file names: `_` before the date on the data page, `-` for one session. */
async function wide({ lab, request, reply }: Visit, session: string | null): Promise<unknown> {
  const name = `all_apps_wide${session === null ? '_' : '-'}${dayOf(lab.clock.nowMs())}`;
  return sendCsv(reply, { name, lines: wideCsv(lab, { session }), forExcel: textIn(request.query, 'format') === 'csv_bom' });
}

async function game({ lab, request, reply }: Visit, session: string | null): Promise<unknown> {
  const wanted = textIn(request.params, 'game');
  const name = `${wanted}${session === null ? '_' : '-'}${dayOf(lab.clock.nowMs())}`;
  return sendCsv(reply, { name, lines: gameCsv(lab, { session, game: wanted }), forExcel: textIn(request.query, 'format') === 'csv_bom' });
}
