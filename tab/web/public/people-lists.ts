import type { FreshPage } from '../../public-pages/render-once.ts';
import { arePanelsPublic, publicDraws, publicResults } from '../../rules/redaction.ts';
import { judges as breakJudges } from '../../store/judge-breaks.ts';
import * as people from '../../store/people.ts';
import * as publicLists from '../../store/public-lists.ts';
import * as teams from '../../store/teams.ts';
import { adjudicatorUrl, headOf, type Site } from './site.ts';
import { nameCell, tablesPage } from './views/tables.ts';

/** Who sends how many. */
export async function showInstitutions(site: Site): Promise<FreshPage> {
  const { tab, tournament, names } = site;
  const [rows, allTeams, judges] = await Promise.all([
    publicLists.institutions(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
  ]);
  const teamsOf = Map.groupBy(allTeams, ({ institutionId }) => institutionId);
  const judgesOf = Map.groupBy(judges, ({ institutionId }) => institutionId);
  const count = names.hidesTeams ? [] : [{ label: 'Teams', numeric: true }]; // a lone team of an institution would be known by it
  const table = {
    caption: 'Institutions by name',
    columns: [
      { label: 'Code' },
      { label: 'Institution' },
      { label: 'Region' },
      ...count,
      { label: 'Adjudicators', numeric: true },
      { label: 'Independents', numeric: true },
    ],
    rows: rows.map(({ id, code, name, region }) => {
      const own = judgesOf.get(id) ?? [];
      const independents = own.filter(({ isIndependent }) => isIndependent).length;
      const sent = names.hidesTeams ? [] : [teamsOf.get(id)?.length ?? 0];
      return [code, name, region, ...sent, own.length - independents, independents];
    }),
  };
  const say = `${rows.length} institutions.`;
  return { status: 200, html: tablesPage({ head: headOf(site, 'institutions'), title: 'Institutions', say, tables: [table] }) };
}

/** Who judges the elimination rounds, and which of them they judged so far, as far as panels are public. */
export async function showBreakingAdjudicators(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings, names, rounds } = site;
  const judges = (await breakJudges(tab.db, tournament.id)).filter(({ isBreaking }) => isBreaking);
  const showsInstitutions = settings.show_adjudicator_institutions && !names.hidesPeople;
  const shown = new Map(
    [...publicDraws(site), ...publicResults(site)].flatMap((round) =>
      arePanelsPublic(settings, round) ? [[round.seq, round.abbreviation] as const] : [],
    ),
  );
  const showsJudged = rounds.some(({ seq, stage }) => stage === 'E' && shown.has(seq));
  const rows = judges.map((judge) => [
    nameCell(names.person(judge), adjudicatorUrl(site, judge.id)),
    ...(showsInstitutions ? [judge.institution ?? '', judge.region ?? ''] : []),
    ...(showsJudged ? [judge.outRounds.flatMap((seq) => shown.get(seq) ?? []).join(', ')] : []),
    judge.isIndependent ? 'independent' : '',
  ]);
  const columns = [
    { label: 'Adjudicator' },
    ...(showsInstitutions ? [{ label: 'Institution' }, { label: 'Region' }] : []),
    ...(showsJudged ? [{ label: 'Out-rounds' }] : []),
    { label: 'Mark' },
  ];
  const say = rows.length === 0 ? 'Nobody is announced yet.' : `${rows.length} adjudicators go on.`;
  const tables = rows.length === 0 ? [] : [{ caption: 'Breaking adjudicators by name', columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, 'breaks'), title: 'Breaking adjudicators', say, tables }) };
}
