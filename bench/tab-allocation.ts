// Allocation of 300 and of 400 adjudicators to 100 debates of four teams, costs and all, beside scipy on the matrix ready made.
import { cheapestAssignment } from '#kit/math/assignment.ts';
import { seededRandom } from '#kit/math/random.ts';
import { allocateAdjudicators, type AllocationField } from '../tab/rules/allocation/allocate.ts';
import { mutualPairSet, pairSet } from '../tab/rules/allocation/conflicts.ts';
import { byImportance, consensusSeats } from '../tab/rules/allocation/panels.ts';
import { stageCosts } from '../tab/rules/allocation/stage-costs.ts';
import { debate, person, team } from '../tab/rules/sample-ids.ts';
import { defaultSettings } from '../tab/rules/settings.ts';
import { besideSolver, type Contest } from './measure/beside-solver.ts';
import type { Bench } from './measure/row.ts';
import { peerName, startSolvers } from './peers/solvers.ts';

export const bench: Bench = async (print) => {
  const solvers = await startSolvers();
  try {
    const rounds = (['weighted', 'lexicographic'] as const).flatMap((mode) => [300, 400].flatMap((people) => allocation(people, mode)));
    for (const contest of rounds) print(await besideSolver(contest, solvers));
  } finally {
    solvers.close();
  }
};

/** The whole, from who knows whom to who sits where, and the assignment alone. */
function allocation(people: number, mode: 'weighted' | 'lexicographic'): readonly Contest[] {
  const field = roundOf(people, mode);
  const pool = field.adjudicators.toSorted((a, b) => b.score - a.score);
  const [stage] = consensusSeats(byImportance(field.debates), pool, field.settings).voting;
  if (stage === undefined) throw new Error('A consensus format has one stage.');
  const matrix = stageCosts(stage, { ...field, chairOf: () => null });
  const rowOf = new Map(stage.people.map(({ id }, row) => [id, row]));
  const columnsOf = Map.groupBy(stage.seats.keys(), (column) => stage.seats[column]?.debate.id);
  /** A panel's strongest sit on the seats that ask most. */
  const inCheapestSeats = (rows: readonly number[], columns: readonly number[]): number =>
    rows
      .toSorted((a, b) => a - b)
      .reduce((total, row, place) => total + (matrix.costs[row * matrix.columns + (columns[place] ?? 0)] ?? 0), 0);
  const facts = {
    bench: 'tab-allocation',
    peer: peerName.scipy,
    runs: 9,
    task: { solve: 'assignment', rows: matrix.rows, columns: matrix.columns, costs: [...matrix.costs] },
  } as const;
  const name = `${people} adjudicators to 100 debates, ${mode === 'weighted' ? 'costs added up' : 'conflicts first'}`;
  const whole = (): number => {
    const found = allocateAdjudicators(field, seededRandom('allocation'));
    if (found.kind === 'impossible') throw new Error(found.message);
    return [...found.panels].reduce((total, [id, { chair, panellists }]) => {
      const rows = [chair, ...panellists].flatMap((one) => (one === null ? [] : (rowOf.get(one) ?? [])));
      return total + inCheapestSeats(rows, columnsOf.get(id) ?? []);
    }, 0);
  };
  const weakestFirst = stageCosts({ seats: stage.seats, people: stage.people.toReversed() }, { ...field, chairOf: () => null });
  const alone = (): number => cheapestAssignment(weakestFirst)?.total ?? Number.NaN;
  return [
    { ...facts, case: `${name} (scipy: its assignment alone)`, headline: true, ours: whole },
    { ...facts, case: `${name}, assignment alone`, headline: false, ours: alone },
  ];
}

/** A round late in a large tournament: everybody has met many teams, some have conflicts. */
function roundOf(people: number, mode: 'weighted' | 'lexicographic'): AllocationField {
  const random = seededRandom(`round of ${people}`);
  const some = (count: number, limit: number): [number, number][] =>
    Array.from({ length: count }, () => [1 + random.below(people), 1 + random.below(limit)]);
  return {
    format: 'consensus',
    debates: Array.from({ length: 100 }, (_debate, index) => ({
      id: debate(index + 1),
      importance: 2 - Math.floor(index / 20),
      roomRank: index + 1,
      teams: [1, 2, 3, 4].map((side) => team(index * 4 + side)),
    })),
    adjudicators: Array.from({ length: people }, (_person, index) => ({
      id: person(index + 1),
      score: 1.5 + random.next() * 3.5,
      isTrainee: false,
    })),
    acquaintance: {
      conflictsWithTeam: pairSet(some(people * 4, 400)),
      hasSeenTeam: pairSet(some(people * 25, 400)),
      conflictsWithAdjudicator: mutualPairSet([]),
      hasSeenAdjudicator: mutualPairSet(some(people * 10, people)),
    },
    settings: { ...defaultSettings, adj_allocation_mode: mode },
  };
}
