import type { DrawOptions } from '../rules/draw/options.ts';
import type { Settings } from '../rules/settings.ts';

/** The settings of a tournament as a draw reads them. */
export function drawOptions(settings: Settings): DrawOptions {
  return {
    oddBracket: settings.draw_odd_bracket,
    pullupRestriction: settings.draw_pullup_restriction,
    pairingMethod: settings.draw_pairing_method,
    avoidConflicts: settings.draw_avoid_conflicts,
    avoidHistory: settings.avoid_team_history,
    avoidInstitution: settings.avoid_same_institution,
    historyPenalty: settings.team_history_penalty,
    institutionPenalty: settings.team_institution_penalty,
    sidePenalty: settings.side_penalty,
    pairingPenalty: settings.pairing_penalty,
    pullupDebatesPenalty: settings.pullup_debates_penalty,
    pullupPenalty: settings.draw_pullup_penalty,
    sideAllocations: settings.draw_side_allocations,
    byeTeamSelection: settings.bye_team_selection,
    polyRoomSizes: settings.poly_room_sizes.map(Number),
    bpPullupDistribution: settings.bp_pullup_distribution,
    bpPositionCost: settings.bp_position_cost,
    bpRenyiOrder: settings.bp_renyi_order,
    bpPositionCostExponent: settings.bp_position_cost_exponent,
    bpRoomConflictPenalty: settings.bp_room_conflict_penalty,
    bpAssignmentMethod: settings.bp_assignment_method,
    ties: 'random',
  };
}
