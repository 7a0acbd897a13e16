import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { teamTabOf } from '../../round/standings.ts';
import { byName } from '../../rules/name-order.ts';
import type { TeamId } from '../../rules/ids.ts';
import { downToRank, teamStandings } from '../../rules/standings/teams.ts';
import * as breaks from '../../store/breaks.ts';
import { breakMembers } from '../../store/public-lists.ts';
import { fieldOf } from '../../store/standings.ts';
import { metricTitle } from './metric-titles.ts';
import { paths } from './paths.ts';
import { headOf, teamCell, type Site } from './site.ts';
import { countedRounds, figureColumns, figuresOf, rankWord, resultCells, roundColumns, teamNames } from './standings-cells.ts';
import { tablesPage, type PageLink } from './views/tables.ts';

/** Points so far by name: no ranks, no scores. Tab spec section 6.5. */
export async function showStandings(site: Site): Promise<FreshPage> {
  const { rounds, untilRound } = countedRounds(site);
  const field = await fieldOf(site.tab.db, site.tournament.id, { withSpeeches: false });
  const metric = site.settings.team_standings_precedence.includes('wins') ? 'wins' : 'points';
  const table = teamStandings(field, { precedence: [metric], untilRound, substantiveSpeakers: site.settings.substantive_speakers });
  const names = teamNames(site, field);
  const results = resultCells(site, field, rounds);
  const rows = table.rows
    .map((row) => ({ team: row.team, name: names.get(row.team) ?? '', points: row.values[0] ?? 0 }))
    .sort((a, b) => b.points - a.points || byName(a.name, b.name));
  const last = rounds.at(-1);
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'standings'),
      title: 'Standings',
      say: last === undefined ? 'No round is over yet.' : `After ${last.name}, by ${metric}. Scores and ranks stay with the tab room.`,
      tables: [
        {
          caption: `Teams by ${metric}`,
          columns: [{ label: 'Team' }, { label: metricTitle(metric), numeric: true }, ...roundColumns(rounds)],
          rows: rows.map(({ team, name, points }) => ({
            id: `team-${team}`,
            cells: [teamCell(site, { id: team, name }), points, ...results(team)],
          })),
        },
      ],
    }),
  };
}

/** The whole team tab once it is released. */
export async function showTeamTab(site: Site): Promise<FreshPage> {
  const links = await categoryLinks(site);
  return teamTabPage(site, { title: 'Team tab', among: null, limit: site.settings.team_tab_limit, links });
}

/** The teams that may break in a category, ranked among themselves. */
export async function showTeamTabOfCategory(site: Site, { category: slug }: { readonly category?: string }): Promise<FreshPage> {
  const { tab, tournament } = site;
  const [categories, members] = await Promise.all([breaks.categories(tab.db, tournament.id), breakMembers(tab.db, tournament.id)]);
  const category = categories.find((one) => one.slug === slug);
  if (category === undefined) throw new NothingThere(`break category "${slug}" in ${tournament.name}`);
  const among = category.isGeneral
    ? null
    : new Set(members.filter(({ categoryId }) => categoryId === category.id).map(({ teamId }) => teamId));
  const links = await categoryLinks(site);
  return teamTabPage(site, { title: `Team tab, ${category.name}`, among, limit: category.shownLimit, links });
}

async function categoryLinks({ tab, tournament, settings }: Site): Promise<PageLink[]> {
  if (!settings.break_category_tabs_released) return [];
  const categories = await breaks.categories(tab.db, tournament.id);
  const { slug } = tournament;
  const all = settings.team_tab_released ? [{ label: 'All teams', href: paths.teamTab(slug) }] : [];
  return [...all, ...categories.map((one) => ({ label: one.name, href: paths.teamTabOfCategory(slug, one.slug) }))];
}

interface TeamTab {
  readonly title: string;
  readonly among: ReadonlySet<TeamId> | null;
  readonly limit: number;
  readonly links: readonly PageLink[];
}

async function teamTabPage(site: Site, { title, among, limit, links }: TeamTab): Promise<FreshPage> {
  const { rounds, untilRound, say } = countedRounds(site);
  const { field, teams } = await teamTabOf(site.tab, site.tournament, { untilRound, among });
  const names = teamNames(site, field);
  const results = resultCells(site, field, rounds);
  const figures = figuresOf(teams.rows);
  const rows = downToRank(teams.rows, limit).map((row) => ({
    id: `team-${row.team}`,
    cells: [rankWord(row), teamCell(site, { id: row.team, name: names.get(row.team) ?? '' }), ...results(row.team), ...figures(row.values)],
  }));
  const columns = [{ label: 'Rank', numeric: true }, { label: 'Team' }, ...roundColumns(rounds), ...figureColumns(teams.columns)];
  const tables = [{ caption: 'Teams by rank', columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, 'teamTab'), title, say, links, tables }) };
}
