import type { HtmlValue } from '#kit/html/html.ts';
import type { PageTab } from '#kit/html/layout.ts';
import { findTournament } from '../../round/find.ts';
import { menuOf, type MenuPageName } from '../../public-pages/pages.ts';
import type { PublicSite } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as rounds from '../../store/rounds.ts';
import { teamSigns, type TeamSign } from '../../store/team-signs.ts';
import type { Tab } from '../../tab.ts';
import { publicNames, type PublicNames } from '../../public-pages/names.ts';
import { paths } from './paths.ts';
import type { PageHead } from './views/frame.ts';
import { nameCell } from './views/tables.ts';

/** A tournament as its public pages see it. */
export interface Site extends PublicSite {
  readonly tab: Tab;
  readonly tournament: Tournament;
  readonly rounds: readonly Round[];
  readonly names: PublicNames;
  /** The emoji of each team, where they are shown. */
  readonly signs: ReadonlyMap<number, TeamSign>;
}

/** Reads the tournament with its rounds: one trip, and a second where code names are in use. */
export async function siteOf(tab: Tab, slug: string): Promise<Site> {
  const [tournament, all, signs] = await Promise.all([findTournament(tab, slug), rounds.ofSlug(tab.db, slug), teamSigns(tab.db, slug)]);
  const names = await publicNames(tab, tournament);
  return { tab, tournament, settings: tournament.settings, rounds: all, names, signs };
}

const labels: Record<MenuPageName, string> = {
  home: 'Home',
  draw: 'Draw',
  motions: 'Motions',
  progress: 'Progress',
  results: 'Results',
  standings: 'Standings',
  teamTab: 'Team tab',
  speakerTab: 'Speaker tab',
  repliesTab: 'Replies',
  breaks: 'Break',
  schedule: 'Schedule',
  motionStatistics: 'Motions',
  adjudicatorsTab: 'Adjudicators',
  participants: 'People',
  institutions: 'Institutions',
  sides: 'Sides',
  diversity: 'Diversity',
  feedbackProgress: 'Feedback',
};

/** What stands around a public page: the event, the menu, where its changes come from. */
export function headOf({ tournament, ...site }: Site, current: MenuPageName | null): PageHead {
  const { slug } = tournament;
  const tabs = menuOf(site).map((name): PageTab => ({ label: labels[name], href: paths[name](slug), current: name === current }));
  return { event: tournament.name, slug, tabs, liveUrl: paths.live(tournament) };
}

/** Where a name may lead to; null while records are not public. */
export function teamUrl({ tournament, settings }: Site, id: number): string | null {
  return settings.public_record ? paths.teamRecord(tournament.slug, id) : null;
}

/** A team's name in a table: its sign, and the record where that is public. */
export function teamCell(site: Site, { id, name }: { readonly id: number; readonly name: string }): HtmlValue {
  return nameCell(name, teamUrl(site, id), site.signs.get(id));
}

export function adjudicatorUrl({ tournament, settings }: Site, id: number): string | null {
  return settings.public_record ? paths.adjudicatorRecord(tournament.slug, id) : null;
}

/** `14:15`, or `14:15:07`, in the tournament's own zone. */
export function clockOf({ timezone }: Tournament, at: Date | null, precision: 'minutes' | 'seconds' = 'minutes'): string | null {
  return at && clockIn(timezone, precision).format(at);
}

const clocks = new Map<string, Intl.DateTimeFormat>(); // making one takes as long as writing a page

function clockIn(timeZone: string, precision: 'minutes' | 'seconds'): Intl.DateTimeFormat {
  const key = `${timeZone} ${precision}`;
  const seconds = precision === 'seconds' ? ({ second: '2-digit' } as const) : {};
  const clock = clocks.get(key) ?? new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...seconds, timeZone });
  clocks.set(key, clock);
  return clock;
}

/** `Lisbon`, as in "all times are event time (Lisbon)". */
export function zoneOf({ timezone }: Tournament): string {
  return (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
}
