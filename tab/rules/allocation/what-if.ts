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
  const after = reseated(seating, changes);
  const touched = debatesTouched(seating, changes).flatMap((id) => board.debates.get(id) ?? []);
  return touched.reduce((sum, debate) => sum + panelCost(board, debate, after) - panelCost(board, debate, seating), 0);
}

/**
 * What a panel costs: each seat by spec tab §4.4, with the adjustments of §4.5 and §4.6 (each further voice of a consensus panel asks 1 less,
 * a trainee 2 less). Whoever does not chair also pays for a clash with the chair. An empty chair costs as much as the weakest adjudicator there could be.
 */
export function panelCost(board: Board, debate: BoardDebate, seating: Seating): number {
  const { chair, panellists, trainees } = panelIn(board, debate.id, seating);
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

interface SeatedPanel {
  readonly chair: BoardJudge | null;
  /** Strongest first. */
  readonly panellists: readonly BoardJudge[];
  readonly trainees: readonly BoardJudge[];
}

function panelIn(board: Board, debateId: DebateId, seating: Seating): SeatedPanel {
  const at = { C: new Array<BoardJudge>(), P: new Array<BoardJudge>(), T: new Array<BoardJudge>() };
  for (const [id, seat] of seating) {
    const judge = seat.debateId === debateId ? board.judges.get(id) : undefined;
    if (judge) at[seat.place].push(judge);
  }
  return { chair: at.C[0] ?? null, panellists: at.P.toSorted((a, b) => b.score - a.score), trainees: at.T };
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
