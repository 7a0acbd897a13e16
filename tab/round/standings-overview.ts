import type { Settings } from '../rules/settings.ts';
import type { StoredField } from '../store/standings.ts';

/** One figure that stands out. */
export interface Extreme {
  readonly name: string;
  readonly round: number;
  readonly figure: number;
}

export interface Extremes {
  /** The highest first. */
  readonly highest: readonly Extreme[];
  /** The lowest first. */
  readonly lowest: readonly Extreme[];
}

/** What the tab room looks at first. Tab spec section 6.5. */
export interface StandingsOverview {
  readonly speakers: Extremes;
  /** Margins of winners where there are two in a debate, else team scores. */
  readonly teams: Extremes;
  readonly areMargins: boolean;
  /** Mean substantive score of each round, in order; null where there is none. */
  readonly rounds: readonly { readonly round: number; readonly mean: number | null }[];
  readonly mean: number | null;
}

const most = 9;

/** From confirmed ballots of preliminary rounds; ghost speeches and replies do not count. */
export function standingsOverview({ debates, teams, speakers, rounds }: StoredField, settings: Settings): StandingsOverview {
  const speakerNames = new Map(speakers.map(({ id, name }) => [id, name]));
  const teamNames = new Map(teams.map(({ id, name }) => [id, name]));
  const played = debates
    .filter(({ isConfirmed }) => isConfirmed)
    .flatMap(({ round, teams: own }) => own.map((team) => ({ ...team, round })));
  const speeches = played.flatMap(({ round, speeches: own }) =>
    own
      .filter(({ isGhost, position }) => !isGhost && position <= settings.substantive_speakers)
      .map(({ speaker, score }) => ({ name: speakerNames.get(speaker) ?? '', round, figure: score })),
  );
  const areMargins = settings.teams_in_debate === 2;
  const figures = played.flatMap(({ team, round, score, margin, win }) => {
    const figure = areMargins ? (win === true ? margin : null) : score;
    return figure === null ? [] : [{ name: teamNames.get(team) ?? '', round, figure }];
  });
  return {
    speakers: extremesOf(speeches),
    teams: extremesOf(figures),
    areMargins,
    rounds: rounds.map(({ seq }) => ({ round: seq, mean: meanOf(speeches.filter(({ round }) => round === seq)) })),
    mean: meanOf(speeches),
  };
}

function extremesOf(figures: readonly Extreme[]): Extremes {
  const inOrder = figures.toSorted((a, b) => b.figure - a.figure);
  return { highest: inOrder.slice(0, most), lowest: inOrder.slice(-most).toReversed() };
}

function meanOf(figures: readonly Extreme[]): number | null {
  return figures.length === 0 ? null : figures.reduce((sum, { figure }) => sum + figure, 0) / figures.length;
}
