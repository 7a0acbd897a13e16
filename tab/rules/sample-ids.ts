import type { DebateId, InstitutionId, PersonId, RoundId, TeamId, VenueId } from './ids.ts';

// Ids for tests: any number names a thing of a test.

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says which kind of id the caller wants
function named<Id extends number>(): (number: number) => Id {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a thing of a test
  return (number) => number as Id;
}

export const person = named<PersonId>();
export const team = named<TeamId>();
export const debate = named<DebateId>();
export const institution = named<InstitutionId>();
export const venue = named<VenueId>();
export const round = named<RoundId>();
