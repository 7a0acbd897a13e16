import type { TeamId } from '../ids.ts';
import type { TeamStanding, TeamStandings } from '../standings/teams.ts';

/**
 * Why a team of the standings does not break, or not yet: C capped, I ineligible, D breaks in another category,
 * R reserve; by a person: w withdrawn, d disqualified, t lost the coin toss, A absent (and any of the others).
 */
export type BreakRemark = 'C' | 'I' | 'D' | 'R' | 'w' | 'd' | 't' | 'A';

/** How the teams of a category are picked (spec tab §7.2–7.5). */
export type BreakRule =
  | 'standard'
  | 'aida-1996'
  | 'aida-2016-easters'
  | 'aida-2016-australs'
  | 'aida-2019-australs-open'
  | 'division-winners-first'
  | 'division-winners-guaranteed'
  | 'division-best-thirds'
  | 'custom';

export interface BreakCategory {
  readonly slug: string;
  readonly rule: BreakRule;
  readonly breakSize: number;
  readonly reserveSize: number;
  /** Ranks are taken over all teams of the tournament instead of the eligible ones. */
  readonly isGeneral: boolean;
  /** A team that breaks in a category does not break in one of lower priority. */
  readonly priority: number;
  readonly eligible: ReadonlySet<TeamId>;
  /** Remarks that a person has set, not those of an earlier run. */
  readonly remarks: ReadonlyMap<TeamId, BreakRemark>;
  /** For the rules that look at divisions: where each team plays. */
  readonly divisions?: ReadonlyMap<TeamId, string>;
  /** For the rule `custom`: its filters, one a line. */
  readonly filters?: string;
}

/** The teams of a category's standings, sorted into those who may break and those who may not. */
export interface Candidates {
  /** Best first. */
  readonly eligible: readonly TeamStanding[];
  readonly excluded: readonly Excluded[];
}

export interface Excluded {
  readonly standing: TeamStanding;
  readonly remark: BreakRemark;
  /** Set by a person, so that it is kept whatever the rank. */
  readonly isByHand: boolean;
}

/** Sorts the category's teams (spec tab §7.1). `elsewhere` holds the teams taken by a category of higher priority. */
export function candidates(category: BreakCategory, standings: TeamStandings, elsewhere: ReadonlySet<TeamId>): Candidates {
  const eligible: TeamStanding[] = [];
  const excluded: Excluded[] = [];
  for (const standing of standings.rows) {
    const remark = remarkByHand(category, standing.team) ?? remarkByRule(category, standing.team, elsewhere);
    if (remark === null) eligible.push(standing);
    else excluded.push({ standing, remark, isByHand: remarkByHand(category, standing.team) !== null });
  }
  return { eligible, excluded };
}

/** Reserve is no reason to stay out: the next run may let the team break. */
function remarkByHand(category: BreakCategory, team: TeamId): BreakRemark | null {
  const remark = category.remarks.get(team) ?? null;
  return remark === 'R' ? null : remark;
}

function remarkByRule(category: BreakCategory, team: TeamId, elsewhere: ReadonlySet<TeamId>): BreakRemark | null {
  if (!category.eligible.has(team)) return 'I';
  return elsewhere.has(team) ? 'D' : null;
}
