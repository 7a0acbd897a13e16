import type { FastifyInstance } from 'fastify';
import { factsOf } from '../../round/facts.ts';
import { findTournament } from '../../round/find.ts';
import * as actions from '../../store/actions.ts';
import * as latestResults from '../../store/latest-results.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import * as venues from '../../store/venues.ts';
import { eventOf } from './event.ts';
import { patterns } from './routes.ts';
import { visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { overviewPage } from './views/overview.ts';

interface Named {
  readonly Params: { readonly slug: string };
}

/** A tournament at a glance: how the round stands, what is next, every round; and the import of more people. */
export function registerOverview(server: FastifyInstance, desk: Desk): void {
  server.get<Named>(patterns.overview, async (request, reply) =>
    show({ desk, visit: await visitOf(request, reply, desk), slug: request.params.slug }),
  );
}

/** Acts and results that the page lists. */
const latestShown = 10;

interface Asked {
  readonly desk: Desk;
  readonly visit: Visit;
  readonly slug: string;
}

async function show({ desk, visit, slug }: Asked, fault: Refusal | null = null) {
  const { tab } = desk;
  const tournament = await findTournament(tab, slug);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const { may } = visit.account;
  const asked = { tournamentId: tournament.id, most: latestShown };
  const [facts, teamRows, judges, rooms, acts, results] = await Promise.all([
    factsOf(tab, tournament, all),
    teams.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
    venues.ofTournament(tab.db, tournament.id),
    may('view.actionlogentry') ? actions.newest(tab.db, { ...asked, words: '', verbs: null, before: null }) : null,
    may('view.results') ? latestResults.newest(tab.db, asked) : null,
  ]);
  const event = eventOf(tournament, all);
  const counts = { teams: teamRows.length, adjudicators: judges.length, rooms: rooms.length };
  const rows = all.flatMap((round) => {
    const of = facts.get(round.id);
    return of ? [{ round, facts: of }] : [];
  });
  return visit.show(
    overviewPage({
      visitor: visit.visitor,
      fault,
      event,
      counts,
      rounds: rows,
      teamsInDebate: tournament.settings.teams_in_debate,
      latest: { actions: acts, results, timezone: tournament.timezone },
    }),
    fault,
  );
}
