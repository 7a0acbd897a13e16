import * as v from 'valibot';
import type { DrawField, DrawTeam, EliminationField, PreliminaryField } from '../rules/draw/field.ts';
import { defaultDrawOptions, type DrawOptions } from '../rules/draw/options.ts';
import type { InstitutionId, TeamId } from '../rules/ids.ts';
import { givenSettings, id, maybeList, maybeNumber } from './case-shape.ts';

/** A number; nought when it is null or left out. */
const count = v.nullish(v.number(), 0);

const caseTeam = v.object({
  id: id<TeamId>(),
  points: count,
  subrank: maybeNumber,
  institution: v.nullish(v.union([v.string(), v.number()]), null),
  side_history: maybeList(v.number()),
  npullups: count,
  pullup_debates: count,
  draw_strength: count,
  draw_strength_speaks: count,
  draw_strength_rank: count,
  seen: v.nullish(v.record(v.string(), v.number()), {}),
  allocated_side: maybeNumber,
  seed: maybeNumber,
  byes: count,
  break_rank: maybeNumber,
});

const head = { id: v.string(), teams_in_debate: v.nullish(v.number(), 2), teams: v.array(caseTeam) };

const preliminaryCase = v.object({
  ...head,
  draw_type: v.picklist(['random', 'manual', 'round_robin', 'power_paired', 'seeded']),
  options: givenSettings,
});

const eliminationCase = v.object({
  ...head,
  draw_type: v.picklist(['first_elimination', 'elimination', 'partial_elimination', 'after_partial_elimination']),
  results: maybeList(v.object({ teams: v.array(id<TeamId>()), room_rank: v.number(), advancing: maybeList(id<TeamId>()) })),
});

/** The field a case describes, and the seed of its chance. */
export function drawOf(given: unknown): { readonly field: DrawField; readonly seed: string } {
  const one = v.parse(v.variant('draw_type', [preliminaryCase, eliminationCase]), given);
  return { seed: one.id, field: 'results' in one ? eliminationOf(one) : preliminaryOf(one) };
}

function preliminaryOf(one: v.InferOutput<typeof preliminaryCase>): PreliminaryField {
  return { drawType: one.draw_type, teamsInDebate: one.teams_in_debate, teams: teamsOf(one.teams), options: optionsOf(one.options) };
}

function eliminationOf(one: v.InferOutput<typeof eliminationCase>): EliminationField {
  return {
    drawType: one.draw_type,
    teamsInDebate: one.teams_in_debate,
    teams: one.teams.map((team, index) => ({ id: team.id, breakRank: team.break_rank ?? index + 1 })),
    results: one.results.map(({ teams, room_rank, advancing }) => ({ teams, roomRank: room_rank, advancing })),
  };
}

function teamsOf(teams: readonly v.InferOutput<typeof caseTeam>[]): DrawTeam[] {
  const names = [...new Set(teams.map(({ institution }) => institution))];
  return teams.map((team) => ({
    id: team.id,
    points: team.points,
    subrank: team.subrank,
    institution: team.institution === null ? null : v.parse(id<InstitutionId>(), names.indexOf(team.institution) + 1),
    sideHistory: team.side_history,
    seen: new Map(Object.entries(team.seen).map(([other, times]) => [v.parse(id<TeamId>(), Number(other)), times])),
    npullups: team.npullups,
    pullupDebates: team.pullup_debates,
    drawStrength: team.draw_strength,
    drawStrengthSpeaks: team.draw_strength_speaks,
    drawStrengthRank: team.draw_strength_rank,
    allocatedSide: team.allocated_side,
    seed: team.seed,
    byes: team.byes,
  }));
}

/** Names of options in the cases, without the settings' prefixes, and what they are called here. */
const optionNames: Readonly<Record<string, keyof DrawOptions>> = {
  odd_bracket: 'oddBracket',
  pullup_restriction: 'pullupRestriction',
  pairing_method: 'pairingMethod',
  avoid_conflicts: 'avoidConflicts',
  avoid_history: 'avoidHistory',
  avoid_team_history: 'avoidHistory',
  avoid_institution: 'avoidInstitution',
  avoid_same_institution: 'avoidInstitution',
  history_penalty: 'historyPenalty',
  team_history_penalty: 'historyPenalty',
  institution_penalty: 'institutionPenalty',
  team_institution_penalty: 'institutionPenalty',
  side_penalty: 'sidePenalty',
  pairing_penalty: 'pairingPenalty',
  pullup_debates_penalty: 'pullupDebatesPenalty',
  pullup_penalty: 'pullupPenalty',
  side_allocations: 'sideAllocations',
  bye_team_selection: 'byeTeamSelection',
  poly_room_sizes: 'polyRoomSizes',
  pullup: 'bpPullupDistribution',
  pullup_distribution: 'bpPullupDistribution',
  position_cost: 'bpPositionCost',
  renyi_order: 'bpRenyiOrder',
  exponent: 'bpPositionCostExponent',
  position_cost_exponent: 'bpPositionCostExponent',
  assignment_method: 'bpAssignmentMethod',
  room_conflict_penalty: 'bpRoomConflictPenalty',
};

const optionValues = v.object({
  oddBracket: v.picklist([
    'pullup_top',
    'pullup_bottom',
    'pullup_middle',
    'pullup_random',
    'pullup_lowest_ds_rank',
    'intermediate',
    'intermediate_bubble_up_down',
    'intermediate1',
    'intermediate2',
  ]),
  pullupRestriction: v.picklist(['none', 'least_to_date', 'lowest_ds_wins', 'lowest_ds_speaks']),
  pairingMethod: v.picklist(['slide', 'fold', 'adjacent', 'random', 'fold_top_adjacent_rest']),
  avoidConflicts: v.picklist(['off', 'one_up_one_down', 'graph', 'graph_global']),
  avoidHistory: v.boolean(),
  avoidInstitution: v.boolean(),
  historyPenalty: v.number(),
  institutionPenalty: v.number(),
  sidePenalty: v.number(),
  pairingPenalty: v.number(),
  pullupDebatesPenalty: v.number(),
  pullupPenalty: v.number(),
  sideAllocations: v.picklist(['balance', 'random', 'preallocated', 'manual-ballot', 'none']),
  byeTeamSelection: v.picklist(['off', 'random', 'lowest', 'lowest_no_repeat']),
  polyRoomSizes: v.nullish(v.array(v.number()), []),
  bpPullupDistribution: v.picklist(['anywhere', 'one_room']),
  bpPositionCost: v.picklist(['simple', 'simple_relative', 'entropy', 'variance']),
  bpRenyiOrder: v.number(),
  bpPositionCostExponent: v.number(),
  bpRoomConflictPenalty: v.number(),
  bpAssignmentMethod: v.picklist(['hungarian', 'hungarian_preshuffled']),
  ties: v.picklist(['random', 'given']),
});

/** The options of a case; ties stay in the order given, so that answers can be compared. */
function optionsOf(given: Readonly<Record<string, unknown>>): DrawOptions {
  const named = Object.entries(given).flatMap(([name, value]) => {
    const known = optionNames[name.replace(/^(draw_rules\.|debate_rules\.)?(draw_|bp_)?/u, '')] ?? optionNames[name];
    return known === undefined ? [] : [[known, value] as const];
  });
  return v.parse(optionValues, { ...defaultDrawOptions, ties: 'given', ...Object.fromEntries(named) });
}
