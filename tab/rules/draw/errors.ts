import { RostraError } from '#kit/errors/rostra-error.ts';

export class TeamsDoNotFillRooms extends RostraError {
  constructor(teams: number, teamsInDebate: number) {
    super({
      code: 'TAB_TEAMS_DO_NOT_FILL_ROOMS',
      status: 422,
      message: `${teams} teams are available, and debates of ${teamsInDebate} teams need a multiple of ${teamsInDebate}.`,
      hint: 'Mark teams as unavailable, add swing teams, or let teams sit out (bye_team_selection).',
    });
  }
}

export class TooFewTeams extends RostraError {
  constructor(teams: number, needed: number) {
    super({
      code: 'TAB_TOO_FEW_TEAMS',
      status: 422,
      message: `${teams} teams are available, and a draw needs at least ${needed}.`,
      hint: 'Mark the teams that are here as available for this round.',
    });
  }
}

export class PointsAreNotWhole extends RostraError {
  constructor(points: number) {
    super({
      code: 'TAB_POINTS_ARE_NOT_WHOLE',
      status: 422,
      message: `A team has ${points} in the first metric of the standings, and this way of making brackets needs whole numbers.`,
      hint: 'Rank teams by wins or points first (team_standings_precedence), or pull teams up instead (draw_odd_bracket).',
    });
  }
}

export class OddBracketNeedsOtherSides extends RostraError {
  constructor(oddBracket: string, sides: string) {
    super({
      code: 'TAB_ODD_BRACKET_NEEDS_OTHER_SIDES',
      status: 422,
      message: `Odd brackets are made even by ${oddBracket}, which does not go with ${sides} sides.`,
      hint:
        sides === 'preallocated'
          ? 'With preallocated sides set draw_odd_bracket to pullup_top, pullup_bottom, pullup_random, intermediate1 or intermediate2.'
          : 'intermediate1 and intermediate2 are for preallocated sides: choose another draw_odd_bracket.',
    });
  }
}

export class GlobalMatchingNeedsFreeSides extends RostraError {
  constructor() {
    super({
      code: 'TAB_GLOBAL_MATCHING_NEEDS_FREE_SIDES',
      status: 422,
      message: 'One matching over all brackets does not go with preallocated sides.',
      hint: 'Set draw_avoid_conflicts to graph, or let the draw give the sides.',
    });
  }
}

export class SidesAreUneven extends RostraError {
  constructor(side0: number, side1: number) {
    super({
      code: 'TAB_SIDES_ARE_UNEVEN',
      status: 422,
      message: `${side0} teams are allocated to the first side and ${side1} to the second, and a draw needs as many of each.`,
      hint: 'Change the side allocations of this round.',
    });
  }
}

export class SideIsMissing extends RostraError {
  constructor(teams: number) {
    super({
      code: 'TAB_SIDE_IS_MISSING',
      status: 422,
      message: `${teams} ${teams === 1 ? 'team has' : 'teams have'} no side allocated for this round.`,
      hint: 'Allocate a side to every available team, or choose another draw_side_allocations.',
    });
  }
}

export class RoundRobinIsOver extends RostraError {
  constructor(round: number, rounds: number) {
    super({
      code: 'TAB_ROUND_ROBIN_IS_OVER',
      status: 422,
      message: `This is round ${round} of the round robin, and after ${rounds} rounds everybody has met everybody.`,
      hint: 'Choose another type of draw for this round.',
    });
  }
}

export class NoSuchDrawForFormat extends RostraError {
  constructor(drawType: string, teamsInDebate: number) {
    super({
      code: 'TAB_NO_SUCH_DRAW_FOR_FORMAT',
      status: 422,
      message: `There is no ${drawType} draw for debates of ${teamsInDebate} teams.`,
      hint: 'Choose another type of draw for this round.',
    });
  }
}

export class BreakSizeDoesNotFit extends RostraError {
  constructor(size: number, wanted: string) {
    super({
      code: 'TAB_BREAK_SIZE_DOES_NOT_FIT',
      status: 422,
      message: `${size} ${size === 1 ? 'team is' : 'teams are'} in this elimination round, and the number must be ${wanted}.`,
      hint: 'Change the break size of the category, or the teams that broke.',
    });
  }
}

export class ResultsAreMissing extends RostraError {
  constructor(missing: number, debates: number) {
    super({
      code: 'TAB_RESULTS_ARE_MISSING',
      status: 422,
      message:
        debates === 0
          ? 'The elimination round before has no debates yet.'
          : `${missing} of ${debates} debates of the elimination round before have no confirmed result.`,
      hint: 'Confirm all results of the round before, then draw again.',
    });
  }
}

export class WrongNumberAdvances extends RostraError {
  constructor(roomRank: number, advancing: number, wanted: number) {
    super({
      code: 'TAB_WRONG_NUMBER_ADVANCES',
      status: 422,
      message: `${advancing} ${advancing === 1 ? 'team advances' : 'teams advance'} from room ${roomRank} of the round before, and it must be ${wanted}.`,
      hint: 'Correct the result of that debate, then draw again.',
    });
  }
}
