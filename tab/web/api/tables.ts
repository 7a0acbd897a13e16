import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { findTournament } from '../../round/find.ts';
import { breakOf, handRemarks, makeBreak } from '../../round/break.ts';
import { standingsOf } from '../../round/standings.ts';
import type { CategoryId, TeamId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { publicStandingsRounds } from '../../rules/redaction.ts';
import * as rounds from '../../store/rounds.ts';
import type { Tab } from '../../tab.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { purgeTournament } from '../purge.ts';
import { bodyOf, refOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, isAnonymous } from './caller.ts';
import { sendPage } from './paging.ts';

interface Named {
  readonly Params: { readonly slug: string };
  readonly Querystring: { readonly round?: string };
}
interface OfCategory {
  readonly Params: { readonly slug: string; readonly id: string };
}

/** Standings and breaks. */
export function registerTables(server: FastifyInstance, tab: Tab): void {
  server.get<Named>('/tournaments/:slug/teams/standings', async (request, reply) => {
    const { tournament, standings } = await tablesFor(tab, request);
    const { columns, rows } = standings.teams;
    const url = urlsOf(request);
    const shapes = rows.map((row) => ({
      rank: row.rank,
      tied: row.isTied,
      team: url(`tournaments/${tournament.slug}/teams/${row.team}`),
      metrics: columns.map((metric, index) => ({ metric, value: row.values[index] ?? null })),
    }));
    return sendPage(request, reply, shapes);
  });

  for (const which of ['speakers', 'replies'] as const)
    server.get<Named>(`/tournaments/:slug/speakers/standings${which === 'replies' ? '/replies' : ''}`, async (request, reply) => {
      const { tournament, standings } = await tablesFor(tab, request);
      const { columns, rows } = standings[which] ?? { columns: [], rows: [] };
      const url = urlsOf(request);
      const hidden = new Set(standings.field.speakers.filter((one) => one.isAnonymous && isAnonymous(request)).map(({ id }) => id));
      const shapes = rows.map((row) => ({
        rank: row.rank,
        tied: row.isTied,
        speaker: hidden.has(row.speaker) ? null : url(`tournaments/${tournament.slug}/speakers/${row.speaker}`),
        metrics: columns.map((metric, index) => ({ metric, value: row.values[index] ?? null })),
      }));
      return sendPage(request, reply, shapes);
    });

  server.get<Named>('/tournaments/:slug/teams/standings/rounds', async (request, reply) => {
    const { tournament, standings } = await tablesFor(tab, request);
    const { field, untilRound } = standings;
    const played = field.debates.filter(({ round, isConfirmed }) => isConfirmed && round <= untilRound);
    const url = urlsOf(request);
    const shapes = field.teams.map((team) => ({
      team: url(`tournaments/${tournament.slug}/teams/${team.id}`),
      rounds: played.flatMap(({ round, teams }) =>
        teams.flatMap((one) => (one.team === team.id ? [{ round, points: one.points, score: one.score, has_ghost: one.hasGhost }] : [])),
      ),
    }));
    return sendPage(request, reply, shapes);
  });

  registerBreaks(server, tab);
}

/** Up to `?round`; without a key no further than the public tables go. */
async function tablesFor(tab: Tab, request: FastifyRequest<Named>) {
  const { round } = request.query;
  const tournament = await findTournament(tab, request.params.slug);
  const asked = round === undefined ? Infinity : Number(round);
  if (Number.isNaN(asked)) throw new WrongInput(`round must be a number, and it is "${round}".`);
  const last = isAnonymous(request) ? await lastPublicRound(tab, tournament) : Infinity;
  return { tournament, standings: await standingsOf(tab, tournament, Math.min(asked, last)) };
}

async function lastPublicRound(tab: Tab, tournament: Tournament): Promise<number> {
  const all = await rounds.ofTournament(tab.db, tournament.id);
  return Math.max(0, ...publicStandingsRounds({ settings: tournament.settings, rounds: all }).map(({ seq }) => seq));
}

function registerBreaks(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/break-categories/:id/break';
  server.get<OfCategory>(path, async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    return listOf(tab, tournament, { id: request.params.id, url: urlsOf(request) });
  });

  server.post<OfCategory>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    await makeBreak(tab, { tournament, actor: actorOf(request) });
    purgeTournament(reply, tournament.slug);
    return reply.code(201).send(await listOf(tab, tournament, { id: request.params.id, url: urlsOf(request) }));
  });
  const remarkBody = v.object({ team: v.union([v.string(), v.number()]), remark: v.nullable(v.picklist(handRemarks)) });
  server.patch<OfCategory>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const { team, remark } = bodyOf(request, remarkBody);
    const change = { categoryId: refOf<CategoryId>(request.params.id, 'category'), teamId: refOf<TeamId>(team, 'team'), remark };
    await makeBreak(tab, { tournament, actor: actorOf(request), remark: change });
    purgeTournament(reply, tournament.slug);
    return listOf(tab, tournament, { id: request.params.id, url: urlsOf(request) });
  });
}

async function listOf(tab: Tab, tournament: Tournament, { id, url }: { readonly id: string; readonly url: Urls }) {
  const category = (await breakOf(tab, tournament)).find((one) => one.id === refOf(id, 'category'));
  if (category === undefined) throw new NothingThere(`break category ${id}`);
  const teamUrl = (team: TeamId): string => url(`tournaments/${tournament.slug}/teams/${team}`);
  return category.list.map((row) => ({ team: teamUrl(row.teamId), rank: row.rank, break_rank: row.breakRank, remark: row.remark }));
}
