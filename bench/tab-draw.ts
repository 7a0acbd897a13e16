// Draws: 400 BP teams by points and positions, 200 teams of one bracket by graph, and the two solvers alone, beside scipy and networkx.
import { cheapestAssignment, costMatrix } from '#kit/math/assignment.ts';
import { cheapestMatching } from '#kit/math/matching.ts';
import { seededRandom, type Random } from '#kit/math/random.ts';
import { positionCosts } from '../tab/rules/draw/bp-positions.ts';
import { pairCost } from '../tab/rules/draw/cheapest-pairs.ts';
import { makeDraw } from '../tab/rules/draw/draw.ts';
import type { DrawTeam, PreliminaryField } from '../tab/rules/draw/field.ts';
import { defaultDrawOptions } from '../tab/rules/draw/options.ts';
import { roomsAnywhere } from '../tab/rules/draw/bp-rooms.ts';
import { institution, team } from '../tab/rules/sample-ids.ts';
import { besideSolver, type Contest } from './measure/beside-solver.ts';
import type { Bench } from './measure/row.ts';
import { peerName, startSolvers } from './peers/solvers.ts';

export const bench: Bench = async (print) => {
  const solvers = await startSolvers();
  try {
    for (const contest of [bpDraw(), graphDraw(), assignmentAlone(400), assignmentAlone(1200), matchingAlone(100)])
      print(await besideSolver(contest, solvers));
  } finally {
    solvers.close();
  }
};

const priceOf = ({ sideHistory }: DrawTeam): number[] =>
  positionCosts(sideHistory, { kind: 'entropy', renyiOrder: 1 }).map((cost) => cost ** 4);

/** The whole draw of round 6 of a world championship; scipy gets the matrix of positions ready made. */
function bpDraw(): Contest {
  const teams = teamsAfter({ rounds: 5, size: 400, perRoom: 4 }, seededRandom('bp'));
  const field: PreliminaryField = { drawType: 'power_paired', teamsInDebate: 4, teams, options: defaultDrawOptions };
  const rooms = roomsAnywhere(teams);
  const prices = new Map(teams.map((one) => [one.id, priceOf(one)]));
  const costs = teams.flatMap((one) =>
    rooms.flatMap(({ allowed }) => (allowed.has(one.points) ? (prices.get(one.id) ?? []) : [null, null, null, null])),
  );
  return {
    bench: 'tab-draw',
    case: 'BP draw of 400 teams, pure (scipy: its assignment alone)',
    peer: peerName.scipy,
    headline: true,
    runs: 9,
    task: { solve: 'assignment', rows: 400, columns: 400, costs },
    ours: () => {
      const { pairings } = makeDraw(field, seededRandom('draw'));
      return sum(pairings.flatMap((room) => room.teams.map((id, position) => prices.get(id)?.[position] ?? 0)));
    },
  };
}

/** The whole draw of 200 teams that are all in one bracket, with conflicts and sides to be weighed. */
function graphDraw(): Contest {
  const options = { ...defaultDrawOptions, avoidConflicts: 'graph', sidePenalty: 100, ties: 'given' } as const;
  const teams = teamsAfter({ rounds: 5, size: 200, perRoom: 2 }, seededRandom('graph')).map((one) => ({ ...one, points: 3 }));
  const cost = (a: DrawTeam, b: DrawTeam): number =>
    pairCost(
      [
        { team: a, subrank: null, flags: [] },
        { team: b, subrank: null, flags: [] },
      ],
      options,
    );
  const byId = new Map(teams.map((one) => [one.id, one]));
  return {
    bench: 'tab-draw',
    case: '200 teams in one bracket by graph (networkx: its matching alone)',
    peer: peerName.networkx,
    headline: true,
    runs: 3,
    task: { solve: 'matching', size: 200, costs: teams.flatMap((a) => teams.map((b) => cost(a, b))) },
    ours: () => {
      const { pairings } = makeDraw({ drawType: 'power_paired', teamsInDebate: 2, teams, options }, seededRandom('draw'));
      return sum(
        pairings.map(({ teams: [a, b] }) => {
          const [one, other] = [byId.get(a ?? team(0)), byId.get(b ?? team(0))];
          return one === undefined || other === undefined ? 0 : cost(one, other);
        }),
      );
    },
  };
}

function assignmentAlone(size: number): Contest {
  const random = seededRandom(`assignment ${size}`);
  const matrix = costMatrix(size, size, () => random.below(1_000_000));
  return {
    bench: 'tab-draw',
    case: `assignment of ${size} × ${size}, costs by chance`,
    peer: peerName.scipy,
    headline: false,
    runs: 7,
    task: { solve: 'assignment', rows: size, columns: size, costs: [...matrix.costs] },
    ours: () => cheapestAssignment(matrix)?.total ?? Number.NaN,
  };
}

function matchingAlone(size: number): Contest {
  const random = seededRandom(`matching ${size}`);
  const costs = Array.from({ length: size * size }, () => random.below(1_000_000));
  const cost = (a: number, b: number): number => costs[Math.min(a, b) * size + Math.max(a, b)] ?? Number.NaN;
  return {
    bench: 'tab-draw',
    case: `matching of ${size}, costs by chance`,
    peer: peerName.networkx,
    headline: false,
    runs: 3,
    task: { solve: 'matching', size, costs },
    ours: () => cheapestMatching(size, cost)?.total ?? Number.NaN,
  };
}

/** Teams best first after some rounds of chance: points, sides, who met whom. */
function teamsAfter({ rounds, size, perRoom }: { rounds: number; size: number; perRoom: number }, random: Random): DrawTeam[] {
  const teams = Array.from({ length: size }, (_team, index) => ({
    id: team(index + 1),
    institution: institution(1 + random.below(size / 4)),
    points: 0,
    sideHistory: Array.from({ length: perRoom }, () => 0),
    seen: new Map<DrawTeam['id'], number>(),
  }));
  for (let round = 0; round < rounds; round += 1) {
    const order = random.shuffle(teams);
    for (const [place, one] of order.entries()) {
      const side = place % perRoom;
      one.points += perRoom - 1 - side;
      one.sideHistory[side] = (one.sideHistory[side] ?? 0) + 1;
      const others = order.slice(place - side, place - side + perRoom).filter((other) => other !== one);
      for (const { id } of others) one.seen.set(id, (one.seen.get(id) ?? 0) + 1);
    }
  }
  const unknown = { subrank: null, npullups: 0, pullupDebates: 0, drawStrength: 0, drawStrengthSpeaks: 0, drawStrengthRank: 0 };
  return teams.sort((a, b) => b.points - a.points).map((one) => ({ ...one, ...unknown, allocatedSide: null, seed: null, byes: 0 }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
