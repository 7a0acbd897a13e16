import { invariant, unreachable } from '#kit/errors/invariant.ts';
import type { TeamId } from '../ids.ts';
import { positionCosts } from './bp-positions.ts';
import { areOfOneInstitution, timesMet } from './conflicts.ts';
import type { DebateFlag, Draw, Pairing, TeamFlag } from './draw.ts';
import type { DrawField, DrawTeam, EliminationField, PreliminaryField } from './field.ts';
import type { AvoidConflicts, PairingMethod, PullupRestriction } from './options.ts';
import { positionBalance, type BalanceVerdict } from './position-balance.ts';
import { sideLead } from './sides.ts';

/** One reason why a team debates where and whom it does, as plain data to be stored with the draw. */
export type DrawReason =
  | { readonly kind: 'sits-out'; readonly by: 'lot' | 'rank' }
  | { readonly kind: 'bracket'; readonly bracket: number; readonly isOwn: boolean }
  | { readonly kind: 'pulled-up'; readonly from: number; readonly restriction: PullupRestriction; readonly timesBefore: number }
  | { readonly kind: 'bubbled'; readonly flag: TeamFlag }
  | { readonly kind: 'paired'; readonly method: PairingMethod; readonly avoiding: AvoidConflicts }
  | { readonly kind: 'swapped'; readonly insteadOf: TeamId; readonly because: readonly DebateFlag[] }
  | { readonly kind: 'conflict'; readonly with: TeamId; readonly timesMet: number; readonly isOneInstitution: boolean }
  | { readonly kind: 'side'; readonly side: number; readonly lead: number; readonly by: 'balance' | 'lot' | 'allocation' | 'ballot' }
  | {
      readonly kind: 'position';
      readonly position: number;
      readonly history: readonly number[];
      readonly cost: number;
      readonly least: number;
    }
  | { readonly kind: 'break-rank'; readonly breakRank: number };

/** What a team brought into a draw and why it ended up where it did. Tab spec section 1.4 (draw_run). */
export interface TeamExplanation {
  readonly id: TeamId;
  readonly points: number;
  /** Place in the ranking that was drawn from; the break rank in elimination rounds. */
  readonly rank: number;
  readonly subrank: number | null;
  readonly reasons: readonly DrawReason[];
}

/** For every team of the field, in its order, why it was drawn as it was. */
export function explainDraw(field: DrawField, draw: Draw): TeamExplanation[] {
  const rooms = new Map(draw.pairings.flatMap((pairing) => pairing.teams.map((team) => [team, pairing] as const)));
  return 'options' in field ? explainPreliminary(field, rooms) : explainElimination(field, rooms);
}

type Rooms = ReadonlyMap<TeamId, Pairing>;

function explainElimination({ teams }: EliminationField, rooms: Rooms): TeamExplanation[] {
  return teams.map(({ id, breakRank }) => {
    const reasons: DrawReason[] = rooms.has(id) ? [{ kind: 'break-rank', breakRank }] : [];
    return { id, points: 0, rank: breakRank, subrank: null, reasons };
  });
}

function explainPreliminary(field: PreliminaryField, rooms: Rooms): TeamExplanation[] {
  const teams = new Map(field.teams.map((team) => [team.id, team]));
  return field.teams.map((team, index) => {
    const room = rooms.get(team.id);
    const reasons = room === undefined ? sitOut(field) : reasonsFor(team, { room, field, teams });
    return { id: team.id, points: team.points, rank: index + 1, subrank: team.subrank, reasons };
  });
}

function sitOut({ drawType, options }: PreliminaryField): DrawReason[] {
  if (drawType === 'manual') return [];
  return [{ kind: 'sits-out', by: drawType === 'random' || options.byeTeamSelection === 'random' ? 'lot' : 'rank' }];
}

interface Context {
  readonly room: Pairing;
  readonly field: PreliminaryField;
  readonly teams: ReadonlyMap<TeamId, DrawTeam>;
}

