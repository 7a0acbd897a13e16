import { costMatrix, type CostMatrix } from '#kit/math/assignment.ts';
import type { DebateId, PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import { normalizedScore, seatClashes, suitability, type CostContext, type RatedAdjudicator } from './cost.ts';
import type { JudgedDebate, Stage } from './panels.ts';

export interface StageContext extends Pick<CostContext, 'acquaintance'> {
  readonly settings: CostContext['settings'] & Pick<Settings, 'adj_allocation_mode'>;
  readonly chairOf: (debate: DebateId) => PersonId | null;
}

/**
 * What each person costs on each seat (spec tab §4.4): a row for each person in the stage's order, a column for each seat, and where there
 * are more people than seats, columns that cost nothing for those who stay free. In the mode `lexicographic` one conflict costs more
 * than all else together. Clashes are looked up once for each debate, not for each seat.
 */
export function stageCosts({ seats, people }: Stage, context: StageContext): CostMatrix {
  const clashesOf = remembered((debate: JudgedDebate) => debateClashes(debate, people, context));
  const suitabilityOf = remembered((wanted: number) => {
    const seat = { teams: [], importance: wanted, delta: 0, chair: null };
    return Float64Array.from(people, ({ score }) => suitability(normalizedScore(score, context.settings), seat, context.settings));
  });
  const columns = seats.map(({ debate, delta }): Column => ({
    ...clashesOf(debate),
    suitability: suitabilityOf(debate.importance + delta),
  }));
  const plain = (row: number, column: number): number => {
    const own = columns[column];
    return own === undefined ? 0 : (own.costs[row] ?? 0) + (own.suitability[row] ?? 0);
  };
  const width = Math.max(seats.length, people.length);
  if (context.settings.adj_allocation_mode === 'weighted') return costMatrix(people.length, width, plain);
  const conflict = prohibitive(columns, people.length);
  return costMatrix(people.length, width, (row, column) => plain(row, column) + conflict * (columns[column]?.conflicts[row] ?? 0));
}

/** Figures of one debate, by person. */
interface Clashes {
  readonly costs: Float64Array;
  readonly conflicts: Uint8Array;
}

interface Column extends Clashes {
  readonly suitability: Float64Array;
}

function debateClashes(
  debate: JudgedDebate,
  people: readonly RatedAdjudicator[],
  { settings, acquaintance, chairOf }: StageContext,
): Clashes {
  const seat = { teams: debate.teams, importance: 0, delta: 0, chair: chairOf(debate.id) };
  const clashes = people.map((person) => seatClashes(person, seat, acquaintance));
  return {
    costs: Float64Array.from(clashes, (one) => one.conflicts * settings.adj_conflict_penalty + one.meetings * settings.adj_history_penalty),
    conflicts: Uint8Array.from(clashes, (one) => one.conflicts),
  };
}

/** More than the dearest allocation of the stage can cost. */
function prohibitive(columns: readonly Column[], people: number): number {
  let dearest = 0;
  for (const { costs, suitability: own } of columns)
    for (let row = 0; row < people; row += 1) dearest = Math.max(dearest, (costs[row] ?? 0) + (own[row] ?? 0));
  return (dearest + 1) * Math.min(columns.length, people);
}

function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}
