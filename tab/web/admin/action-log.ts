import type { FastifyInstance } from 'fastify';
import { csvLine } from '#kit/files/csv.ts';
import { findTournament } from '../../round/find.ts';
import { isLogArea, logAreas, type LogArea } from '../../rules/history/areas.ts';
import * as actions from '../../store/actions.ts';
import * as rounds from '../../store/rounds.ts';
import { eventOf } from './event.ts';
import { patterns } from './routes.ts';
import { visitOf } from './visit.ts';
import type { Desk } from './visit.ts';
import { actionLogPage } from './views/action-log.ts';

interface Asked {
  readonly Params: { readonly slug: string };
  readonly Querystring: { readonly words?: unknown; readonly area?: unknown; readonly before?: unknown };
}

/** What the log is narrowed to. */
interface Narrowing {
  readonly words: string;
  readonly area: LogArea | null;
}

function narrowingOf({ words, area }: Asked['Querystring']): Narrowing {
  return { words: typeof words === 'string' ? words.slice(0, 100) : '', area: isLogArea(area) ? area : null };
}

const verbsOf = ({ area }: Narrowing): string | null => area && logAreas[area].verbs;

const aPage = 100;
const aFile = 100_000;

/** Who did what, live; the same as a file. */
export function registerActionLog(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Asked>(patterns.log, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const narrowing = narrowingOf(request.query);
    const before = /^\d{1,9}$/.test(String(request.query.before)) ? Number(request.query.before) : null;
    const [found, all] = await Promise.all([
      actions.newest(tab.db, { tournamentId: tournament.id, words: narrowing.words, verbs: verbsOf(narrowing), before, most: aPage }),
      rounds.ofTournament(tab.db, tournament.id),
    ]);
    const event = eventOf(tournament, all);
    return visit.show(
      actionLogPage({
        visitor: visit.visitor,
        event,
        actions: found,
        ...narrowing,
        timezone: tournament.timezone,
        isWhole: found.length < aPage,
      }),
    );
  });

  server.get<Asked>(patterns.logFile, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const narrowing = narrowingOf(request.query);
    const found = await actions.newest(tab.db, {
      tournamentId: tournament.id,
      words: narrowing.words,
      verbs: verbsOf(narrowing),
      before: null,
      most: aFile,
    });
    const rows = found.map(({ seq, at, actor, verb, subject, change }) => [seq, at.toISOString(), actor, verb, subject, change ?? '']);
    reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${tournament.slug}-log.csv"`);
    return reply
      .type('text/csv; charset=utf-8')
      .send([['seq', 'at', 'actor', 'verb', 'subject', 'change'], ...rows].map((row) => csvLine(row, true)).join(''));
  });
}
