import type { FreshPage } from '../../public-pages/render-once.ts';
import { balanceSentence, eliminationShares, positionShares, twoTeamMotionFigures } from '../../rules/motions.ts';
import { isResultPublic } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import { sideName } from '../../rules/side-names.ts';
import { debatedMotions, type DebatedMotion } from '../../store/motion-results.ts';
import * as motions from '../../store/motions.ts';
import { paths } from './paths.ts';
import { headOf, type Site } from './site.ts';
import { motionStatisticsPage, type MotionFigures } from './views/motion-statistics.ts';

/** How the motions fared, round by round: with every motion, also those that were never released. */
export async function showMotionStatistics(site: Site): Promise<FreshPage> {
  const { rows, debates } = await motionsOf(site);
  const figures = rows.flatMap((row) => {
    const round = site.rounds.find(({ id }) => id === row.roundId);
    if (round === undefined) return [];
    const own = debates.filter(({ motionId, roundId }) => motionId === row.id && roundId === round.id);
    return [figuresOf(row, { own, all: ofRounds(debates, [round]), rounds: [round] }, site)];
  });
  return pageOf(site, { title: 'Motions', figures, other: { label: 'Over all rounds', href: paths.motionTotals(site.tournament.slug) } });
}

/** The same over all rounds that a motion was set in. */
export async function showMotionTotals(site: Site): Promise<FreshPage> {
  const { rows, debates } = await motionsOf(site);
  const figures = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((places) => {
    const [row] = places;
    if (row === undefined) return [];
    const rounds = site.rounds.filter(({ id }) => places.some(({ roundId }) => roundId === id));
    const own = debates.filter(({ motionId }) => motionId === row.id);
    return [figuresOf(row, { own, all: ofRounds(debates, rounds), rounds }, site)];
  });
  return pageOf(site, {
    title: 'Motions over all rounds',
    figures,
    other: { label: 'Round by round', href: paths.motionStatistics(site.tournament.slug) },
  });
}

interface Shown {
  readonly title: string;
  readonly figures: readonly MotionFigures[];
  readonly other: { readonly label: string; readonly href: string };
}

function pageOf(site: Site, shown: Shown): FreshPage {
  return { status: 200, html: motionStatisticsPage({ head: headOf(site, 'motionStatistics'), ...shown }) };
}

/** Every motion, and the debates whose results are out. */
async function motionsOf(site: Site): Promise<{ rows: readonly motions.MotionRow[]; debates: readonly DebatedMotion[] }> {
  const { tab, tournament, rounds, settings } = site;
  const [rows, debates] = await Promise.all([motions.ofTournament(tab.db, tournament.id), debatedMotions(tab.db, tournament.id)]);
  const counted = new Set(rounds.filter((round) => isResultPublic(round, settings)).map(({ id }) => id));
  return { rows, debates: debates.filter(({ roundId }) => counted.has(roundId)) };
}

function ofRounds(debates: readonly DebatedMotion[], rounds: readonly Round[]): DebatedMotion[] {
  const ids = new Set(rounds.map(({ id }) => id));
  return debates.filter(({ roundId }) => ids.has(roundId));
}

interface Debated {
  readonly own: readonly DebatedMotion[];
  /** All debates of the motion's rounds. */
  readonly all: readonly DebatedMotion[];
  readonly rounds: readonly Round[];
}

function figuresOf(row: motions.MotionRow, debated: Debated, site: Site): MotionFigures {
  const { teams_in_debate: teams, side_names: sideNames } = site.settings;
  const sides = Array.from({ length: teams }, (_side, side) => sideName(side, teams, sideNames));
  const { text, reference } = row;
  const shared = { rounds: debated.rounds.map(({ name }) => name).join(', '), text, reference, debates: debated.own.length, sides };
  return teams === 2 ? { ...shared, ...twoTeamFigures(row, debated) } : { ...shared, ...fourTeamFigures(debated) };
}

function twoTeamFigures(row: motions.MotionRow, { own, all }: Debated): Pick<MotionFigures, 'bars' | 'sentences' | 'facts'> {
  const won = (side: number): number => own.filter(({ wins }) => wins[side] === true).length;
  const vetoed = (side: number): number => all.filter(({ vetoes }) => vetoes[side] === row.id).length;
  const figures = twoTeamMotionFigures({
    debates: own.length,
    wins: [won(0), won(1)],
    vetoes: [vetoed(0), vetoed(1)],
    debatesOfRounds: all.length,
  });
  const percent = (shares: readonly [number, number] | null, side: number): number => Math.round(100 * (shares?.[side] ?? 0));
  const hasVetoes = figures.vetoes[0] + figures.vetoes[1] > 0;
  return {
    bars: [0, 1].map((side) => ({
      side,
      share: own.length === 0 ? 0 : (figures.wins[side] ?? 0) / own.length,
      words: `${figures.wins[side]} won, ${percent(figures.winShares, side)}%`,
    })),
    facts: hasVetoes
      ? [`Vetoes: ${figures.vetoes[0]} (${percent(figures.vetoShares, 0)}%) and ${figures.vetoes[1]} (${percent(figures.vetoShares, 1)}%).`]
      : [],
    sentences: [balanceSentence(figures.balance), ...(hasVetoes ? [`Vetoes: ${balanceSentence(figures.vetoBalance)}`] : [])],
  };
}

function fourTeamFigures({ own, rounds }: Debated): Pick<MotionFigures, 'bars' | 'sentences' | 'facts'> {
  const isElimination = rounds.every(({ stage }) => stage === 'E');
  if (isElimination) {
    const shares = eliminationShares(own.map(({ wins }) => ({ advancing: wins.flatMap((win, side) => (win === true ? [side] : [])) })));
    const bars = shares.map(({ advancing }, side) => ({
      side,
      share: own.length === 0 ? 0 : advancing / own.length,
      words: `${advancing} of ${own.length} went on`,
    }));
    return { bars, facts: [], sentences: [] };
  }
  const shares = positionShares(own.map(({ points }) => points.map((one) => one ?? 0)));
  const points = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
  return {
    bars: shares.averages.map((average, side) => ({
      side,
      share: (average ?? 0) / 3,
      words: `${points(average)} points, placed ${(shares.places[side] ?? []).join(' · ')}`,
    })),
    facts: [
      `Opening ${points(shares.opening)}, closing ${points(shares.closing)}; government ${points(shares.government)}, opposition ${points(shares.opposition)}.`,
    ],
    sentences: [],
  };
}
