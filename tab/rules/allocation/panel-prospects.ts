import { liveness, type LivenessThresholds } from '../breaks/liveness.ts';
import type { PanelProspect } from './importance.ts';

/** The round before the one that panels are made for. */
export interface AnticipatedRound {
  /** The points of each debate's teams before it, in order of room. */
  readonly debates: readonly (readonly number[])[];
  readonly teamsInDebate: number;
  /** What the round's points are multiplied by. */
  readonly weight: number;
  /** Of the first general break category; null where nothing is known. */
  readonly thresholds: LivenessThresholds | null;
}

/** The debates to expect, top room first, from what every team of the round before can have after it. Tab spec section 4.7. */
export function panelProspects({ debates, teamsInDebate, weight, thresholds }: AnticipatedRound): PanelProspect[] {
  const ranges = debates.flatMap((points) => rangesAfter(points, weight));
  const descending = (values: readonly number[]): number[] => values.toSorted((a, b) => b - a);
  const [least, most] = [descending(ranges.map(({ min }) => min)), descending(ranges.map(({ max }) => max))];
  return Array.from({ length: Math.floor(ranges.length / teamsInDebate) }, (_room, index) => {
    const places = Array.from({ length: teamsInDebate }, (_place, place) => index * teamsInDebate + place);
    const isLive = (points: number | undefined): boolean => thresholds !== null && liveness(points ?? 0, thresholds) === 'live';
    return {
      bracketMin: Math.max(...places.map((place) => least[place] ?? 0)),
      bracketMax: Math.max(...places.map((place) => most[place] ?? 0)),
      liveness: places.filter((place) => isLive(least[place]) || isLive(most[place])).length,
    };
  });
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** The points that the best, second, … of the debate's teams can have afterwards, whoever they are. */
function rangesAfter(points: readonly number[], weight: number): Range[] {
  const offered = points.map((_team, place) => place * weight);
  const [lowest, highest] = [Math.min(...points), Math.max(...points)];
  if (highest - lowest <= 1) return offered.map((won) => ({ min: lowest + won, max: highest + won }));
  const sums = [...new Set(points.flatMap((before) => offered.map((won) => before + won)))].sort((a, b) => a - b);
  const staying = (sum: number): number => mostReaching(-sum, negated(points), negated(offered));
  return points.map((_team, place) => ({
    min: sums.find((sum) => staying(sum) >= points.length - place) ?? lowest,
    max: sums.findLast((sum) => mostReaching(sum, points, offered) > place) ?? highest,
  }));
}

/** How many of the teams can have at least so much at once, each with one of the points on offer: those in least need take the smallest that do. */
function mostReaching(least: number, points: readonly number[], offered: readonly number[]): number {
  const inNeed = points.toSorted((a, b) => b - a);
  const smallestFirst = offered.toSorted((a, b) => a - b);
  return smallestFirst.reduce((reached, won) => ((inNeed[reached] ?? -Infinity) + won >= least ? reached + 1 : reached), 0);
}

const negated = (values: readonly number[]): number[] => values.map((value) => -value);
