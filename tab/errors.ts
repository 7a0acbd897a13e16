import { RostraError } from '#kit/errors/rostra-error.ts';

export class BreakRuleNeedsWins extends RostraError {
  constructor(category: string, rule: string) {
    super({
      code: 'TAB_BREAK_RULE_NEEDS_WINS',
      status: 422,
      message: `The break of ${category} follows the rule ${rule}, which needs the metric wins, and the team standings are not ranked by it.`,
      hint: 'Add wins to team_standings_precedence, or choose another rule for the category.',
    });
  }
}
