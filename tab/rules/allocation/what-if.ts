import type { PanelPlace } from '../debate.ts';
import type { DebateId, PersonId, TeamId } from '../ids.ts';
import { clashWith } from './clash.ts';
import type { Clash } from './clash.ts';
import { acquaintanceIn } from './conflicts.ts';
import type { Acquaintance, AcquaintancePairs } from './conflicts.ts';
import { seatCost, suitability } from './cost.ts';
import type { CostSettings, RatedAdjudicator, Seat } from './cost.ts';
import { debatesTouched, reseated } from './seating.ts';
import type { SeatChange, Seating } from './seating.ts';

/** An adjudicator of the board. */
export interface BoardJudge extends RatedAdjudicator {
  readonly name: string;
  readonly institution: string | null;
}

/** A debate of the board. */
export interface BoardDebate {
  readonly id: DebateId;
  readonly importance: number;
  readonly teams: readonly { readonly id: TeamId; readonly name: string; readonly institution: string | null }[];
}

/** Everything about a round that the cost of its panels depends on, but who sits where. */
export interface Board {
  readonly settings: CostSettings;
  /** As in AllocationField. */
  readonly format: 'voting' | 'consensus';
  readonly judges: ReadonlyMap<PersonId, BoardJudge>;
  readonly debates: ReadonlyMap<DebateId, BoardDebate>;
  readonly acquaintance: Acquaintance;
}

/** A board as plain data, to be sent. */
export interface BoardFacts extends Pick<Board, 'settings' | 'format'> {
  readonly judges: readonly BoardJudge[];
  readonly debates: readonly BoardDebate[];
  readonly pairs: AcquaintancePairs;
}

/** The board that the facts tell. */
export function boardIn({ settings, format, judges, debates, pairs }: BoardFacts): Board {
  return {
    settings,
    format,
    judges: new Map(judges.map((judge) => [judge.id, judge])),
    debates: new Map(debates.map((debate) => [debate.id, debate])),
    acquaintance: acquaintanceIn(pairs),
  };
}

/** By how much the changes raise (or, below zero, lower) the cost of the panels they touch. */
export function costChange(board: Board, seating: Seating, changes: readonly SeatChange[]): number {
  const before = membersIn(seating);
  const movers = new Set(changes.map(({ adjudicatorId }) => adjudicatorId));
  const touched = debatesTouched(seating, changes).flatMap((id) => board.debates.get(id) ?? []);
  return touched.reduce((sum, debate) => {
    const members = before.get(debate.id) ?? [];
    const staying = members.filter(({ id }) => !movers.has(id));
    const coming = changes.flatMap(({ adjudicatorId: id, to }) => (to?.debateId === debate.id ? [{ id, place: to.place }] : []));
    return sum + costOfMembers(board, debate, [...staying, ...coming]) - costOfMembers(board, debate, members);
  }, 0);
}

/**
 * What a panel costs: each seat by spec tab §4.4, with the adjustments of §4.5 and §4.6 (each further voice of a consensus panel asks 1 less,
 * a trainee 2 less). Whoever does not chair also pays for a clash with the chair. An empty chair costs as much as the weakest adjudicator there could be.
 */
export function panelCost(board: Board, debate: BoardDebate, seating: Seating): number {
  return costOfMembers(board, debate, membersIn(seating).get(debate.id) ?? []);
}

function costOfMembers(board: Board, debate: BoardDebate, members: readonly Member[]): number {
  const { chair, panellists, trainees } = panelIn(board, members);
  const teams = debate.teams.map(({ id }) => id);
  const costOf = (judge: BoardJudge, seat: Pick<Seat, 'delta' | 'chair'>): number =>
    seatCost(judge, { teams, importance: debate.importance, ...seat }, board);
  const empty = { teams, importance: debate.importance, delta: 0, chair: null };
  const chairCost = chair === null ? suitability(0, empty, board.settings) : costOf(chair, { delta: 0, chair: null });
  const chairId = chair?.id ?? null;
  const voices = panellists.map((judge, index) => costOf(judge, { delta: board.format === 'consensus' ? -1 - index : 0, chair: chairId }));
  const others = trainees.map((judge) => costOf(judge, { delta: -2, chair: chairId }));
  return [...voices, ...others].reduce((sum, cost) => sum + cost, chairCost);
}

interface Member {
  readonly id: PersonId;
  readonly place: PanelPlace;
}

// A hand is led over hundreds of seats of one seating: who sits where is sorted by debate once.
const membersOf = new WeakMap<Seating, ReadonlyMap<DebateId, readonly Member[]>>();

function membersIn(seating: Seating): ReadonlyMap<DebateId, readonly Member[]> {
  const known = membersOf.get(seating);
  if (known !== undefined) return known;
  const members = new Map<DebateId, Member[]>();
  for (const [id, { debateId, place }] of seating) {
    const here = members.get(debateId);
    if (here === undefined) members.set(debateId, [{ id, place }]);
    else here.push({ id, place });
  }
  membersOf.set(seating, members);
  return members;
}

interface SeatedPanel {
  readonly chair: BoardJudge | null;
  /** Strongest first. */
  readonly panellists: readonly BoardJudge[];
  readonly trainees: readonly BoardJudge[];
}

function panelIn(board: Board, members: readonly Member[]): SeatedPanel {
  const at = (place: PanelPlace): BoardJudge[] =>
    members.flatMap((member) => (member.place === place ? (board.judges.get(member.id) ?? []) : []));
  return { chair: at('C')[0] ?? null, panellists: at('P').toSorted((a, b) => b.score - a.score), trainees: at('T') };
}

/** The clashes that those who are moved would have in their new seats, worst first. */
export function clashesAfter(
  board: Board,
  seating: Seating,
  changes: readonly SeatChange[],
): readonly (Clash & { readonly name: string })[] {
  const after = reseated(seating, changes);
  const clashes = changes.flatMap(({ adjudicatorId, to }) => {
    const [judge, debate] = [board.judges.get(adjudicatorId), to === null ? undefined : board.debates.get(to.debateId)];
    if (!judge || !debate) return [];
    const panel = [...after].flatMap(([id, seat]) => (seat.debateId === debate.id ? (board.judges.get(id) ?? []) : []));
    const clash = clashWith(judge, { teams: debate.teams, panel }, board.acquaintance);
    return clash === null ? [] : [{ ...clash, name: judge.name }];
  });
  return clashes.toSorted((a, b) => Number(b.kind === 'fail') - Number(a.kind === 'fail'));
}
