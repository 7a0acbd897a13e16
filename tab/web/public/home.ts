import type { FreshPage } from '../../public-pages/render-once.ts';
import { breakOf } from '../../round/break.ts';
import { menuOf } from '../../public-pages/pages.ts';
import { publicDraws, publicMotions, publicResults } from '../../rules/redaction.ts';
import { currentRounds, type Round } from '../../rules/round.ts';
import * as motions from '../../store/motions.ts';
import { openRegistrations } from '../../rules/registration/open.ts';
import { paths as formPaths } from '../personal/paths.ts';
import { paths as registrationPaths } from '../registration/paths.ts';
import { paths } from './paths.ts';
import { paragraphsOf } from './plain-text.ts';
import { headOf, type Site } from './site.ts';
import { homePage, type HomeView } from './views/home.ts';

/** The front page of a tournament. */
export async function showHome(site: Site): Promise<FreshPage> {
  const { settings } = site;
  const { sentence, next } = await headline(site);
  const view = {
    head: headOf(site, 'home'),
    sentence,
    next,
    forms: formsOf(site),
    welcome: paragraphsOf(settings.welcome_message),
    staff: paragraphsOf(settings.tournament_staff),
  };
  return { status: 200, html: homePage(view) };
}

/** Forms that everybody may send, and the door, where the settings open them. */
function formsOf({ settings, rounds, tournament: { slug } }: Site): HomeView['forms'] {
  const register = openRegistrations(settings).length > 0 ? [{ label: 'Register', href: registrationPaths.start(slug) }] : [];
  const door = [...register, ...(settings.public_checkins ? [{ label: 'Who is here', href: paths.checkIns(slug) }] : [])];
  const debated = currentRounds(rounds).filter(({ drawStatus, arePanelsHeld }) => drawStatus === 'R' && arePanelsHeld !== true);
  const ballots =
    settings.participant_ballots === 'public'
      ? debated.map(({ name, seq }) => ({ label: `Enter a ballot of ${name}`, href: formPaths.openBallots(slug, seq) }))
      : [];
  return settings.participant_feedback === 'public'
    ? [...ballots, { label: 'Give feedback', href: formPaths.openFeedback(slug) }, ...door]
    : [...ballots, ...door];
}

interface Headline {
  readonly sentence: string;
  readonly next: { readonly label: string; readonly href: string } | null;
}

/** What spectators want to know first: the motion that is debated, else the draw that is out, else the last results, else the name. */
async function headline(site: Site): Promise<Headline> {
  const { slug } = site.tournament;
  const current = new Set(currentRounds(site.rounds).map(({ id }) => id));
  const debated = publicMotions(site).find(({ id }) => current.has(id));
  if (debated !== undefined) return motionHeadline(site, debated);
  const drawn = publicDraws(site).find(({ id }) => current.has(id));
  if (drawn !== undefined)
    return { sentence: `The draw of ${drawn.name} is out.`, next: { label: 'See the draw', href: paths.draw(slug) } };
  return late(site);
}

/** What is out once nothing is being debated: the tab, the break, the last results. */
async function late(site: Site): Promise<Headline> {
  const { slug, name } = site.tournament;
  const open = new Set(menuOf(site));
  if (open.has('teamTab'))
    return { sentence: `The tab of ${name} is out.`, next: { label: 'See the team tab', href: paths.teamTab(slug) } };
  if (site.settings.public_breaking_teams && open.has('breaks') && (await isBreakNews(site)))
    return { sentence: 'The break is out.', next: { label: 'See who goes on', href: paths.breaks(slug) } };
  const results = publicResults(site).at(-1);
  if (results !== undefined)
    return {
      sentence: `The results of ${results.name} are out.`,
      next: { label: `Results of ${results.name}`, href: paths.resultsOfRound(slug, results.seq) },
    };
  return { sentence: `Welcome to ${name}.`, next: null };
}

async function motionHeadline({ tab, tournament }: Site, round: Round): Promise<Headline> {
  const rows = await motions.ofTournament(tab.db, tournament.id);
  const isOne = rows.filter(({ roundId }) => roundId === round.id).length === 1;
  return {
    sentence: isOne ? `The motion of ${round.name} is out.` : `The motions of ${round.name} are out.`,
    next: { label: isOne ? 'Read the motion' : 'Read the motions', href: paths.motions(tournament.slug) },
  };
}

/** The break is made, and no round after it is over. */
async function isBreakNews({ tab, tournament, rounds }: Site): Promise<boolean> {
  if (rounds.some(({ stage, isCompleted }) => stage === 'E' && isCompleted)) return false;
  const categories = await breakOf(tab, tournament);
  return categories.some(({ list }) => list.some(({ breakRank }) => breakRank !== null));
}
