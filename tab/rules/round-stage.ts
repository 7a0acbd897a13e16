import type { DrawStatus } from './round.ts';
import { sideProblem } from './setup/side-table.ts';
import type { SideCounts } from './setup/side-table.ts';

/** What has been counted of one round; enough to say how far it is and what stands in the way. */
export interface RoundFacts {
  readonly name: string;
  readonly stage: 'P' | 'E';
  readonly drawStatus: DrawStatus;
  readonly isCompleted: boolean;
  readonly teamsInDebate: number;
  /** True when teams that do not fill a room may sit out. */
  readonly allowsByes: boolean;
  readonly teams: number;
  readonly adjudicators: number;
  readonly venues: number;
  readonly debates: number;
  readonly withoutChair: number;
  readonly withoutVenue: number;
  /** Debates in which an adjudicator meets a conflict. */
  readonly withClash: number;
  readonly ballotsConfirmed: number;
  /** Debates that are held later; they hold nothing up. */
  readonly ballotsPostponed?: number;
  /** Debates with a ballot that nobody has confirmed yet. */
  readonly ballotsToConfirm: number;
  /** Names of earlier rounds whose results are not published. */
  readonly earlierOpen: readonly string[];
  /** How the teams that are in stand on the sides; null where sides are not given before the draw. */
  readonly allocatedSides?: SideCounts | null;
  /** Debates whose sides are still to be tossed for; null where nobody tosses before the debate. */
  readonly sidesToToss?: number | null;
}

export const stepNames = ['available', 'draw', 'panels', 'rooms', 'check', 'sides', 'publish', 'ballots', 'results'] as const;
export type StepName = (typeof stepNames)[number];

/** One step of the round line. `now` is the one to work on; there is at most one. */
export interface RoundStep {
  readonly name: StepName;
  readonly state: 'done' | 'now' | 'later';
  readonly problems: number;
  readonly words: string;
}

/** The round as a line of steps; the first that is not done is the one to work on. */
export function roundLine(facts: RoundFacts): RoundStep[] {
  const names = stepNames.filter((name) => name !== 'sides' || (facts.sidesToToss ?? null) !== null);
  const firstOpen = names.findIndex((name) => !checks[name](facts).isDone);
  return names.map((name, index) => {
    const { isDone, problems, words } = checks[name](facts);
    const isReached = firstOpen === -1 || index <= firstOpen;
    const state = isDone && isReached ? 'done' : index === firstOpen ? 'now' : 'later';
    return { name, state, problems: isReached ? problems : 0, words };
  });
}

/** The step to work on; null when the round is over. */
export function currentStep(facts: RoundFacts): StepName | null {
  return roundLine(facts).find((step) => step.state === 'now')?.name ?? null;
}

interface Check {
  readonly isDone: boolean;
  readonly problems: number;
  readonly words: string;
}

const checks: Record<StepName, (facts: RoundFacts) => Check> = {
  available: (facts) => {
    const problem = availabilityProblem(facts);
    const isDrawn = facts.drawStatus !== 'N';
    return {
      isDone: isDrawn || problem === null,
      problems: problem === null || isDrawn ? 0 : 1,
      words: problem ?? availabilityWords(facts),
    };
  },
  draw: (facts) => ({
    isDone: facts.drawStatus === 'C' || facts.drawStatus === 'R',
    problems: 0,
    words: drawWords[facts.drawStatus](facts),
  }),
  panels: (facts) => ({
    isDone: facts.debates > 0 && facts.withoutChair === 0,
    problems: facts.withoutChair,
    words: facts.withoutChair === 0 ? 'Every debate has a chair' : `${count(facts.withoutChair, 'debate')} without a chair`,
  }),
  rooms: (facts) => ({
    isDone: facts.debates > 0 && facts.withoutVenue === 0,
    problems: facts.withoutVenue,
    words: facts.withoutVenue === 0 ? 'Every debate has a room' : `${count(facts.withoutVenue, 'debate')} without a room`,
  }),
  check: (facts) => ({
    isDone: facts.drawStatus === 'R' || facts.withClash === 0,
    problems: facts.withClash,
    words: facts.withClash === 0 ? 'No clash' : `${count(facts.withClash, 'debate')} with a clash`,
  }),
  sides: ({ sidesToToss: open, debates }) => ({
    isDone: debates > 0 && (open ?? 0) === 0,
    problems: open ?? 0,
    words: (open ?? 0) === 0 ? 'Sides are final' : `${count(open ?? 0, 'debate')} with open sides`,
  }),
  publish: (facts) => ({
    isDone: facts.drawStatus === 'R',
    problems: 0,
    words: facts.drawStatus === 'R' ? 'The draw is public' : 'Nobody outside sees it yet',
  }),
  ballots: (facts) => ({
    isDone: facts.debates > 0 && areBallotsIn(facts),
    problems: facts.ballotsToConfirm,
    words: ballotWords(facts),
  }),
  results: (facts) => ({
    isDone: facts.isCompleted,
    problems: 0,
    words: facts.isCompleted ? 'Results are out' : 'Results are not out',
  }),
};

