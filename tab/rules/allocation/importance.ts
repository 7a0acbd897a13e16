import type { DebateId } from '../ids.ts';
import type { LivenessThresholds } from '../breaks/liveness.ts';

/** Round half to even, as the reference's language does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Importance by bracket, 1 down to −2, so that +2 is kept for picking by hand (spec tab §4.2). Debates of one bracket
 * share it; each level takes about a quarter of the debates.
 */
export function importanceByBracket(
  debates: readonly { readonly id: DebateId; readonly bracket: number }[],
): ReadonlyMap<DebateId, number> {
  const result = new Map<DebateId, number>();
  const levelEnd = (importance: number): number => roundHalfEven(((4 - 2 - importance) * debates.length) / 4);
  let importance = 1;
  for (const bracket of new Set(debates.map((debate) => debate.bracket).toSorted((a, b) => b - a))) {
    for (const debate of debates) if (debate.bracket === bracket) result.set(debate.id, importance);
    if (result.size >= levelEnd(importance)) importance -= 1;
  }
  return result;
}

/** Importance by liveness in a general category: nobody's break at stake 0 or −2, somebody's 1. `points` are the teams' before the round. */
export function importanceByLiveness(points: readonly number[], { safe, dead }: LivenessThresholds): number {
  if (Math.min(...points) >= safe) return 0;
  return Math.max(...points) <= dead ? -2 : 1;
}

/** What is known about a preformed panel's debate to come. */
export interface PanelProspect {
  readonly bracketMin: number;
  readonly bracketMax: number;
  /** How many of its places may be live. */
  readonly liveness: number;
}

/** The bracket a preformed panel is ranked by for importanceByBracket. */
export function prospectBracket(prospect: PanelProspect): number {
  return (prospect.bracketMin + prospect.bracketMax) / 2;
}

/** Importance by liveness of a preformed panel. */
export function prospectImportance(prospect: PanelProspect, { safe }: LivenessThresholds): number {
  if (prospect.liveness > 0) return 1;
  return prospect.bracketMin >= safe ? 0 : -2;
}
