import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { breakOf, type CategoryList } from '../../round/break.ts';
import { headOf, teamCell, type Site } from './site.ts';
import { paths } from './paths.ts';
import { tablesPage, type PageLink, type PublicTable } from './views/tables.ts';

export async function showBreaks(site: Site): Promise<FreshPage> {
  return pageOf(site, site.settings.public_breaking_teams ? await breakOf(site.tab, site.tournament) : []);
}

export async function showBreakOfCategory(site: Site, { category }: { readonly category?: string }): Promise<FreshPage> {
  const one = (await breakOf(site.tab, site.tournament)).filter(({ slug }) => slug === category);
  if (one.length === 0) throw new NothingThere(`break category "${category}" in ${site.tournament.name}`);
  return pageOf(site, one);
}

function pageOf(site: Site, categories: readonly CategoryList[]): FreshPage {
  const made = categories.filter(({ list }) => list.some(({ breakRank }) => breakRank !== null));
  const say = made.length === 0 ? 'The break is not announced yet.' : 'Who goes on, in break order.';
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'breaks'),
      title: 'Break',
      say,
      links: linksOf(site),
      tables: made.map((one) => tableOf(one, site)),
    }),
  };
}

function linksOf({ settings, tournament: { slug } }: Site): PageLink[] {
  return settings.public_breaking_adjs ? [{ label: 'Adjudicators', href: paths.breakingAdjudicators(slug) }] : [];
}

function tableOf({ name, list }: CategoryList, site: Site): PublicTable {
  const { settings, names } = site;
  const rows = list.flatMap((row) => (row.breakRank === null ? [] : [{ ...row, breakRank: row.breakRank }]));
  const showsInstitutions = settings.show_team_institutions && !names.hidesTeams;
  return {
    title: name,
    caption: `Break of ${name}`,
    columns: [{ label: 'Break', numeric: true }, { label: 'Team' }, ...(showsInstitutions ? [{ label: 'Institution' }] : [])],
    rows: rows
      .sort((a, b) => a.breakRank - b.breakRank)
      .map((row) => {
        const team = names.team({ id: row.teamId, name: row.team });
        return [row.breakRank, teamCell(site, { id: row.teamId, name: team }), ...(showsInstitutions ? [row.institution] : [])];
      }),
  };
}
