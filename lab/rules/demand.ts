import { comfortable, crowdDemand, type CrowdDemand } from '#kit/math/crowd-demand.ts';

/** What a session of a recipe asks of the server, but for how many take part. */
export interface DemandFacts {
  /** Pages that one person sends, at most. */
  readonly pages: number;
  /** The most rounds that one of its games has, and the pages that are sent in each; 1 where nothing is repeated. */
  readonly rounds: number;
  readonly secondsAPage: number;
  readonly pace: 'sessions' | 'bots' | 'author' | 'guess';
  /** Web processes that run now. */
  readonly processes: number;
  /** Pages a second that this installation carries. */
  readonly carries: number;
  /** `seen`: so many were sent in a rehearsal; `reckoned`: from what a page costs on a machine like this. */
  readonly known: 'seen' | 'reckoned';
}

/** In words, and how full the server would be. */
export interface Demand {
  readonly sentence: string;
  /** Null: there is room. */
  readonly warning: string | null;
  readonly share: number;
}

/** CPU milliseconds for a page, of the web process and the database together, and half as much again for what other machines are slower. */
const msAPage = 2;

/** Pages a second that so many web processes carry on so many cores, three tenths of them left free, where nobody has measured it. */
export function reckonedCapacity(processes: number, cores: number): number {
  return Math.round((comfortable * 1_000 * Math.max(1, Math.min(processes + 1, cores))) / msAPage);
}

/** What so many people ask for. */
export function demandOf(people: number, facts: DemandFacts): Demand {
  const { secondsAPage, carries, known, processes, pace } = facts;
  const demand = crowdDemand({ people, ...facts });
  const { perSecond: now, peak, share } = demand;
  const paces = {
    sessions: 'as in earlier sessions',
    bots: 'as in the rehearsal',
    author: 'as its author expects',
    guess: 'as a guess',
  } satisfies Record<typeof pace, string>;
  const measured = known === 'seen' ? 'were carried in a rehearsal here' : 'should be carried';
  return {
    share,
    sentence:
      `${count(people, 'person', 'people')} who look at a page for ${shortly(secondsAPage)} s (${paces[pace]}) ask for ${shortly(now)} pages a second, ` +
      `${shortly(peak)} when all start at once; ${shortly(carries)} ${measured}, with ${count(processes, 'web process', 'web processes')}. ` +
      `Up to ${count(people, 'connection stays', 'connections stay')} open, and everybody is through after ${minutes(facts)} or so.`,
    warning: demand.isFine ? null : warningOf(people, { facts, demand }),
  };
}

interface Pressure {
  readonly facts: DemandFacts;
  readonly demand: CrowdDemand;
}

/** What weighs most of rounds, pace and people, and what to change. */
function warningOf(people: number, { facts, demand }: Pressure): string {
  const { processes, carries, rounds, pages, secondsAPage } = facts;
  const { peak, share, heaviest } = demand;
  const full = `That is ${Math.round(100 * share)} % of it.`;
  const wanted = Math.max(processes + 1, Math.ceil((processes * peak) / (comfortable * carries)));
  const more = `run ${wanted} web processes instead of ${processes}`;
  if (heaviest === 'rounds') return `${full} Most of it are the ${rounds} rounds: make them one live page, or ${more}.`;
  if (heaviest === 'pace')
    return `${full} Most of it is the pace, a page each ${shortly(secondsAPage)} s: ask more on one page than on ${pages}, or ${more}.`;
  const parts = Math.ceil(share / comfortable);
  return `${full} Most of it are ${people} people who start at once: let them start in ${parts} parts a minute apart, or ${more}.`;
}

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;
const minutes = ({ pages, secondsAPage }: DemandFacts): string =>
  count(Math.max(1, Math.round((pages * secondsAPage) / 60)), 'minute', 'minutes');

/** Two digits are enough. */
function shortly(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
