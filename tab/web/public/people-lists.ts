import type { FreshPage } from '../../public-pages/render-once.ts';
import { arePanelsPublic } from '../../rules/redaction.ts';
import { adjudicatorFigures } from '../../rules/standings/adjudicators.ts';
import * as people from '../../store/people.ts';
import * as publicLists from '../../store/public-lists.ts';
import * as teams from '../../store/teams.ts';
import { adjudicatorUrl, headOf, type Site } from './site.ts';
import { figuresOf } from './standings-cells.ts';
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

/** How adjudicators are rated, in the way that the settings choose, and where they sat in rounds whose panels are public. */
export async function showAdjudicatorsTab(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings, names, rounds } = site;
  const [judges, seats] = await Promise.all([people.adjudicators(tab.db, tournament.id), publicLists.seats(tab.db, tournament.id)]);
  const shows = settings.adjudicators_tab_shows;
  const counted = rounds.filter((round) => round.isCompleted && arePanelsPublic(settings, round));
  const seatsOf = Map.groupBy(seats, ({ personId }) => personId);
  const figures = adjudicatorFigures(
    judges.map(({ id, baseScore }) => ({ id, baseScore, feedback: [], debates: seatsOf.get(id) ?? [] })),
    0,
  );
  const valuesOf = (one: { readonly baseScore: number; readonly weightedScore: number }): number[] =>
    ({ test: [one.baseScore], final: [one.weightedScore], all: [one.baseScore, one.weightedScore] })[shows];
  const written = figuresOf(figures.map((one) => ({ values: valuesOf(one) })));
  const byId = new Map(judges.map((judge) => [judge.id, judge]));
  const scores = { test: ['Test score'], final: ['Score'], all: ['Test score', 'Score'] }[shows];
  const rows = figures.flatMap((one) => {
    const { id, rounds: sat } = one;
    const judge = byId.get(id);
    if (judge === undefined) return [];
    const institution = settings.show_adjudicator_institutions && !names.hidesPeople ? (judge.institution ?? '') : '';
    const places = new Map(sat.map(({ round, place }) => [round, place]));
    const cells = shows === 'all' ? counted.map(({ seq }) => places.get(seq) ?? '–') : [];
    return [[nameCell(names.person(judge), adjudicatorUrl(site, id)), institution, ...written(valuesOf(one)), ...cells]];
  });
  const columns = [
    { label: 'Adjudicator' },
    { label: 'Institution' },
    ...scores.map((label) => ({ label, numeric: true })),
    ...(shows === 'all' ? counted.map(({ abbreviation }) => ({ label: abbreviation })) : []),
  ];
  const say = shows === 'all' ? 'C chair, P panellist, T trainee.' : `${rows.length} adjudicators.`;
  const tables = [{ caption: 'Adjudicators by score', columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, 'adjudicatorsTab'), title: 'Adjudicators tab', say, tables }) };
}

/** Who judges the elimination rounds. */
export async function showBreakingAdjudicators(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings, names } = site;
  const [judges, counted] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    publicLists.countedPeople(tab.db, tournament.id),
  ]);
  const breaking = new Set(counted.filter(({ isBreaking }) => isBreaking === true).map(({ id }) => id));
  const showsInstitutions = settings.show_adjudicator_institutions && !names.hidesPeople;
  const rows = judges
    .filter(({ id }) => breaking.has(id))
    .map((judge) => [
      nameCell(names.person(judge), adjudicatorUrl(site, judge.id)),
      ...(showsInstitutions ? [judge.institution ?? ''] : []),
      judge.isIndependent ? 'independent' : '',
    ]);
  const columns = [{ label: 'Adjudicator' }, ...(showsInstitutions ? [{ label: 'Institution' }] : []), { label: 'Mark' }];
  const say = rows.length === 0 ? 'Nobody is announced yet.' : `${rows.length} adjudicators go on.`;
  const tables = rows.length === 0 ? [] : [{ caption: 'Breaking adjudicators by name', columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, 'breaks'), title: 'Breaking adjudicators', say, tables }) };
}
