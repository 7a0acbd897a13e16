import type { StepName } from '../rules/round-stage.ts';
import type { Tab } from '../tab.ts';
import type { RoundWish } from './act.ts';
import { allocateRound, clearPanels } from './allocation.ts';
import { prioritise } from './importance.ts';
import { markAllIn, markAsBefore, markBreaking, markCheckedIn } from './availability.ts';
import { confirmDraw, confirmSides, deleteDraw, drawRound } from './draw.ts';
import { releaseMotions, withdrawMotions } from './motions.ts';
import { publishDraw, publishPanels, publishTeams, withdrawDraw } from './publish.ts';
import { completeRound, confirmSingleBallots, reopenRound } from './results.ts';
import { allocateRooms } from './rooms.ts';

/** One thing a tab director does to a round by pressing a button. */
export interface RoundAct {
  /** The step of the round line it belongs to, whose page has the button. */
  readonly step: StepName;
  /** Does it; may give sentences that the director should read. */
  readonly run: (tab: Tab, wish: RoundWish) => Promise<readonly string[]>;
  /** True when spectators see the difference. */
  readonly isPublic: boolean;
}

const none: readonly string[] = [];

/** A round from first to last: who is here, the draw, its panels and rooms, publish, ballots, results. Undoing stands beside doing. */
export const roundActs = {
  'all-in': quietly('available', markAllIn),
  'as-before': quietly('available', markAsBefore),
  'breaking-in': quietly('available', markBreaking),
  'checked-in': quietly('available', markCheckedIn),
  draw: quietly('draw', drawRound),
  'delete-draw': quietly('draw', deleteDraw),
  'confirm-sides': publicly('draw', confirmSides),
  'confirm-draw': quietly('draw', confirmDraw),
  prioritise: quietly('panels', (tab, wish) => prioritise(tab, wish, 'bracket')),
  'prioritise-liveness': quietly('panels', (tab, wish) => prioritise(tab, wish, 'liveness')),
  allocate: { step: 'panels', run: allocateRound, isPublic: false },
  'clear-panels': quietly('panels', clearPanels),
  'allocate-rooms': { step: 'rooms', run: async (tab, wish) => withoutRoom(await allocateRooms(tab, wish)), isPublic: false },
  publish: publicly('publish', publishDraw),
  'publish-teams': publicly('publish', publishTeams),
  'publish-panels': publicly('publish', publishPanels),
  withdraw: publicly('publish', withdrawDraw),
  'release-motions': publicly('publish', releaseMotions),
  'withdraw-motions': publicly('publish', withdrawMotions),
  'confirm-ballots': publicly('ballots', confirmSingleBallots),
  complete: publicly('results', completeRound),
  reopen: publicly('results', reopenRound),
} as const satisfies Record<string, RoundAct>;

export type RoundActName = keyof typeof roundActs;

export function isRoundAct(name: string): name is RoundActName {
  return Object.hasOwn(roundActs, name);
}

function quietly(step: StepName, act: (tab: Tab, wish: RoundWish) => Promise<unknown>): RoundAct {
  return { step, isPublic: false, run: async (tab, wish) => act(tab, wish).then(() => none) };
}

function publicly(step: StepName, act: (tab: Tab, wish: RoundWish) => Promise<unknown>): RoundAct {
  return { ...quietly(step, act), isPublic: true };
}

function withoutRoom(debates: number): readonly string[] {
  if (debates === 0) return none;
  return [`${debates} ${debates === 1 ? 'debate has' : 'debates have'} no room: mark more rooms as available.`];
}
