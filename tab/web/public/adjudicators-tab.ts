import type { FreshPage } from '../../public-pages/render-once.ts';
import { arePanelsPublic } from '../../rules/redaction.ts';
import { currentRounds } from '../../rules/round.ts';
import { adjudicatorFigures, type AdjudicatorFigures, type RoundFigures } from '../../rules/standings/adjudicators.ts';
import { weightIn } from '../../store/feedback.ts';
import * as people from '../../store/people.ts';
import * as publicLists from '../../store/public-lists.ts';
import { ratings } from '../../store/public-scores.ts';
import { adjudicatorUrl, headOf, type Site } from './site.ts';
import { figure, figuresOf } from './standings-cells.ts';
import { nameCell, tablesPage } from './views/tables.ts';

const scoreTitles = { test: ['Test score'], final: ['Score'], all: ['Test score', 'Score'] } as const;

/** How adjudicators are rated, in the way that the settings choose, and where they sat in rounds whose panels are public. Tab spec section 6.7. */
export async function showAdjudicatorsTab(site: Site): Promise<FreshPage> {
  const { settings, rounds, names } = site;
  const shows = settings.adjudicators_tab_shows;
  const { judges, figures } = await figuresFor(site);
  const counted = shows === 'all' ? rounds.filter((round) => round.isCompleted && arePanelsPublic(settings, round)) : [];
  const valuesOf = (one: AdjudicatorFigures): number[] =>
    ({ test: [one.baseScore], final: [one.weightedScore], all: [one.baseScore, one.weightedScore] })[shows];
  const inOrder = shows === 'test' ? figures.toSorted((a, b) => b.baseScore - a.baseScore) : figures;
  const written = figuresOf(inOrder.map((one) => ({ values: valuesOf(one) })));
  const rows = inOrder.flatMap((one) => {
    const judge = judges.get(one.id);
    if (judge === undefined) return [];
    const institution = settings.show_adjudicator_institutions && !names.hidesPeople ? (judge.institution ?? '') : '';
    const sat = new Map(one.rounds.map((round) => [round.round, round]));
    const cells = counted.map(({ seq }) => seatWords(sat.get(seq)));
    return [[nameCell(names.person(judge), adjudicatorUrl(site, one.id)), institution, ...written(valuesOf(one)), ...cells]];
  });
  const columns = [
    { label: 'Adjudicator' },
    { label: 'Institution' },
    ...scoreTitles[shows].map((label) => ({ label, numeric: true })),
    ...counted.map(({ abbreviation }) => ({ label: abbreviation })),
  ];
  const say = shows === 'all' ? 'C chair, P panellist, T trainee, with the mean of the feedback.' : `${rows.length} adjudicators.`;
  const tables = [{ caption: 'Adjudicators by score', columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, 'adjudicatorsTab'), title: 'Adjudicators tab', say, tables }) };
}

/** By the weight that feedback has in the round being played, else in the last. */
async function figuresFor({ tab, tournament, rounds }: Site) {
  const round = currentRounds(rounds)[0] ?? rounds.at(-1);
  const [judges, seats, pieces, weight] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    publicLists.seats(tab.db, tournament.id),
    ratings(tab.db, tournament.id),
    round === undefined ? 0 : weightIn(tab.db, round.id),
  ]);
  const seatsOf = Map.groupBy(seats, ({ personId }) => personId);
  const saidOf = Map.groupBy(pieces, ({ personId }) => personId);
  const records = judges.map(({ id, baseScore }) => ({ id, baseScore, feedback: saidOf.get(id) ?? [], debates: seatsOf.get(id) ?? [] }));
  return { judges: new Map(judges.map((judge) => [judge.id, judge])), figures: adjudicatorFigures(records, weight) };
}

function seatWords(sat: RoundFigures | undefined): string {
  if (sat === undefined) return '–';
  return sat.mean === null ? sat.place : `${sat.place} ${figure(sat.mean)}`;
}
