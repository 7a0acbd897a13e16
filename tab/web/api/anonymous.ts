import type { FastifyRequest } from 'fastify';
import { findTournament } from '../../round/find.ts';
import { publicDraws, publicResults, type PublicSite } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import * as rounds from '../../store/rounds.ts';
import type { Tab } from '../../tab.ts';

type Gate = (site: PublicSite, params: Readonly<Record<string, string>>) => boolean;

const always: Gate = () => true;
/** Where names are hidden behind codes, no list of names is read without a key. */
const areNamesPublic = ({ settings }: PublicSite): boolean =>
  settings.public_participants &&
  (settings.team_code_names === 'off' || settings.team_code_names === 'all-tooltips') &&
  settings.participant_code_names === 'off';
const areMotionsPublic: Gate = ({ settings }) => settings.public_motions || settings.motion_tab_released;
const isDrawPublic: Gate = (site, { seq }) => publicPairings(site).some((round) => String(round.seq) === seq);

/** What anybody may read without a key, and the setting that opens it. Tab spec section 10.8. */
const gates: Readonly<Record<string, Gate>> = {
  '/': always,
  '/schema.json': always,
  '/tournaments': always,
  '/tournaments/:slug': always,
  '/tournaments/:slug/rounds': always,
  '/tournaments/:slug/rounds/:seq': always,
  '/tournaments/:slug/rounds/:seq/pairings': isDrawPublic,
  '/tournaments/:slug/rounds/:seq/pairings/:id': isDrawPublic,
  '/tournaments/:slug/venues': always,
  '/tournaments/:slug/venues/:id': always,
  '/tournaments/:slug/venue-categories': always,
  '/tournaments/:slug/venue-categories/:id': always,
  '/tournaments/:slug/break-categories': always,
  '/tournaments/:slug/break-categories/:id': always,
  '/tournaments/:slug/speaker-categories': always,
  '/tournaments/:slug/speaker-categories/:id': always,
  '/tournaments/:slug/break-categories/:id/break': ({ settings }) => settings.public_breaking_teams,
  '/tournaments/:slug/score-criteria': always,
  '/tournaments/:slug/score-criteria/:id': always,
  '/tournaments/:slug/questions': always,
  '/tournaments/:slug/questions/:id': always,
  '/tournaments/:slug/feedback-questions': always,
  '/tournaments/:slug/feedback-questions/:id': always,
  '/tournaments/:slug/break-categories/:id/eligibility': ({ settings }) => settings.public_break_categories && settings.public_participants,
  '/tournaments/:slug/institutions': ({ settings }) => settings.public_institutions_list,
  '/tournaments/:slug/institutions/:id': ({ settings }) => settings.public_institutions_list,
  '/tournaments/:slug/teams': areNamesPublic,
  '/tournaments/:slug/teams/:id': areNamesPublic,
  '/tournaments/:slug/speakers': areNamesPublic,
  '/tournaments/:slug/speakers/:id': areNamesPublic,
  '/tournaments/:slug/adjudicators': areNamesPublic,
  '/tournaments/:slug/adjudicators/:id': areNamesPublic,
  '/tournaments/:slug/motions': areMotionsPublic,
  '/tournaments/:slug/motions/:id': areMotionsPublic,
  '/tournaments/:slug/schedule': ({ settings }) => settings.public_schedule,
  '/tournaments/:slug/teams/standings': ({ settings }) => settings.team_tab_released,
  '/tournaments/:slug/teams/standings/rounds': ({ settings }) => settings.team_tab_released,
  '/tournaments/:slug/speakers/standings': ({ settings }) => settings.speaker_tab_released,
};

/** Whether anybody may make this call; the handlers then show what spectators see, and nothing more. */
export async function mayAnybody(tab: Tab, request: FastifyRequest): Promise<boolean> {
  const pattern = (request.routeOptions.url ?? '').replace(/^\/api\/v1/, '') || '/';
  const gate = request.method === 'GET' || request.method === 'HEAD' ? gates[pattern] : undefined;
  if (gate === undefined) return false;
  const params = paramsOf(request);
  const { slug } = params;
  if (slug === undefined) return true;
  const tournament = await findTournament(tab, slug);
  if ((tournament.publicMode ?? 'open') !== 'open') return false;
  return gate({ settings: tournament.settings, rounds: await rounds.ofTournament(tab.db, tournament.id) }, params);
}

/** The rounds whose debates anybody may see: their draw is public, or their results are. */
export function publicPairings(site: PublicSite): Round[] {
  const shown = new Set([...publicDraws(site), ...publicResults(site)]);
  return site.rounds.filter((round) => shown.has(round));
}

function paramsOf({ params }: FastifyRequest): Readonly<Record<string, string>> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
