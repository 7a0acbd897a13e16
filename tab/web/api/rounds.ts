import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { NothingThere } from '../../errors.ts';
import { markSome } from '../../round/availability.ts';
import { findRound } from '../../round/find.ts';
import { isRoundAct, roundActs } from '../../round/path.ts';
import type { Round } from '../../rules/round.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as availabilities from '../../store/availabilities.ts';
import * as rounds from '../../store/rounds.ts';
import type { AvailabilityKind } from '../../store/schema.ts';
import type { Tab } from '../../tab.ts';
import { findTournament } from '../../round/find.ts';
import { purgeTournament } from '../purge.ts';
import { apiActor, bodyOf, refOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';

export interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** Rounds, who is in, and every act of the round path. */
export function registerRounds(server: FastifyInstance, tab: Tab): void {
  server.get<{ Params: { slug: string } }>('/tournaments/:slug/rounds', async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const all = await rounds.ofTournament(tab.db, tournament.id);
    return all.map((round) => roundShape(round, tournament, urlsOf(request)));
  });

  server.get<OfRound>('/tournaments/:slug/rounds/:seq', async (request, _reply) => {
    const { round, tournament } = await findRound(tab, request.params.slug, request.params.seq);
    return roundShape(round, tournament, urlsOf(request));
  });

  server.post<{ Params: OfRound['Params'] & { act: string } }>('/tournaments/:slug/rounds/:seq/acts/:act', async (request, reply) => {
    const { slug, seq, act } = request.params;
    if (!isRoundAct(act)) throw new NothingThere(`act "${act}"; there are ${Object.keys(roundActs).join(', ')}`);
    const place = await findRound(tab, slug, seq);
    const notes = await roundActs[act].run(tab, { ...place, actor: apiActor });
    if (roundActs[act].isPublic) purgeTournament(reply, slug);
    const after = await findRound(tab, slug, seq);
    return { round: roundShape(after.round, after.tournament, urlsOf(request)), notes };
  });

  registerAvailabilities(server, tab);
}

function roundShape(round: Round, tournament: Tournament, url: Urls) {
  const own = `tournaments/${tournament.slug}/rounds/${round.seq}`;
  return {
    id: round.id,
    url: url(own),
    seq: round.seq,
    name: round.name,
    abbreviation: round.abbreviation,
    stage: round.stage,
    draw_type: round.drawType,
    draw_status: round.drawStatus,
    completed: round.isCompleted,
    silent: round.isSilent,
    motions_released: round.areMotionsReleased,
    starts_at: round.startsAt,
    weight: round.weight,
    _links: { pairing: url(`${own}/pairings`), availabilities: url(`${own}/availabilities`) },
  };
}

const kinds = { teams: 'team', adjudicators: 'adjudicator', venues: 'venue' } as const;

function registerAvailabilities(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/rounds/:seq/availabilities';
  server.get<OfRound>(path, async (request, _reply) => {
    const { round, tournament } = await findRound(tab, request.params.slug, request.params.seq);
    const present = await availabilities.ofRound(tab.db, round.id);
    const url = urlsOf(request);
    return Object.entries(kinds).flatMap(([plural, kind]) =>
      [...present[kind]].map((id) => url(`tournaments/${tournament.slug}/${plural}/${id}`)),
    );
  });

  const mark = async (request: FastifyRequest<OfRound>, isIn: boolean): Promise<object> => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await markSome(tab, { ...place, actor: apiActor, some: someOf(bodyOf(request, v.array(v.string()))), isIn });
    return {};
  };
  server.put<OfRound>(path, (request) => mark(request, true));
  server.post<OfRound>(path, (request) => mark(request, false));
}

/** Sorts addresses of teams, adjudicators and rooms by what they are of. */
function someOf(addresses: readonly string[]): Record<AvailabilityKind, number[]> {
  const some: Record<AvailabilityKind, number[]> = { team: [], adjudicator: [], venue: [] };
  for (const address of addresses) {
    const plural = Object.keys(kinds).find((one): one is keyof typeof kinds => address.includes(`/${one}/`));
    if (plural === undefined) throw new NothingThere(`team, adjudicator or room at ${address}`);
    some[kinds[plural]].push(refOf(address, 'address'));
  }
  return some;
}
