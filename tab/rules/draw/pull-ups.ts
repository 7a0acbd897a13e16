import { invariant, unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import { nearlyEqual } from '#kit/math/rank.ts';
import { flagged, type Bracket, type Entrant, type OpenBracket } from './brackets.ts';
import type { DrawTeam } from './field.ts';
import type { OddBracket, PullupRestriction } from './options.ts';

export type PullUpMethod = Extract<OddBracket, `pullup_${string}`>;

export interface PullUpRule {
  readonly method: PullUpMethod;
  readonly restriction: PullupRestriction;
}

/** From the top down, an odd bracket gets a team of the next one at its end. Tab spec section 3.4. */
export function withPullUps(raw: readonly Bracket[], rule: PullUpRule, random: Random): Bracket[] {
  const brackets: OpenBracket[] = raw.map(({ value, entrants }) => ({ value, entrants: [...entrants] }));
  for (const [index, bracket] of brackets.entries()) {
    if (bracket.entrants.length % 2 === 0) continue;
    const below = brackets[index + 1];
    invariant(below !== undefined, 'an even number of teams leaves no odd bracket at the bottom');
    const chosen = chooseOne(below.entrants, rule, random);
    below.entrants.splice(below.entrants.indexOf(chosen), 1);
    bracket.entrants.push(flagged({ ...chosen, subrank: null }, 'pullup'));
  }
  return brackets.filter(({ entrants }) => entrants.length > 0);
}

/** The team that is pulled up from these, which stand best first. */
export function chooseOne(candidates: readonly Entrant[], rule: PullUpRule, random: Random): Entrant {
  const eligible = withLeast(candidates, rule.restriction);
  const chosen = eligible[place(eligible, rule.method, random)];
  invariant(chosen !== undefined, 'a bracket that is pulled up from has teams');
  return chosen;
}

function place(eligible: readonly Entrant[], method: PullUpMethod, random: Random): number {
  const count = eligible.length;
  switch (method) {
    case 'pullup_top':
      return 0;
    case 'pullup_bottom':
      return count - 1;
    case 'pullup_middle':
      return count % 2 === 1 ? (count - 1) / 2 : count / 2 - random.below(2);
    case 'pullup_random':
      return random.below(count);
    case 'pullup_lowest_ds_rank': {
      const strengths = eligible.map(({ team }) => team.drawStrengthRank);
      return strengths.indexOf(Math.max(...strengths));
    }
    default:
      return unreachable(method);
  }
}

const restricted: Record<Exclude<PullupRestriction, 'none'>, (team: DrawTeam) => number> = {
  least_to_date: (team) => team.npullups,
  lowest_ds_wins: (team) => team.drawStrength,
  lowest_ds_speaks: (team) => team.drawStrengthSpeaks,
};

/** Those with the least of what the restriction counts, to the noise of adding doubles; in their order. */
function withLeast(candidates: readonly Entrant[], restriction: PullupRestriction): readonly Entrant[] {
  if (restriction === 'none') return candidates;
  const figure = restricted[restriction];
  const least = Math.min(...candidates.map(({ team }) => figure(team)));
  return candidates.filter(({ team }) => nearlyEqual(figure(team), least));
}
