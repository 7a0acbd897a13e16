import type { Debate } from './debate.ts';
import { isBye } from './debate.ts';
import type { StepName } from './round-stage.ts';

/** Something about a round that a tab director should look at. */
export interface RoundCheck {
  /** `fail` keeps the round from being held as it is; `late` is only unusual. */
  readonly state: 'fail' | 'late';
  readonly words: string;
  /** Where it is mended. */
  readonly step: StepName;
}

export interface CheckedRound {
  readonly debates: readonly Debate[];
  readonly teamsInDebate: number;
  /** Whether each adjudicator has a ballot, so that an even panel can tie. */
  readonly isVoting: boolean;
  /** Null where nobody ticks who is here, as in elimination rounds. */
  readonly presentTeams: ReadonlySet<number> | null;
  readonly presentAdjudicators: ReadonlySet<number>;
  readonly presentRooms: ReadonlySet<number>;
}

/** The checks box of a round: twice, nobody, even, unconfirmed, unavailable, idle. Nothing to say gives nothing. Tab spec section 9.7. */
export function roundChecks(round: CheckedRound): RoundCheck[] {
  const debates = round.debates.filter((debate) => !isBye(debate));
  return [...teamChecks(round, debates), ...panelChecks(round, debates), ...roomChecks(round, debates)];
}

function teamChecks({ debates: all, presentTeams, teamsInDebate }: CheckedRound, debates: readonly Debate[]): RoundCheck[] {
  const teams = all.flatMap((debate) => debate.teams);
  const short = debates.filter((debate) => debate.teams.length < teamsInDebate);
  const open = debates.filter((debate) => !debate.areSidesConfirmed);
  const away = presentTeams === null ? [] : teams.filter((team) => !presentTeams.has(team.id));
  return [
    ...named('fail', 'draw', 'debate twice', twice(teams)),
    ...named('fail', 'draw', 'debate without being available', away),
    ...counted('fail', 'draw', 'debate lacks teams', 'debates lack teams', short),
    ...counted('late', 'draw', 'debate has open sides', 'debates have open sides', open),
  ];
}

function panelChecks({ presentAdjudicators, isVoting }: CheckedRound, debates: readonly Debate[]): RoundCheck[] {
  const panel = debates.flatMap((debate) => debate.panel);
  if (panel.length === 0) return [];
  const seated = new Set<number>(panel.map(({ id }) => id));
  const chairless = debates.filter((debate) => !debate.panel.some(({ place }) => place === 'C'));
  const even = debates.filter((debate) => isVoting && isEven(debate));
  const idle = [...presentAdjudicators].filter((id) => !seated.has(id));
  return [
    ...named('fail', 'panels', 'judge twice', twice(panel)),
    ...named(
      'fail',
      'panels',
      'judge without being available',
      panel.filter(({ id }) => !presentAdjudicators.has(id)),
    ),
    ...counted('fail', 'panels', 'debate has no chair', 'debates have no chair', chairless),
    ...counted('late', 'panels', 'debate has an even panel', 'debates have even panels', even),
    ...counted('late', 'panels', 'available adjudicator is idle', 'available adjudicators are idle', idle),
  ];
}

const isEven = ({ panel }: Debate): boolean => {
  const voters = panel.filter(({ place }) => place !== 'T').length;
  return voters > 0 && voters % 2 === 0;
};

function roomChecks({ presentRooms }: CheckedRound, debates: readonly Debate[]): RoundCheck[] {
  const rooms = debates.flatMap(({ venue }) => venue ?? []);
  if (rooms.length === 0) return [];
  const roomless = debates.filter(({ venue }) => venue === null);
  return [
    ...named('fail', 'rooms', 'are used twice', twice(rooms)),
    ...named(
      'fail',
      'rooms',
      'are used without being available',
      rooms.filter(({ id }) => !presentRooms.has(id)),
    ),
    ...counted('late', 'rooms', 'debate has no room', 'debates have no room', roomless),
  ];
}

interface Named {
  readonly id: number;
  readonly name: string;
}

function twice<Item extends Named>(items: readonly Item[]): Item[] {
  return [...Map.groupBy(items, ({ id }) => id).values()].flatMap(([first, second]) => (first && second ? [first] : []));
}

const namesShown = 5;

// oxlint-disable-next-line max-params -- a table of sentences reads best in columns
function named(state: RoundCheck['state'], step: StepName, verb: string, items: readonly Named[]): RoundCheck[] {
  if (items.length === 0) return [];
  const names = items.slice(0, namesShown).map(({ name }) => name);
  const rest = items.length > namesShown ? ` and ${items.length - namesShown} more` : '';
  return [{ state, step, words: `${names.join(', ')}${rest}: ${verb}.` }];
}

// oxlint-disable-next-line max-params -- likewise
function counted(state: RoundCheck['state'], step: StepName, one: string, many: string, items: readonly unknown[]): RoundCheck[] {
  return items.length === 0 ? [] : [{ state, step, words: `${items.length} ${items.length === 1 ? one : many}.` }];
}
