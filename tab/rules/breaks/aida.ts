import type { TeamStanding } from '../standings/teams.ts';
import type { BreakRule } from './eligibility.ts';
import { standardBreak } from './standard.ts';

/** Whom a rule lets break. */
export interface Selection {
  /** Best first. */
  readonly breaking: readonly TeamStanding[];
  /** Left out because of too many teams of their institution. */
  readonly capped: readonly TeamStanding[];
  /** All who may still move up as reserves; the breaking ones stand among them. */
  readonly remaining: readonly TeamStanding[];
  /** Teams below `afterRank` have a break rank this much better than their place in the list (§7.4 iv). */
  readonly correction: { readonly afterRank: number; readonly by: number } | null;
  /** Where the order of the break is not that of the standings: the break rank of each. */
  readonly breakRanks?: ReadonlyMap<TeamStanding, number>;
}

export type AidaRule = Extract<BreakRule, `aida-${string}`>;

const cap1996 = 3;

/** AIDA 1996: no more than three teams of an institution (spec tab §7.3). */
export function aida1996(eligible: readonly TeamStanding[], size: number): Selection {
  const isCapped = (team: TeamStanding): boolean => (team.institutionRank ?? 0) > cap1996;
  const remaining = eligible.filter((team) => !isCapped(team));
  return { breaking: standardBreak(remaining, size), capped: eligible.filter(isCapped), remaining, correction: null };
}

interface CapField {
  readonly size: number;
  readonly winsOf: (team: TeamStanding) => number;
}

/** AIDA 2016 and 2019: a cap of institutions that never lets in a team with fewer wins (spec tab §7.4). */
export function aida2016(eligible: readonly TeamStanding[], rule: Exclude<AidaRule, 'aida-1996'>, { size, winsOf }: CapField): Selection {
  const last = eligible[size - 1];
  if (last === undefined) return { breaking: eligible, capped: [], remaining: eligible, correction: null };
  const contenders = eligible.filter((team) => winsOf(team) >= winsOf(last));
  const cap = institutionCap(rule, size);
  const isCapped = (team: TeamStanding): boolean => {
    if (team.institutionRank === null) return false;
    return (team.institutionRank > 1 && team.rank > last.rank) || team.institutionRank > cap;
  };
  const capped = contenders.filter(isCapped);
  const withinCap = capped.filter((team) => (team.institutionRank ?? 0) <= cap);
  const missing = size - (contenders.length - capped.length);
  const { teams: putBack, correction } = teamsPutBack(rule === 'aida-2016-easters' ? [withinCap, capped] : [capped], missing);
  const remaining = contenders.filter((team) => !isCapped(team) || putBack.has(team));
  return { breaking: standardBreak(remaining, size), capped: capped.filter((team) => !putBack.has(team)), remaining, correction };
}

function institutionCap(rule: AidaRule, size: number): number {
  return rule === 'aida-2019-australs-open' ? 3 + Math.floor(Math.max(size - 16, 0) / 8) : 3;
}

interface PutBack {
  readonly teams: ReadonlySet<TeamStanding>;
  readonly correction: Selection['correction'];
}

/**
 * Capped teams that come back until `missing` places are filled: from the first list and, while that does not do, from
 * the next; best first, and always all who are equal. If the last group is larger than the places left, those after it
 * rank as if the surplus were not there.
 */
function teamsPutBack(lists: readonly (readonly TeamStanding[])[], missing: number): PutBack {
  const teams = new Set<TeamStanding>();
  let lastRank = 0;
  for (const list of lists) {
    if (teams.size >= missing) break;
    for (const team of list.filter((one) => !teams.has(one))) {
      if (teams.size >= missing && team.rank !== lastRank) break;
      teams.add(team);
      lastRank = team.rank;
    }
  }
  const surplus = teams.size - Math.max(missing, 0);
  return { teams, correction: surplus > 0 ? { afterRank: lastRank, by: surplus } : null };
}
