import {
  areStandingsPublic,
  followedRounds,
  publicDraws,
  publicMotions,
  publicResults,
  publicStandingsRounds,
  type PublicSite,
} from '../rules/redaction.ts';

/** One kind of public page: where it is, who opens it, how long a router may keep it at most. Tab spec section 8.1. */
export interface PublicPage {
  /** The pattern of its path. */
  readonly pattern: string;
  /** Upper bound in seconds; a write purges it long before. */
  readonly tierSeconds: 60 | 210 | 7200;
  /** Whether the settings open it; else its address answers 403. */
  readonly isOpen: (site: PublicSite) => boolean;
  /** What is not public when it is closed: "The draw". */
  readonly what: string;
}

type IsOpen = PublicPage['isOpen'];

const page =
  (tierSeconds: PublicPage['tierSeconds']) =>
  (pattern: string, what: string, isOpen: IsOpen): PublicPage => ({ pattern, tierSeconds, isOpen, what });
const fast = page(60);
const slow = page(210);
const tab = page(7200);

const isDrawOpen: IsOpen = ({ settings }) => settings.public_draw !== 'off';
const areDrawsOpen: IsOpen = ({ settings }) => settings.public_draw === 'all-released';
const areResultsOpen: IsOpen = ({ settings }) => settings.public_results;
const isTeamTabOpen: IsOpen = ({ settings }) => settings.team_tab_released;
const isSpeakerTabOpen: IsOpen = ({ settings }) => settings.speaker_tab_released;
const isRecordOpen: IsOpen = ({ settings }) => settings.public_record;
const isMotionTabOpen: IsOpen = ({ settings }) => settings.motion_tab_released;
const isBreakOpen: IsOpen = ({ settings }) => settings.public_breaking_teams;

/** All public pages of a tournament. */
export const publicPages = {
  home: fast('/:slug', 'This page', () => true),
  draw: fast('/:slug/draw', 'The draw', isDrawOpen),
  drawByTeam: fast('/:slug/draw/by-team', 'The draw', isDrawOpen),
  drawOfRound: fast('/:slug/draw/round/:seq', 'The draw of this round', areDrawsOpen),
  drawOfRoundByTeam: fast('/:slug/draw/round/:seq/by-team', 'The draw of this round', areDrawsOpen),
  sides: fast('/:slug/draw/sides', 'The list of sides', ({ settings }) => settings.public_side_allocations),
  motions: fast('/:slug/motions', 'The list of motions', ({ settings }) => settings.public_motions),
  motionStatistics: tab('/:slug/motions/statistics', 'The statistics of motions', isMotionTabOpen),
  motionTotals: tab('/:slug/motions/statistics/global', 'The statistics of motions', isMotionTabOpen),
  results: slow('/:slug/results', 'The results', areResultsOpen),
  progress: fast('/:slug/results/progress', 'The progress of results', ({ settings }) => settings.public_progress),
  resultsOfRound: slow('/:slug/results/round/:seq', 'The results', areResultsOpen),
  resultsByTeam: slow('/:slug/results/round/:seq/by-team', 'The results', areResultsOpen),
  scoresheets: fast('/:slug/results/debate/:id/scoresheets', 'The scoresheets', ({ settings }) => settings.ballots_released),
  standings: slow('/:slug/standings/current-standings', 'The standings', ({ settings }) => settings.public_team_standings),
  teamTab: tab('/:slug/tab/team', 'The team tab', isTeamTabOpen),
  teamTabOfCategory: tab('/:slug/tab/team/:category', 'The tab of this category', ({ settings }) => settings.break_category_tabs_released),
  speakerTab: tab('/:slug/tab/speaker', 'The speaker tab', isSpeakerTabOpen),
  speakerTabOfCategory: tab(
    '/:slug/tab/speaker/:category',
    'The tab of this category',
    ({ settings }) => settings.speaker_category_tabs_released,
  ),
  repliesTab: tab(
    '/:slug/tab/replies',
    'The replies tab',
    ({ settings }) => settings.replies_tab_released && settings.reply_scores_enabled,
  ),
  adjudicatorsTab: tab('/:slug/tab/adjudicators', 'The adjudicators tab', ({ settings }) => settings.adjudicators_tab_released),
  diversity: tab('/:slug/tab/diversity', 'The diversity page', ({ settings }) => settings.public_diversity),
  breaks: slow('/:slug/break', 'The break', ({ settings }) => settings.public_results || settings.public_breaking_teams),
  breakOfCategory: slow('/:slug/break/teams/:category', 'The break', isBreakOpen),
  breakingAdjudicators: slow(
    '/:slug/break/adjudicators',
    'The list of breaking adjudicators',
    ({ settings }) => settings.public_breaking_adjs,
  ),
  participants: slow('/:slug/participants/list', 'The list of participants', ({ settings }) => settings.public_participants),
  institutions: slow('/:slug/participants/institutions', 'The list of institutions', ({ settings }) => settings.public_institutions_list),
  teamRecord: fast('/:slug/participants/team/:id', 'The record of this team', isRecordOpen),
  adjudicatorRecord: fast('/:slug/participants/adjudicator/:id', 'The record of this adjudicator', isRecordOpen),
  feedbackProgress: fast('/:slug/feedback/progress', 'The list of feedback owed', ({ settings }) => settings.feedback_progress),
  schedule: fast('/:slug/schedule', 'The schedule', ({ settings }) => settings.public_schedule),
} as const satisfies Record<string, PublicPage>;

