import type { FastifyInstance } from 'fastify';
import { findDebate, findRound } from '../../round/find.ts';
import { deleteDraw, drawRound } from '../../round/draw.ts';
import type { Debate, PanelPlace } from '../../rules/debate.ts';
import * as debates from '../../store/debates.ts';
import type { Tab } from '../../tab.ts';
import { NothingThere } from '../../errors.ts';
import { apiActor, urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import type { OfRound } from './rounds.ts';

/** The debates of a round, and the draw that makes them. */
export function registerPairings(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/rounds/:seq/pairings';
  const list = async ({ slug, seq }: OfRound['Params'], url: Urls) => {
    const { round } = await findRound(tab, slug, seq);
    const rooms = await debates.ofRound(tab.db, round.id);
    return rooms.map((debate) => pairingShape(debate, { slug, seq, url }));
  };
  server.get<OfRound>(path, (request) => list(request.params, urlsOf(request)));

  server.post<OfRound>(`${path}/generate-draw`, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await drawRound(tab, { ...place, actor: apiActor });
    return reply.code(201).send(await list(request.params, urlsOf(request)));
  });

  server.delete<OfRound>(path, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await deleteDraw(tab, { ...place, actor: apiActor });
    return reply.code(204).send();
  });

  server.get<{ Params: OfRound['Params'] & { id: string } }>(`${path}/:id`, async (request, _reply) => {
    const { slug, seq, id } = request.params;
    const { debateId } = await findDebate(tab, slug, id);
    const debate = await debates.byId(tab.db, debateId);
    if (debate === null) throw new NothingThere(`debate ${id}`);
    return pairingShape(debate, { slug, seq, url: urlsOf(request) });
  });
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
