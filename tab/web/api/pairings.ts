import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { findRound } from '../../round/find.ts';
import { deleteDraw, drawRound } from '../../round/draw.ts';
import { addPairing, changePairing, removePairing, type Pairing } from '../../round/pairing.ts';
import type { Debate, PanelPlace } from '../../rules/debate.ts';
import type { DebateId, PersonId, TeamId, VenueId } from '../../rules/ids.ts';
import type { Permission } from '../../rules/permissions.ts';
import { arePanelsPublic } from '../../rules/redaction.ts';
import * as debates from '../../store/debates.ts';
import type { Tab } from '../../tab.ts';
import { NotAllowed, NothingThere } from '../../errors.ts';
import { purgeTournament } from '../purge.ts';
import { bodyOf, refOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, isAnonymous, mayCaller } from './caller.ts';
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
  registerPairingChanges(server, tab, path);
}

interface OfPairing {
  readonly Params: OfRound['Params'] & { readonly id: string };
}

const ref = v.union([v.string(), v.number()]);
const pairingBody = v.object({
  venue: v.optional(v.nullable(ref)),
  teams: v.optional(v.array(v.object({ team: ref, side: v.union([v.number(), v.literal('bye')]) }))),
  adjudicators: v.optional(
    v.object({ chair: v.optional(v.nullable(ref)), panellists: v.optional(v.array(ref), []), trainees: v.optional(v.array(ref), []) }),
  ),
  importance: v.optional(v.pipe(v.number(), v.minValue(-2), v.maxValue(2))),
  sides_confirmed: v.optional(v.boolean()),
});

/** One debate of the draw: added, changed, taken out. */
function registerPairingChanges(server: FastifyInstance, tab: Tab, path: string): void {
  const shapeOf = async (request: FastifyRequest<OfRound>, id: number) => {
    const { slug, seq } = request.params;
    const debate = await debates.byId(tab.db, refOf<DebateId>(id, 'pairing'));
    if (debate === null) throw new NothingThere(`debate ${id}`);
    return pairingShape(debate, { slug, seq, url: urlsOf(request) });
  };
  const published = (reply: FastifyReply, slug: string, status: string): void => {
    if (status === 'R') purgeTournament(reply, slug);
  };

  server.post<OfRound>(path, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    const id = await addPairing(tab, { ...place, actor: actorOf(request), pairing: pairingIn(request) });
    published(reply, place.tournament.slug, place.round.drawStatus);
    return reply.code(201).send(await shapeOf(request, id));
  });

  const change = async (request: FastifyRequest<OfPairing>, reply: FastifyReply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    const debateId = refOf<DebateId>(request.params.id, 'pairing');
    await changePairing(tab, { ...place, actor: actorOf(request), debateId, pairing: pairingIn(request) });
    published(reply, place.tournament.slug, place.round.drawStatus);
    return shapeOf(request, debateId);
  };
  server.patch<OfPairing>(`${path}/:id`, change);
  server.put<OfPairing>(`${path}/:id`, change);
  server.post<OfPairing>(`${path}/:id`, change);

  server.delete<OfPairing>(`${path}/:id`, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await removePairing(tab, { ...place, actor: actorOf(request), debateId: refOf<DebateId>(request.params.id, 'pairing') });
    published(reply, place.tournament.slug, place.round.drawStatus);
    return reply.code(204).send();
  });
}

/** Who may change teams need not be who may change panels: each part of the body asks for its own right. */
function pairingIn(request: FastifyRequest): Pairing {
  const { venue, teams, adjudicators, importance, sides_confirmed: areSidesConfirmed } = bodyOf(request, pairingBody);
  const asks: readonly (readonly [unknown, Permission])[] = [
    [teams, 'edit.debateteam'],
    [adjudicators, 'edit.debateadjudicator'],
    [importance, 'edit.debateadjudicator'],
    [venue, 'edit.roomallocations'],
    [areSidesConfirmed, 'edit.allocatesides'],
  ];
  const lacking = asks.find(([part, right]) => part !== undefined && !mayCaller(request, right));
  if (lacking !== undefined) throw new NotAllowed(`change this part of a debate without the permission ${lacking[1]}`);
  const seat = (value: string | number, place: PanelPlace) => ({ adjudicatorId: refOf<PersonId>(value, 'adjudicators'), place });
  return {
    teams: teams?.map(({ team, side }) => ({ teamId: refOf<TeamId>(team, 'teams.team'), side: side === 'bye' ? -1 : side })),
    venueId: venue === undefined || venue === null ? venue : refOf<VenueId>(venue, 'venue'),
    panel: adjudicators && [
      ...(adjudicators.chair === undefined || adjudicators.chair === null ? [] : [seat(adjudicators.chair, 'C')]),
      ...adjudicators.panellists.map((one) => seat(one, 'P')),
      ...adjudicators.trainees.map((one) => seat(one, 'T')),
    ],
    importance,
    areSidesConfirmed,
  };
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