export type PublicPageName = keyof typeof publicPages;

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of a table that is frozen by `as const`
export const pageNames = Object.keys(publicPages) as readonly PublicPageName[];

const always = (): boolean => true;
const isTabWorthIt: IsOpen = (site) => publicStandingsRounds(site).length > 0;

/** What the menu may lead to, in order, and when there is something to see. A page that is closed is never in it. */
const menu = {
  home: always,
  draw: (site) => publicDraws(site).length > 0,
  motions: (site) => publicMotions(site).length > 0 && !site.settings.motion_tab_released,
  progress: (site) => followedRounds(site).length > 0,
  results: (site) => publicResults(site).length > 0,
  standings: areStandingsPublic,
  teamTab: isTabWorthIt,
  speakerTab: isTabWorthIt,
  repliesTab: isTabWorthIt,
  breaks: ({ settings, rounds }) => (settings.public_breaking_teams || settings.public_breaking_adjs) && isPreliminaryOver(rounds),
  schedule: always,
  motionStatistics: always,
  adjudicatorsTab: always,
  participants: always,
  institutions: always,
  sides: always,
  diversity: always,
  feedbackProgress: always,
} as const satisfies Partial<Record<PublicPageName, IsOpen>>;

export type MenuPageName = keyof typeof menu;

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- as above
const menuNames = Object.keys(menu) as readonly MenuPageName[];

/** The pages that the menu of every page leads to, in order: open ones with something on them. */
export function menuOf(site: PublicSite): MenuPageName[] {
  return menuNames.filter((name) => publicPages[name].isOpen(site) && menu[name](site));
}

function isPreliminaryOver(rounds: PublicSite['rounds']): boolean {
  const preliminary = rounds.filter(({ stage }) => stage === 'P');
  return preliminary.length > 0 && preliminary.every(({ isCompleted }) => isCompleted);
}

/** A page by its address; null when no public page is there. */
export function pageAt(path: string): { readonly name: PublicPageName; readonly params: Readonly<Record<string, string>> } | null {
  const plain = path.replace(/\/$/, '');
  for (const [name, matcher] of matchers) {
    const match = matcher.exec(plain);
    if (match)
      return {
        name,
        params: Object.fromEntries(Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)])),
      };
  }
  return null;
}

/** Words in an address win over what may stand in their place. */
const matchers = pageNames
  .toSorted((a, b) => placeholders(publicPages[a].pattern) - placeholders(publicPages[b].pattern))
  .map((name) => [name, new RegExp(`^${publicPages[name].pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`)] as const);

function placeholders(pattern: string): number {
  return pattern.split(':').length;
}
