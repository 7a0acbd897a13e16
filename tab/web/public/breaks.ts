import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { breakOf, type CategoryList } from '../../round/break.ts';
import { headOf, type Site } from './site.ts';
import { tablesPage, type PublicTable } from './views/tables.ts';

export async function showBreaks(site: Site): Promise<FreshPage> {
  return pageOf(site, await breakOf(site.tab, site.tournament));
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
    html: tablesPage({ head: headOf(site, 'breaks'), title: 'Break', say, tables: made.map((one) => tableOf(one, site)) }),
  };
}

function tableOf({ name, list }: CategoryList, { settings, names }: Site): PublicTable {
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
        return [row.breakRank, team, ...(showsInstitutions ? [row.institution] : [])];
      }),
  };
}
