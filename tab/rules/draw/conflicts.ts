import type { DrawTeam } from './field.ts';
import type { DrawOptions } from './options.ts';

/** How often the two have debated in one room. */
export function timesMet(a: DrawTeam, b: DrawTeam): number {
  return a.seen.get(b.id) ?? b.seen.get(a.id) ?? 0;
}

/** Teams without institution share none, not even with each other. */
export function areOfOneInstitution(a: DrawTeam, b: DrawTeam): boolean {
  return a.institution !== null && a.institution === b.institution;
}

/** What one earlier meeting and one shared institution cost; 0 when they are not avoided. */
export function conflictWeights(options: DrawOptions): { readonly history: number; readonly institution: number } {
  return {
    history: options.avoidHistory ? options.historyPenalty : 0,
    institution: options.avoidInstitution ? options.institutionPenalty : 0,
  };
}

/** What a debate of the two costs for having met before and for sharing an institution. */
export function conflictCost(a: DrawTeam, b: DrawTeam, options: DrawOptions): number {
  const weights = conflictWeights(options);
  return timesMet(a, b) * weights.history + (areOfOneInstitution(a, b) ? weights.institution : 0);
}
