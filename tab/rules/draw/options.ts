/** How the bracket with an odd number of teams is made even. The last two only, and the pull-ups top, bottom and random, suit preallocated sides. */
export type OddBracket =
  | 'pullup_top'
  | 'pullup_bottom'
  | 'pullup_middle'
  | 'pullup_random'
  | 'pullup_lowest_ds_rank'
  | 'intermediate'
  | 'intermediate_bubble_up_down'
  | 'intermediate1'
  | 'intermediate2';

/** Which teams may be pulled up: all, or only those with the least of something. */
export type PullupRestriction = 'none' | 'least_to_date' | 'lowest_ds_wins' | 'lowest_ds_speaks';

/** Who meets whom inside a bracket, before conflicts are avoided. */
export type PairingMethod = 'slide' | 'fold' | 'adjacent' | 'random' | 'fold_top_adjacent_rest';

/** How meetings of old opponents and of one institution are avoided; `graph_global` makes one matching of all brackets. */
export type AvoidConflicts = 'off' | 'one_up_one_down' | 'graph' | 'graph_global';

/** Who gets which side; `none` leaves the order of the pairing. */
export type SideAllocations = 'balance' | 'random' | 'preallocated' | 'manual-ballot' | 'none';

/** Who sits out when the teams do not fill the rooms; `off` refuses the draw. */
export type ByeTeamSelection = 'off' | 'random' | 'lowest' | 'lowest_no_repeat';

/** What a position costs a BP team that has spoken there before; `simple_relative` counts above the team's least used position. */
export type PositionCost = 'simple' | 'simple_relative' | 'entropy' | 'variance';

/** The settings `draw_rules.*` that a draw reads, under their names without the prefix. Tab spec section 2.2. */
export interface DrawOptions {
  readonly oddBracket: OddBracket;
  readonly pullupRestriction: PullupRestriction;
  readonly pairingMethod: PairingMethod;
  readonly avoidConflicts: AvoidConflicts;
  readonly avoidHistory: boolean;
  readonly avoidInstitution: boolean;
  readonly historyPenalty: number;
  readonly institutionPenalty: number;
  readonly sidePenalty: number;
  readonly pairingPenalty: number;
  readonly pullupDebatesPenalty: number;
  /** Cost of pulling a team up for each time it was before; only `graph_global` looks. */
  readonly pullupPenalty: number;
  readonly sideAllocations: SideAllocations;
  readonly byeTeamSelection: ByeTeamSelection;
  /** Sizes that rooms of other formats than two and four teams may have; empty for one size. */
  readonly polyRoomSizes?: readonly number[];
  readonly bpPullupDistribution: 'anywhere' | 'one_room';
  readonly bpPositionCost: PositionCost;
  readonly bpRenyiOrder: number;
  readonly bpPositionCostExponent: number;
  /** Above 0: rooms of one bracket are mixed so that fewer meet again or meet their own institution. */
  readonly bpRoomConflictPenalty: number;
  readonly bpAssignmentMethod: 'hungarian' | 'hungarian_preshuffled';
  /** Whether teams equal on points and subrank change places by lot before the draw, or stand as given. */
  readonly ties: 'random' | 'given';
}

export const defaultDrawOptions: DrawOptions = {
  oddBracket: 'intermediate_bubble_up_down',
  pullupRestriction: 'none',
  pairingMethod: 'slide',
  avoidConflicts: 'one_up_one_down',
  avoidHistory: true,
  avoidInstitution: true,
  historyPenalty: 1000,
  institutionPenalty: 1,
  sidePenalty: 0,
  pairingPenalty: 0,
  pullupDebatesPenalty: 0,
  pullupPenalty: 0,
  sideAllocations: 'balance',
  byeTeamSelection: 'off',
  bpPullupDistribution: 'anywhere',
  bpPositionCost: 'entropy',
  bpRenyiOrder: 1,
  bpPositionCostExponent: 4,
  bpRoomConflictPenalty: 0,
  bpAssignmentMethod: 'hungarian_preshuffled',
  ties: 'random',
};
