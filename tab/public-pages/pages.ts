import {
  areStandingsPublic,
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

const fast = 60;
const slow = 210;
const tab = 7200;

/** All public pages of a tournament. */
export const publicPages = {
  home: { pattern: '/:slug', tierSeconds: fast, isOpen: () => true, what: 'This page' },
  draw: { pattern: '/:slug/draw', tierSeconds: fast, isOpen: ({ settings }) => settings.public_draw !== 'off', what: 'The draw' },
  drawOfRound: {
    pattern: '/:slug/draw/round/:seq',
    tierSeconds: fast,
    isOpen: ({ settings }) => settings.public_draw === 'all-released',
    what: 'The draw of this round',
  },
  results: { pattern: '/:slug/results', tierSeconds: slow, isOpen: ({ settings }) => settings.public_results, what: 'The results' },
  resultsOfRound: {
    pattern: '/:slug/results/round/:seq',
    tierSeconds: slow,
    isOpen: ({ settings }) => settings.public_results,
    what: 'The results',
  },
  standings: {
    pattern: '/:slug/standings/current-standings',
    tierSeconds: slow,
    isOpen: ({ settings }) => settings.public_team_standings,
    what: 'The standings',
  },
  teamTab: { pattern: '/:slug/tab/team', tierSeconds: tab, isOpen: ({ settings }) => settings.team_tab_released, what: 'The team tab' },
  speakerTab: {
    pattern: '/:slug/tab/speaker',
    tierSeconds: tab,
    isOpen: ({ settings }) => settings.speaker_tab_released,
    what: 'The speaker tab',
  },
  repliesTab: {
    pattern: '/:slug/tab/replies',
    tierSeconds: tab,
    isOpen: ({ settings }) => settings.replies_tab_released && settings.reply_scores_enabled,
    what: 'The replies tab',
  },
  breaks: { pattern: '/:slug/break', tierSeconds: slow, isOpen: ({ settings }) => settings.public_breaking_teams, what: 'The break' },
  breakOfCategory: {
    pattern: '/:slug/break/teams/:category',
    tierSeconds: slow,
    isOpen: ({ settings }) => settings.public_breaking_teams,
    what: 'The break',
  },
  participants: {
    pattern: '/:slug/participants/list',
    tierSeconds: slow,
    isOpen: ({ settings }) => settings.public_participants,
    what: 'The list of participants',
  },
  motions: { pattern: '/:slug/motions', tierSeconds: fast, isOpen: ({ settings }) => settings.public_motions, what: 'The list of motions' },
  teamRecord: {
    pattern: '/:slug/participants/team/:id',
    tierSeconds: fast,
    isOpen: ({ settings }) => settings.public_record,
    what: 'The record of this team',
  },
  adjudicatorRecord: {
    pattern: '/:slug/participants/adjudicator/:id',
    tierSeconds: fast,
    isOpen: ({ settings }) => settings.public_record,
    what: 'The record of this adjudicator',
  },
} as const satisfies Record<string, PublicPage>;

export type PublicPageName = keyof typeof publicPages;

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of a table that is frozen by `as const`
export const pageNames = Object.keys(publicPages) as readonly PublicPageName[];

/** The pages that the menu of every page leads to, in order: open ones with something on them. */
export function menuOf(site: PublicSite): PublicPageName[] {
  const isWorthIt: Partial<Record<PublicPageName, boolean>> = {
    home: true,
    draw: publicDraws(site).length > 0,
    motions: publicMotions(site).length > 0,
    results: publicResults(site).length > 0,
    standings: areStandingsPublic(site),
    teamTab: publicStandingsRounds(site).length > 0,
    speakerTab: publicStandingsRounds(site).length > 0,
    repliesTab: publicStandingsRounds(site).length > 0,
    breaks: isPreliminaryOver(site),
    participants: true,
  };
  const all: readonly PublicPageName[] = [
    'home',
    'draw',
    'motions',
    'results',
    'standings',
    'teamTab',
    'speakerTab',
    'repliesTab',
    'breaks',
    'participants',
  ];
  return all.filter((name) => isWorthIt[name] === true && publicPages[name].isOpen(site));
}

function isPreliminaryOver({ rounds }: PublicSite): boolean {
  const preliminary = rounds.filter(({ stage }) => stage === 'P');
  return preliminary.length > 0 && preliminary.every(({ isCompleted }) => isCompleted);
}

/** A page by its address; null when no public page is there. */
export function pageAt(path: string): { readonly name: PublicPageName; readonly params: Readonly<Record<string, string>> } | null {
  const plain = path.replace(/\/$/, '');
  for (const name of pageNames) {
    const match = matcherOf(publicPages[name].pattern).exec(plain);
    if (match)
      return {
        name,
        params: Object.fromEntries(Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)])),
      };
  }
  return null;
}

function matcherOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}
