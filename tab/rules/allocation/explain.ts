import type { DebateId, PersonId } from '../ids.ts';
import { normalizedScore, seatClashes, suitability } from './cost.ts';
import type { Seat } from './cost.ts';
import type { Seating } from './seating.ts';
import { panelCost } from './what-if.ts';
import type { Board, BoardJudge } from './what-if.ts';

/** One part of what a seat costs. */
export interface CostTerm {
  readonly words: string;
  readonly cost: number;
}

/** What somebody's seat costs, part by part (spec tab §4.4); nothing for who is free or unknown. */
export function seatTerms(board: Board, seating: Seating, id: PersonId): readonly CostTerm[] {
  const [judge, seat] = [board.judges.get(id), seatOf(board, seating, id)];
  if (judge === undefined || seat === null) return [];
  const { settings, acquaintance } = board;
  const { conflicts, meetings } = seatClashes(judge, seat, acquaintance);
  const z = normalizedScore(judge.score, settings);
  const spread = settings.adj_max_score - z;
  const wanted = 5 + seat.importance + 3 + seat.delta;
  return [
    { words: count(conflicts, 'conflict'), cost: conflicts * settings.adj_conflict_penalty },
    { words: count(meetings, 'earlier meeting'), cost: meetings * settings.adj_history_penalty },
    { words: `the seat asks ${oneDigit(wanted)}, they have ${oneDigit(z)}`, cost: suitability(z, seat, settings) - spread },
    { words: 'below the top of the scale', cost: spread },
  ].filter(({ cost }) => cost !== 0);
}

/** What the whole allocation costs; less is better. */
export function allocationCost(board: Board, seating: Seating): number {
  return [...board.debates.values()].reduce((sum, debate) => sum + panelCost(board, debate, seating), 0);
}

function seatOf(board: Board, seating: Seating, id: PersonId): Seat | null {
  const own = seating.get(id);
  const debate = own && board.debates.get(own.debateId);
  if (own === undefined || debate === undefined) return null;
  const members = membersOf(board, seating, debate.id);
  const chair = members.find(({ place }) => place === 'C')?.judge.id ?? null;
  const voices = members.filter(({ place }) => place === 'P').toSorted((a, b) => b.judge.score - a.judge.score);
  const voice = voices.findIndex(({ judge }) => judge.id === id);
  const delta = own.place === 'T' ? -2 : own.place === 'P' && board.format === 'consensus' ? -1 - voice : 0;
  return { teams: debate.teams.map((team) => team.id), importance: debate.importance, delta, chair: own.place === 'C' ? null : chair };
}

function membersOf(board: Board, seating: Seating, debateId: DebateId): { readonly judge: BoardJudge; readonly place: 'C' | 'P' | 'T' }[] {
  return [...seating].flatMap(([id, seat]) => {
    const judge = board.judges.get(id);
    return judge && seat.debateId === debateId ? [{ judge, place: seat.place }] : [];
  });
}

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
const oneDigit = (number: number): string => number.toFixed(1);
