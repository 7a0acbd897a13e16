import type { FreshPage } from '../../public-pages/render-once.ts';
import { publicDraws, publicResults } from '../../rules/redaction.ts';
import { currentRounds } from '../../rules/round.ts';
import { paths } from './paths.ts';
import { paragraphsOf } from './plain-text.ts';
import { headOf, type Site } from './site.ts';
import { homePage } from './views/home.ts';

/** The front page of a tournament. */
export async function showHome(site: Site): Promise<FreshPage> {
  const { settings } = site;
  const { sentence, next } = headline(site);
  const view = {
    head: headOf(site, 'home'),
    sentence,
    next,
    welcome: paragraphsOf(settings.welcome_message),
    staff: paragraphsOf(settings.tournament_staff),
  };
  return { status: 200, html: homePage(view) };
}

/** What spectators want to know first: the draw that is out, else the last results, else the name. */
function headline(site: Site): { sentence: string; next: { label: string; href: string } | null } {
  const { slug, name } = site.tournament;
  const current = new Set(currentRounds(site.rounds).map(({ id }) => id));
  const drawn = publicDraws(site).find(({ id }) => current.has(id));
  if (drawn !== undefined)
    return { sentence: `The draw of ${drawn.name} is out.`, next: { label: 'See the draw', href: paths.draw(slug) } };
  const results = publicResults(site).at(-1);
  if (results !== undefined)
    return {
      sentence: `The results of ${results.name} are out.`,
      next: { label: `Results of ${results.name}`, href: paths.resultsOfRound(slug, results.seq) },
    };
  return { sentence: `Welcome to ${name}.`, next: null };
}