function reasonsFor(team: DrawTeam, context: Context): DrawReason[] {
  const { field } = context;
  const bracket = field.drawType === 'power_paired' ? bracketReasons(team, context) : [];
  if (field.teamsInDebate === 4 && field.drawType === 'power_paired') return [...bracket, positionReason(team, context)];
  return field.teamsInDebate === 2 ? [...bracket, ...pairingReasons(team, context), ...sideReasons(team, context)] : bracket;
}

function bracketReasons(team: DrawTeam, { room, field }: Context): DrawReason[] {
  const flags = room.teamFlags.get(team.id) ?? [];
  const bubbles = flags.filter((flag) => flag !== 'pullup').map((flag): DrawReason => ({ kind: 'bubbled', flag }));
  if (!flags.includes('pullup')) return [{ kind: 'bracket', bracket: room.bracket, isOwn: room.bracket === team.points }, ...bubbles];
  const { pullupRestriction } = field.options;
  const restriction = field.teamsInDebate === 2 && field.options.avoidConflicts !== 'graph_global' ? pullupRestriction : 'none';
  return [
    { kind: 'bracket', bracket: room.bracket, isOwn: false },
    { kind: 'pulled-up', from: team.points, restriction, timesBefore: team.npullups },
    ...bubbles,
  ];
}

function positionReason(team: DrawTeam, { room, field }: Context): DrawReason {
  const position = room.teams.indexOf(team.id);
  const costs = positionCosts(team.sideHistory, { kind: field.options.bpPositionCost, renyiOrder: field.options.bpRenyiOrder });
  return { kind: 'position', position, history: team.sideHistory, cost: costs[position] ?? 0, least: Math.min(...costs) };
}

function pairingReasons(team: DrawTeam, { room, field, teams }: Context): DrawReason[] {
  const { pairingMethod: method, avoidConflicts: avoiding } = field.options;
  const paired: DrawReason = { kind: 'paired', method: field.drawType === 'random' ? 'random' : method, avoiding };
  const opponent = teams.get(room.teams.find((id) => id !== team.id) ?? team.id);
  invariant(opponent !== undefined, 'a draw names teams of its field');
  const meetings = timesMet(team, opponent);
  const isOneInstitution = areOfOneInstitution(team, opponent);
  const conflict: DrawReason = { kind: 'conflict', with: opponent.id, timesMet: meetings, isOneInstitution };
  return [paired, ...swapReasons(team, room), ...(meetings > 0 || isOneInstitution ? [conflict] : [])];
}

/** The first of a room stays in it when second teams are exchanged, and would have met the planned second. */
function swapReasons({ id }: DrawTeam, { planned, flags }: Pairing): DrawReason[] {
  if (planned === undefined || id !== planned[0]) return [];
  return [{ kind: 'swapped', insteadOf: planned[1], because: flags }];
}

function sideReasons(team: DrawTeam, { room, field, teams }: Context): DrawReason[] {
  const { sideAllocations } = field.options;
  if (sideAllocations === 'none' || field.drawType === 'round_robin') return [];
  const opponent = teams.get(room.teams.find((id) => id !== team.id) ?? team.id);
  const isEven = opponent === undefined || sideLead(team) === sideLead(opponent);
  const by = { balance: isEven ? 'lot' : 'balance', random: 'lot', preallocated: 'allocation', 'manual-ballot': 'ballot' } as const;
  return [{ kind: 'side', side: room.teams.indexOf(team.id), lead: sideLead(team), by: by[sideAllocations] }];
}

/** The reason as a sentence for the page of the draw. */
export function reasonSentence(reason: DrawReason, nameOf: (team: TeamId) => string): string {
  return isRoomReason(reason) ? roomSentence(reason, nameOf) : placeSentence(reason);
}

type RoomReason = Extract<DrawReason, { kind: 'paired' | 'swapped' | 'conflict' | 'side' | 'position' }>;
const roomReasons: ReadonlySet<string> = new Set<RoomReason['kind']>(['paired', 'swapped', 'conflict', 'side', 'position']);

function isRoomReason(reason: DrawReason): reason is RoomReason {
  return roomReasons.has(reason.kind);
}

