// Ids of different things are numbers that do not mix: a team's id is no place for a debate's.

export type TournamentId = number & { readonly kind: 'TournamentId' };
export type InstitutionId = number & { readonly kind: 'InstitutionId' };
export type CategoryId = number & { readonly kind: 'CategoryId' };
export type RoundId = number & { readonly kind: 'RoundId' };
export type TeamId = number & { readonly kind: 'TeamId' };
export type PersonId = number & { readonly kind: 'PersonId' };
export type VenueId = number & { readonly kind: 'VenueId' };
export type DebateId = number & { readonly kind: 'DebateId' };
export type PanelId = number & { readonly kind: 'PanelId' };
export type BallotId = number & { readonly kind: 'BallotId' };
export type MotionId = number & { readonly kind: 'MotionId' };
export type UserId = number & { readonly kind: 'UserId' };
export type GroupId = number & { readonly kind: 'GroupId' };
export type TokenId = number & { readonly kind: 'TokenId' };

/** Reads an id that a form, a path or a JSON body carried; null when it is no whole number above zero that the database could hold. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says which kind of id the caller reads
export function readId<Id extends number>(text: unknown): Id | null {
  const value = typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : text;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 2_147_483_647) return null;
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- checked above; which kind it is, the caller's query settles
  return value as Id;
}
