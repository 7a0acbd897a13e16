import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findRound } from '../../round/find.ts';
import { deleteDraw, drawRound } from '../../round/draw.ts';
import type { Debate, PanelPlace } from '../../rules/debate.ts';
import { arePanelsPublic } from '../../rules/redaction.ts';
import * as debates from '../../store/debates.ts';
import type { Tab } from '../../tab.ts';
import { NothingThere } from '../../errors.ts';
import { urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, isAnonymous } from './caller.ts';
import { sendPage } from './paging.ts';
import type { OfRound } from './rounds.ts';

/** The debates of a round, and the draw that makes them. */
export function registerPairings(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/rounds/:seq/pairings';
  const list = async (request: FastifyRequest<OfRound>) => {
    const { slug, seq } = request.params;
    const { round, tournament } = await findRound(tab, slug, seq);
    const rooms = await debates.ofRound(tab.db, round.id);
    const shapes = rooms.map((debate) => pairingShape(debate, { slug, seq, url: urlsOf(request) }));
    return isAnonymous(request) ? shapes.map((shape) => asSpectatorsSee(shape, arePanelsPublic(tournament.settings, round))) : shapes;
  };
  server.get<OfRound>(path, async (request, reply) => sendPage(request, reply, await list(request)));

  server.post<OfRound>(`${path}/generate-draw`, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await drawRound(tab, { ...place, actor: actorOf(request) });
    return reply.code(201).send(await list(request));
  });

  server.delete<OfRound>(path, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await deleteDraw(tab, { ...place, actor: actorOf(request) });
    return reply.code(204).send();
  });

  server.get<{ Params: OfRound['Params'] & { id: string } }>(`${path}/:id`, async (request, _reply) => {
    const found = (await list(request)).find(({ id }) => String(id) === request.params.id);
    if (found === undefined) throw new NothingThere(`debate ${request.params.id} in round ${request.params.seq}`);
    return found;
  });
}

type Shape = ReturnType<typeof pairingShape>;

/** Who debates whom and where; who judges where the settings say so; nothing of how the draw was made. */
function asSpectatorsSee({ id, url, venue, venue_name, teams, adjudicators, sides_confirmed }: Shape, hasPanel: boolean) {
  const sides = teams.map(({ team, name, side }) => ({ team, name, side }));
  return { id, url, venue, venue_name, teams: sides, ...(hasPanel && { adjudicators }), sides_confirmed };
}

interface Place {
  readonly slug: string;
  readonly seq: string;
  readonly url: Urls;
}

function pairingShape(debate: Debate, { slug, seq, url }: Place) {
  const own = `tournaments/${slug}/rounds/${seq}/pairings/${debate.id}`;
  const seated = (place: PanelPlace): string[] =>
    debate.panel.filter((member) => member.place === place).map(({ id }) => url(`tournaments/${slug}/adjudicators/${id}`));
  return {
    id: debate.id,
    url: url(own),
    venue: debate.venue && url(`tournaments/${slug}/venues/${debate.venue.id}`),
    venue_name: debate.venue?.name ?? null,
    teams: debate.teams.map((team) => ({
      team: url(`tournaments/${slug}/teams/${team.id}`),
      name: team.name,
      side: team.side,
      flags: team.flags,
    })),
    adjudicators: { chair: seated('C')[0] ?? null, panellists: seated('P'), trainees: seated('T') },
    sides_confirmed: debate.areSidesConfirmed,
    bracket: debate.bracket,
    room_rank: debate.roomRank,
    importance: debate.importance,
    result_status: debate.resultStatus,
    flags: debate.flags,
    _links: { ballots: url(`${own}/ballots`) },
  };
}