function placeSentence(reason: Exclude<DrawReason, RoomReason>): string {
  switch (reason.kind) {
    case 'sits-out':
      return reason.by === 'lot' ? 'Sits out by lot.' : 'Sits out, as the last of the ranking.';
    case 'bracket':
      return reason.isOwn ? `In its own bracket of ${reason.bracket}.` : `In the bracket of ${reason.bracket}.`;
    case 'pulled-up':
      return `Pulled up from ${reason.from}${restrictionWords[reason.restriction]}; before that ${times(reason.timesBefore)}.`;
    case 'bubbled':
      return bubbleWords[reason.flag];
    case 'break-rank':
      return `Broke as number ${reason.breakRank}.`;
    default:
      return unreachable(reason);
  }
}

function roomSentence(reason: RoomReason, nameOf: (team: TeamId) => string): string {
  switch (reason.kind) {
    case 'paired':
      return `Paired by ${reason.method}${avoidingWords[reason.avoiding]}.`;
    case 'swapped':
      return `Would have met ${nameOf(reason.insteadOf)}: exchanged ${swapCause(reason.because)}.`;
    case 'conflict':
      return conflictSentence(reason, nameOf);
    case 'side':
      return sideWords[reason.by];
    case 'position':
      return `${balanceWords(reason)} The position costs it ${rounded(reason.cost)}; its best would cost ${rounded(reason.least)}.`;
    default:
      return unreachable(reason);
  }
}

const restrictionWords: Record<PullupRestriction, string> = {
  none: '',
  least_to_date: ', being of those pulled up least',
  lowest_ds_wins: ', being of those with the weakest opponents by wins',
  lowest_ds_speaks: ', being of those with the weakest opponents by scores',
};

const avoidingWords: Record<AvoidConflicts, string> = {
  off: '',
  one_up_one_down: '; neighbours exchange teams to avoid conflicts',
  graph: ' at the least cost of conflicts',
  graph_global: ' at the least cost over all brackets',
};

const bubbleWords: Record<TeamFlag, string> = {
  pullup: 'Pulled up.',
  bub_up_hist: 'Went up a bracket so as not to meet the same team again.',
  bub_dn_hist: 'Went down a bracket so as not to meet the same team again.',
  bub_up_inst: 'Went up a bracket so as not to meet its own institution.',
  bub_dn_inst: 'Went down a bracket so as not to meet its own institution.',
  bub_up_accom: 'Made room for a team that went up a bracket.',
  bub_dn_accom: 'Made room for a team that went down a bracket.',
  no_bub_updn: 'No bracket above or below could spare it the conflict.',
};

const sideWords = {
  balance: 'Its side balances those it had.',
  lot: 'Its side was drawn by lot.',
  allocation: 'Its side was allocated beforehand.',
  ballot: 'Its side is a placeholder until the ballot says it.',
} as const;

function swapCause(flags: readonly DebateFlag[]): string {
  if (flags.includes('1u1d_hist')) return flags.includes('1u1d_inst') ? 'as they have met and are of one institution' : 'as they have met';
  return flags.includes('1u1d_inst') ? 'as they are of one institution' : 'to spare another debate a conflict';
}

function conflictSentence(reason: Extract<DrawReason, { kind: 'conflict' }>, nameOf: (team: TeamId) => string): string {
  const met = reason.timesMet > 0 ? `has met ${nameOf(reason.with)} ${times(reason.timesMet)} before` : '';
  const own = reason.isOneInstitution ? 'is of the same institution' : '';
  return `The conflict could not be avoided or was not to be: it ${[met, own].filter((part) => part !== '').join(' and ')}.`;
}

const verdictWords: Record<BalanceVerdict, string> = {
  balanced: 'balanced before and after',
  regression: 'was balanced, and now one was had twice more than another',
  'still bad': 'uneven, and another position would have been better',
  improving: 'uneven, and as even as one debate can make it',
  resolved: 'was uneven, and is balanced now',
};

function balanceWords({ history, position }: Extract<DrawReason, { kind: 'position' }>): string {
  const { before, verdict } = positionBalance(history, position);
  return `Had the four positions ${before.join(', ')} times: ${verdictWords[verdict]}.`;
}

function times(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${count} times`;
}

function rounded(cost: number): string {
  return String(Math.round(cost * 100) / 100);
}
