import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { findTournament } from '../../round/find.ts';
import { breakOf, handRemarks, makeBreak } from '../../round/break.ts';
import { standingsOf } from '../../round/standings.ts';
import type { CategoryId, TeamId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import type { Tab } from '../../tab.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { purgeTournament } from '../purge.ts';
import { apiActor, bodyOf, refOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';

interface Named {
  readonly Params: { readonly slug: string };
  readonly Querystring: { readonly round?: string };
}
interface OfCategory {
  readonly Params: { readonly slug: string; readonly id: string };
}

/** Standings and breaks. */
export function registerTables(server: FastifyInstance, tab: Tab): void {
  server.get<Named>('/tournaments/:slug/teams/standings', async (request, _reply) => {
    const { tournament, standings } = await tables(tab, request.params.slug, request.query.round);
    const { columns, rows } = standings.teams;
    const url = urlsOf(request);
    return rows.map((row) => ({
      rank: row.rank,
      tied: row.isTied,
      team: url(`tournaments/${tournament.slug}/teams/${row.team}`),
      metrics: columns.map((metric, index) => ({ metric, value: row.values[index] ?? null })),
    }));
  });

  server.get<Named>('/tournaments/:slug/speakers/standings', async (request, _reply) => {
    const { tournament, standings } = await tables(tab, request.params.slug, request.query.round);
    const { columns, rows } = standings.speakers;
    const url = urlsOf(request);
    return rows.map((row) => ({
      rank: row.rank,
      tied: row.isTied,
      speaker: url(`tournaments/${tournament.slug}/speakers/${row.speaker}`),
      metrics: columns.map((metric, index) => ({ metric, value: row.values[index] ?? null })),
    }));
  });

  registerBreaks(server, tab);
}

async function tables(tab: Tab, slug: string, round: string | undefined) {
  const tournament = await findTournament(tab, slug);
  const untilRound = round === undefined ? Infinity : Number(round);
  if (Number.isNaN(untilRound)) throw new WrongInput(`round must be a number, and it is "${round}".`);
  return { tournament, standings: await standingsOf(tab, tournament, untilRound) };
}

function registerBreaks(server: FastifyInstance, tab: Tab): void {
  server.get<{ Params: { slug: string } }>('/tournaments/:slug/break-categories', async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const url = urlsOf(request);
    return (await breakOf(tab, tournament)).map((category) => ({
      id: category.id,
      url: url(`tournaments/${tournament.slug}/break-categories/${category.id}`),
      name: category.name,
      slug: category.slug,
      seq: category.seq,
      break_size: category.breakSize,
      is_general: category.isGeneral,
      priority: category.priority,
      rule: category.rule,
    }));
  });

  const path = '/tournaments/:slug/break-categories/:id/break';
  server.get<OfCategory>(path, async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    return listOf(tab, tournament, { id: request.params.id, url: urlsOf(request) });
  });

  server.post<OfCategory>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    await makeBreak(tab, { tournament, actor: apiActor });
    purgeTournament(reply, tournament.slug);
    return reply.code(201).send(await listOf(tab, tournament, { id: request.params.id, url: urlsOf(request) }));
  });
  const remarkBody = v.object({ team: v.union([v.string(), v.number()]), remark: v.nullable(v.picklist(handRemarks)) });
  server.patch<OfCategory>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const { team, remark } = bodyOf(request, remarkBody);
    const change = { categoryId: refOf<CategoryId>(request.params.id, 'category'), teamId: refOf<TeamId>(team, 'team'), remark };
    await makeBreak(tab, { tournament, actor: apiActor, remark: change });
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
