import type { InstitutionId, PersonId, TeamId } from '../ids.ts';

/** A set of pairs of ids. */
export interface PairSet {
  has(first: number, second: number): boolean;
}

/** The pairs, in the order they are given: [adjudicator, team]. */
export function pairSet(pairs: Iterable<readonly [number, number]>): PairSet {
  const seconds = new Map<number, Set<number>>();
  for (const [first, second] of pairs) {
    const known = seconds.get(first);
    if (known === undefined) seconds.set(first, new Set([second]));
    else known.add(second);
  }
  return { has: (first, second) => seconds.get(first)?.has(second) ?? false };
}

/** Who should not meet whom, and who has met whom in an earlier round; pairs of adjudicators read both ways. */
export interface Acquaintance {
  readonly conflictsWithTeam: PairSet;
  readonly conflictsWithAdjudicator: PairSet;
  readonly hasSeenTeam: PairSet;
  readonly hasSeenAdjudicator: PairSet;
}

/** Nobody knows anybody. */
export const strangers: Acquaintance = {
  conflictsWithTeam: pairSet([]),
  conflictsWithAdjudicator: pairSet([]),
  hasSeenTeam: pairSet([]),
  hasSeenAdjudicator: pairSet([]),
};

/** Pairs that read both ways. */
export function mutualPairSet(pairs: Iterable<readonly [number, number]>): PairSet {
  return pairSet(
    [...pairs].flatMap(([first, second]): (readonly [number, number])[] => [
      [first, second],
      [second, first],
    ]),
  );
}

/** The rows that say who conflicts with whom (spec tab §1.2). */
export interface ConflictRows {
  readonly adjudicatorTeam: readonly (readonly [PersonId, TeamId])[];
  readonly adjudicatorAdjudicator: readonly (readonly [PersonId, PersonId])[];
  readonly adjudicatorInstitution: readonly (readonly [PersonId, InstitutionId])[];
  readonly teamInstitution: readonly (readonly [TeamId, InstitutionId])[];
}

/**
 * Adjudicator and team conflict when a row says so or their institutions intersect. Two adjudicators conflict when a
 * row says so; a common institution is only a warning between them.
 */
export function conflicts(rows: ConflictRows): Pick<Acquaintance, 'conflictsWithTeam' | 'conflictsWithAdjudicator'> {
  const teamsOf = new Map<InstitutionId, TeamId[]>();
  for (const [team, institution] of rows.teamInstitution) teamsOf.set(institution, [...(teamsOf.get(institution) ?? []), team]);
  const byInstitution = rows.adjudicatorInstitution.flatMap(([adjudicator, institution]) =>
    (teamsOf.get(institution) ?? []).map((team) => [adjudicator, team] as const),
  );
  return {
    conflictsWithTeam: pairSet([...rows.adjudicatorTeam, ...byInstitution]),
    conflictsWithAdjudicator: mutualPairSet(rows.adjudicatorAdjudicator),
  };
}

/** An acquaintance as plain pairs, to be sent: [adjudicator, team], and two adjudicators once. */
export interface AcquaintancePairs {
  readonly conflictsWithTeam: readonly (readonly [PersonId, TeamId])[];
  readonly conflictsWithAdjudicator: readonly (readonly [PersonId, PersonId])[];
  readonly hasSeenTeam: readonly (readonly [PersonId, TeamId])[];
  readonly hasSeenAdjudicator: readonly (readonly [PersonId, PersonId])[];
}

/** The acquaintance that the pairs tell. */
export function acquaintanceIn(pairs: AcquaintancePairs): Acquaintance {
  return {
    conflictsWithTeam: pairSet(pairs.conflictsWithTeam),
    conflictsWithAdjudicator: mutualPairSet(pairs.conflictsWithAdjudicator),
    hasSeenTeam: pairSet(pairs.hasSeenTeam),
    hasSeenAdjudicator: mutualPairSet(pairs.hasSeenAdjudicator),
  };
}