/** Why the round cannot be drawn with those who are in, in words with the cure; null when it can. */
export function availabilityProblem(facts: RoundFacts): string | null {
  const { teams, teamsInDebate: size } = facts;
  if (teams === 0) return facts.stage === 'E' ? 'Nobody has broken yet; make the break first' : 'Nobody is marked as available';
  if (facts.stage === 'P' && !facts.allowsByes && teams % size !== 0) return unevenWords(teams, size);
  if (facts.stage === 'P' && teams < size) return `${count(teams, 'team')} are available; a debate needs ${size}`;
  return facts.allocatedSides ? sideProblem(facts.allocatedSides) : null;
}

function unevenWords(teams: number, size: number): string {
  const less = teams % size;
  return `${teams} teams do not fill rooms of ${size}; take out ${less} or add ${size - less}`;
}

const availabilityWords = (facts: RoundFacts): string =>
  `${count(facts.teams, 'team')}, ${count(facts.adjudicators, 'adjudicator')}, ${count(facts.venues, 'room')}`;

const drawWords: Record<DrawStatus, (facts: RoundFacts) => string> = {
  N: () => 'Not drawn yet',
  D: ({ debates }) => `${count(debates, 'debate')} drawn, not confirmed`,
  C: ({ debates }) => `${count(debates, 'debate')}, confirmed`,
  R: ({ debates }) => `${count(debates, 'debate')}, published`,
};

/** True when every debate that is held now has its result. */
export function areBallotsIn({ debates, ballotsConfirmed, ballotsPostponed = 0 }: RoundFacts): boolean {
  return ballotsConfirmed + ballotsPostponed === debates;
}

function ballotWords({ debates, ballotsConfirmed, ballotsPostponed = 0, ballotsToConfirm }: RoundFacts): string {
  const waiting = ballotsToConfirm > 0 ? `, ${ballotsToConfirm} to confirm` : '';
  const later = ballotsPostponed > 0 ? `, ${ballotsPostponed} postponed` : '';
  return `${ballotsConfirmed} of ${debates} confirmed${waiting}${later}`;
}

/** The headline of a round: how it is, and the worst thing that is open. */
export interface RoundSentence {
  readonly state: 'ok' | 'wait' | 'late';
  readonly sentence: string;
  /** What comes next. */
  readonly next: string;
}

export function roundSentence(facts: RoundFacts): RoundSentence {
  const step = currentStep(facts);
  if (step === null) return { state: 'ok', sentence: `${facts.name} is over.`, next: 'Results are out.' };
  const { state, say, next } = sentences[step];
  return { state: checks[step](facts).problems > 0 ? 'late' : state, sentence: say(facts), next };
}

const sentences: Record<StepName, { state: 'ok' | 'wait'; say: (facts: RoundFacts) => string; next: string }> = {
  available: { state: 'wait', say: (facts) => `${availabilityProblem(facts)}.`, next: 'mark who is here' },
  draw: {
    state: 'wait',
    say: (facts) =>
      facts.drawStatus === 'D'
        ? `${facts.name} is drawn. Look at it, then confirm.`
        : `${count(facts.teams, 'team')} are ready to be drawn.`,
    next: 'draw and confirm',
  },
  panels: {
    state: 'wait',
    say: (facts) => `${needing(facts.withoutChair, facts)} a chair.`,
    next: 'allocate adjudicators',
  },
  rooms: {
    state: 'wait',
    say: (facts) => `${needing(facts.withoutVenue, facts)} a room.`,
    next: 'allocate rooms',
  },
  check: {
    state: 'wait',
    say: (facts) => `${count(facts.withClash, 'debate')} of ${facts.debates} have a clash.`,
    next: 'move an adjudicator',
  },
  sides: {
    state: 'wait',
    say: (facts) =>
      facts.debates === 1
        ? `The sides of ${facts.name} are open.`
        : `${count(facts.sidesToToss ?? 0, 'debate')} of ${facts.debates} have open sides.`,
    next: 'toss for the sides, or confirm them',
  },
  publish: { state: 'ok', say: (facts) => `${every(facts, 'debate')} ready.`, next: 'publish the draw' },
  ballots: {
    state: 'wait',
    say: (facts) => `${facts.ballotsConfirmed} of ${facts.debates} ballots are confirmed.`,
    next: 'confirm the rest',
  },
  results: { state: 'ok', say: (facts) => `${every(facts, 'ballot')} confirmed.`, next: 'publish the results' },
};

/** "2 debates of 5 need", or the only one of a final. */
const needing = (number: number, { name, debates }: RoundFacts): string =>
  debates === 1 ? `The debate of ${name} needs` : `${count(number, 'debate')} of ${debates} ${number === 1 ? 'needs' : 'need'}`;
const every = ({ name, debates }: RoundFacts, noun: string): string =>
  debates === 1 ? `The ${noun} of ${name} is` : `All ${debates} ${noun}s of ${name} are`;
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
