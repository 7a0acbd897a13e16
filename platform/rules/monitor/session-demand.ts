import { crowdDemand } from '#kit/math/crowd-demand.ts';
import type { OwnTimeEvidence } from '../findings/visitor-evidence.ts';
import type { GamePage } from './game-pages.ts';

/** What so many people will ask of an oTree guest (MON-10), by how it was played lately. */
export interface SessionDemand {
  readonly people: number;
  readonly sentence: string;
  /** Null: there is room. */
  readonly warning: string | null;
}

/** Null: nobody has played lately, or the app tells no own time. `people` null: as many as played. */
export function sessionDemand(pages: readonly GamePage[], ownTime: OwnTimeEvidence | null, wanted: number | null): SessionDemand | null {
  const busiest = pages.find(({ stayMeanSeconds }) => stayMeanSeconds !== null);
  if (busiest === undefined || busiest.stayMeanSeconds === null || ownTime === null || ownTime.meanMs <= 0) return null;
  const people = wanted ?? busiest.participants;
  const carries = 1000 / ownTime.meanMs;
  const secondsAPage = Math.max(leastSeconds, busiest.stayMeanSeconds);
  const { peak, share, isFine, heaviest } = crowdDemand({ people, rounds: busiest.rounds, secondsAPage, carries: carries / requestsAPage });
  const sentence =
    `${people} people × ${busiest.rounds} rounds, ${shortly(secondsAPage)} s a page: about ${shortly(peak)} pages a second at the peak; ` +
    `this server does ${shortly(carries / requestsAPage)}.`;
  const change = changes[heaviest](busiest.page);
  return {
    people,
    sentence: isFine ? `${sentence} Fine.` : sentence,
    warning: isFine ? null : `That is ${Math.round(100 * share)} % of it. ${change}`,
  };
}

/** It is shown, and it is sent. */
const requestsAPage = 2;
const leastSeconds = 0.5;

/** What weighs most, and what would change it. A second web dyno would not: oTree is right on one only. */
const changes = {
  rounds: (page: string) => `Most of it are the rounds of ${page}: make it a live page, or take a faster size.`,
  pace: () => 'Most of it is the pace: ask more on one page, or take a faster size.',
  people: () => 'Most of it are people who start at once: let them start in parts, some minutes apart.',
};

const shortly = (value: number): string => String(value >= 10 ? Math.round(value) : Math.round(10 * value) / 10);
