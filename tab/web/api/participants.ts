import type { FastifyInstance } from 'fastify';
import { findTournament } from '../../round/find.ts';
import * as people from '../../store/people.ts';
import * as teams from '../../store/teams.ts';
import * as venues from '../../store/venues.ts';
import type { Tab } from '../../tab.ts';
import { urlsOf } from './call.ts';

interface Named {
  readonly Params: { readonly slug: string };
}

/** Teams with their speakers, adjudicators, rooms. The key has full rights, so private links are told. */
export function registerParticipants(server: FastifyInstance, tab: Tab): void {
  server.get<Named>('/tournaments/:slug/teams', async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const url = urlsOf(request);
    const [rows, speakers, links] = await Promise.all([
      teams.ofTournament(tab.db, tournament.id),
      teams.speakers(tab.db, tournament.id),
      people.links(tab.db, tournament.id, 'speaker'),
    ]);
    const keys = new Map(links.map((link) => [link.personId, link.urlKey]));
    const speakersBy = Map.groupBy(speakers, (speaker) => speaker.teamId);
    const own = `tournaments/${tournament.slug}`;
    return rows.map((team) => ({
      id: team.id,
      url: url(`${own}/teams/${team.id}`),
      reference: team.reference,
      short_name: team.name,
      long_name: team.longName,
      institution: team.institution,
      seed: team.seed,
      type: team.type,
      speakers: (speakersBy.get(team.id) ?? []).map(({ id, name }) => ({
        id,
        url: url(`${own}/speakers/${id}`),
        name,
        url_key: keys.get(id) ?? null,
      })),
    }));
  });

  registerJudges(server, tab);
  registerVenues(server, tab);
}

function registerJudges(server: FastifyInstance, tab: Tab): void {
  server.get<Named>('/tournaments/:slug/adjudicators', async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const url = urlsOf(request);
    const [rows, links] = await Promise.all([
      people.adjudicators(tab.db, tournament.id),
      people.links(tab.db, tournament.id, 'adjudicator'),
    ]);
    const keys = new Map(links.map((link) => [link.personId, link.urlKey]));
    return rows.map((judge) => ({
      id: judge.id,
      url: url(`tournaments/${tournament.slug}/adjudicators/${judge.id}`),
      name: judge.name,
      institution: judge.institution,
      base_score: judge.baseScore,
      trainee: judge.isTrainee,
      independent: judge.isIndependent,
      url_key: keys.get(judge.id) ?? null,
    }));
  });
}

function registerVenues(server: FastifyInstance, tab: Tab): void {
  server.get<Named>('/tournaments/:slug/venues', async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const url = urlsOf(request);
    const rows = await venues.ofTournament(tab.db, tournament.id);
    return rows.map((venue) => ({ ...venue, url: url(`tournaments/${tournament.slug}/venues/${venue.id}`) }));
  });
}
