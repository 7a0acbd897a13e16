import { publicPages, type PublicPage, type PublicPageName } from '../../public-pages/pages.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { switchOf } from '../../store/public-sites.ts';
import type { Tab } from '../../tab.ts';
import { showAdjudicatorsTab } from './adjudicators-tab.ts';
import { showBreakOfCategory, showBreaks } from './breaks.ts';
import { showDrawByTeam, showDrawOfRoundByTeam, showResultsByTeam, showSchedule, showSides } from './by-team.ts';
import { showDiversity } from './diversity.ts';
import { showDraw, showDrawOfRound } from './draw.ts';
import { showFeedbackProgress } from './feedback-progress.ts';
import { showHome } from './home.ts';
import { showMotionStatistics, showMotionTotals } from './motion-statistics.ts';
import { showMotions } from './motions.ts';
import { showProgress } from './progress.ts';
import { showParticipants } from './participants.ts';
import { showBreakingAdjudicators, showInstitutions } from './people-lists.ts';
import { paragraphsOf } from './plain-text.ts';
import { showAdjudicatorRecord, showTeamRecord } from './records.ts';
import { showResults, showResultsOfRound } from './results.ts';
import { headOf, siteOf, type Site } from './site.ts';
import { showScoresheets } from './scoresheets.ts';
import { showRepliesTab, showSpeakerTab, showSpeakerTabOfCategory } from './speaker-tables.ts';
import { showStandings, showTeamTab, showTeamTabOfCategory } from './team-tables.ts';
import { closedPage, noticePage } from './views/frame.ts';

export interface PageParams {
  readonly slug: string;
  readonly seq?: string;
  readonly category?: string;
  readonly id?: string;
}

type Show = (site: Site, params: PageParams) => Promise<FreshPage>;

const shows: Record<PublicPageName, Show> = {
  home: showHome,
  draw: showDraw,
  drawByTeam: showDrawByTeam,
  drawOfRound: showDrawOfRound,
  drawOfRoundByTeam: showDrawOfRoundByTeam,
  sides: showSides,
  motions: showMotions,
  motionStatistics: showMotionStatistics,
  motionTotals: showMotionTotals,
  progress: showProgress,
  results: showResults,
  resultsOfRound: showResultsOfRound,
  resultsByTeam: showResultsByTeam,
  scoresheets: showScoresheets,
  standings: showStandings,
  teamTab: showTeamTab,
  teamTabOfCategory: showTeamTabOfCategory,
  speakerTab: showSpeakerTab,
  speakerTabOfCategory: showSpeakerTabOfCategory,
  repliesTab: showRepliesTab,
  adjudicatorsTab: showAdjudicatorsTab,
  diversity: showDiversity,
  breaks: showBreaks,
  breakOfCategory: showBreakOfCategory,
  breakingAdjudicators: showBreakingAdjudicators,
  participants: showParticipants,
  institutions: showInstitutions,
  teamRecord: showTeamRecord,
  adjudicatorRecord: showAdjudicatorRecord,
  feedbackProgress: showFeedbackProgress,
  schedule: showSchedule,
};

/** A page as everybody sees it now: the organisers' notice while only that is shown, a closed door where its setting is off. */
export async function renderPage(
  tab: Tab,
  { name, params }: { readonly name: PublicPageName; readonly params: PageParams },
): Promise<FreshPage> {
  return renderBehind(tab, params.slug, { ...publicPages[name], show: (site) => shows[name](site, params) });
}

/** The same for a page that belongs to no version of the tournament. */
export async function renderBehind(
  tab: Tab,
  slug: string,
  page: Pick<PublicPage, 'isOpen' | 'what'> & { readonly show: (site: Site) => Promise<FreshPage> },
): Promise<FreshPage> {
  const site = await siteOf(tab, slug);
  if (site.tournament.publicMode === 'notice') {
    const { notice } = await switchOf(tab.db, site.tournament.id);
    return { status: 200, html: noticePage(site.tournament.name, paragraphsOf(notice)) };
  }
  if (!page.isOpen(site)) return { status: 403, html: closedPage(headOf(site, null), page.what) };
  return page.show(site);
}
