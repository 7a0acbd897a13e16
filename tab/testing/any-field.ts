import fc from 'fast-check';
import { seededRandom, type Random } from '#kit/math/random.ts';
import type { TeamId } from '../rules/ids.ts';
import { institution, team as teamId } from '../rules/sample-ids.ts';
import type { DrawTeam, EliminationField, PreliminaryField } from '../rules/draw/field.ts';
import { defaultDrawOptions, type DrawOptions } from '../rules/draw/options.ts';

// Fields for laws: anything that can come before a draw, valid or not only as far as counts go.

const seeds = fc.string({ minLength: 1, maxLength: 8 });

const anyOptions = fc.record<Partial<DrawOptions>>({
  oddBracket: fc.constantFrom(
    'pullup_top',
    'pullup_bottom',
    'pullup_middle',
    'pullup_random',
    'pullup_lowest_ds_rank',
    'intermediate',
    'intermediate_bubble_up_down',
  ),
  pullupRestriction: fc.constantFrom('none', 'least_to_date', 'lowest_ds_wins', 'lowest_ds_speaks'),
  pairingMethod: fc.constantFrom('slide', 'fold', 'adjacent', 'random', 'fold_top_adjacent_rest'),
  avoidConflicts: fc.constantFrom('off', 'one_up_one_down', 'graph', 'graph_global'),
  avoidHistory: fc.boolean(),
  avoidInstitution: fc.boolean(),
  sidePenalty: fc.constantFrom(0, 100),
  pairingPenalty: fc.constantFrom(0, 1),
  pullupDebatesPenalty: fc.constantFrom(0, 10_000),
  sideAllocations: fc.constantFrom('balance', 'random', 'manual-ballot', 'none'),
  byeTeamSelection: fc.constantFrom('random', 'lowest', 'lowest_no_repeat'),
  bpPullupDistribution: fc.constantFrom('anywhere', 'one_room'),
  bpPositionCost: fc.constantFrom('simple', 'simple_relative', 'entropy', 'variance'),
  bpRenyiOrder: fc.constantFrom(0, 0.5, 1, 2),
  bpPositionCostExponent: fc.constantFrom(0, 1, 2, 4),
  bpRoomConflictPenalty: fc.constantFrom(0, 1),
  bpAssignmentMethod: fc.constantFrom('hungarian', 'hungarian_preshuffled'),
  ties: fc.constantFrom('random', 'given'),
});

const sidedOptions = anyOptions.chain((options) =>
  fc
    .constantFrom('pullup_top', 'pullup_bottom', 'pullup_random', 'intermediate1', 'intermediate2')
    .map((oddBracket): Partial<DrawOptions> => {
      const avoidConflicts = options.avoidConflicts === 'graph_global' ? 'graph' : (options.avoidConflicts ?? 'off');
      return { ...options, oddBracket, avoidConflicts, sideAllocations: 'preallocated' };
    }),
);

/** Rounds of two teams, any number of teams from two on; with preallocated sides an even number. */
export const anyTwoTeamField: fc.Arbitrary<PreliminaryField> = fc
  .tuple(fc.constantFrom('power_paired', 'random', 'seeded'), fc.integer({ min: 2, max: 30 }), fc.oneof(anyOptions, sidedOptions), seeds)
  .map(([drawType, wanted, options, seed]) => {
    const isSided = options.sideAllocations === 'preallocated';
    const size = isSided ? wanted - (wanted % 2) : wanted;
    const random = seededRandom(seed);
    const sides = random.shuffle(Array.from({ length: size }, (_team, index) => index % 2));
    const teams = anyTeams(size, 1, random).map((team, index) => ({ ...team, allocatedSide: isSided ? (sides[index] ?? 0) : null }));
    return { drawType, teamsInDebate: 2, teams, options: { ...defaultDrawOptions, ...options } };
  });

/** Rounds of four or more teams in a room, any number of teams. */
export const anyRoomField: fc.Arbitrary<PreliminaryField> = fc
  .tuple(
    fc.constantFrom('power_paired', 'random', 'seeded', 'round_robin'),
    fc.constantFrom(4, 4, 4, 3, 6),
    fc.integer({ min: 6, max: 40 }),
    anyOptions,
    seeds,
  )
  .map(([drawType, teamsInDebate, size, options, seed]) => {
    return { drawType, teamsInDebate, teams: anyTeams(size, 3, seededRandom(seed)), options: { ...defaultDrawOptions, ...options } };
  });

/** Teams best first with all that a draw looks at. */
function anyTeams(size: number, mostPoints: number, random: Random): DrawTeam[] {
  const rounds = random.below(6);
  const figures = Array.from({ length: size }, () => ({
    points: sumOf(rounds, () => random.below(mostPoints + 1)),
    subrank: 1 + random.below(size),
  })).sort((a, b) => b.points - a.points || a.subrank - b.subrank);
  const teams = figures.map((figure, index): DrawTeam & { readonly seen: Map<TeamId, number> } => ({
    ...figure,
    id: teamId(index + 1),
    institution: random.below(10) === 0 ? null : institution(1 + random.below(5)),
    sideHistory: counted(rounds, random),
    seen: new Map(),
    npullups: random.below(3),
    pullupDebates: random.below(3),
    drawStrength: random.below(8),
    drawStrengthSpeaks: 700 + random.below(50) / 2,
    drawStrengthRank: random.below(60),
    allocatedSide: null,
    seed: random.below(3) === 0 ? null : random.below(4),
    byes: random.below(2),
  }));
  for (let meeting = 0; meeting < size * 2; meeting += 1) {
    const [one, other] = random.shuffle(teams);
    if (one !== undefined && other !== undefined) meet(one, other);
  }
  return teams;
}

function meet(one: { readonly id: TeamId; readonly seen: Map<TeamId, number> }, other: typeof one): void {
  one.seen.set(other.id, (one.seen.get(other.id) ?? 0) + 1);
  other.seen.set(one.id, (other.seen.get(one.id) ?? 0) + 1);
}

function sumOf(times: number, next: () => number): number {
  return Array.from({ length: times }, next).reduce((total, value) => total + value, 0);
}

function counted(rounds: number, random: Random): number[] {
  const history = [0, 0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const side = random.below(4);
    history[side] = (history[side] ?? 0) + 1;
  }
  return history;
}

/** First elimination rounds of every form. */
export const anyEliminationField: fc.Arbitrary<EliminationField> = fc
  .oneof(
    fc.integer({ min: 2, max: 60 }).map((size) => ({ drawType: 'first_elimination' as const, teamsInDebate: 2, size })),
    fc.constantFrom(4, 8, 16, 32, 64).map((size) => ({ drawType: 'first_elimination' as const, teamsInDebate: 4, size })),
    fc.constantFrom(6, 12, 24, 48, 96).map((size) => ({ drawType: 'partial_elimination' as const, teamsInDebate: 4, size })),
  )
  .map(({ size, ...form }) => ({
    ...form,
    teams: Array.from({ length: size }, (_team, index) => ({ id: teamId(index + 1), breakRank: index + 1 })),
    results: [],
  }));
