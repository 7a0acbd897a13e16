/** How much there is of a session in the database. */
export interface SessionCounts {
  readonly code: string;
  /** How many people it says it has. */
  readonly seats: number;
  readonly people: number;
  readonly rounds: number;
  /** People in rounds: each is in every one. */
  readonly players: number;
  readonly pagesLeft: number;
  /** People who stand on a page that the session does not have. */
  readonly astray: number;
  /** Players in a group of another session or round. */
  readonly inWrongGroup: number;
}

/** What of a session is missing or in the wrong place, in words. */
export function sessionFaults({ code, seats, people, rounds, players, astray, inWrongGroup }: SessionCounts): string[] {
  const faults: readonly (readonly [boolean, string])[] = [
    [people !== seats, `it has ${seats} seats, but ${people} participants`],
    [rounds === 0, 'it has no rounds'],
    [players !== people * rounds, `${people} participants in ${rounds} rounds are ${people * rounds} players, but there are ${players}`],
    [astray > 0, `${astray} participants stand on a page that it does not have`],
    [inWrongGroup > 0, `${inWrongGroup} players are in a group of another session or round`],
  ];
  return faults.flatMap(([isSo, words]) => (isSo ? [`${code}: ${words}`] : []));
}

/** What is wrong with the steps that made a database's tables. Fewer than the program knows are well: it takes the others when it serves. */
export function stepFaults(applied: readonly string[], known: readonly string[]): string[] {
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown !== undefined) return [`tables: ${unknown} was applied, which this version of the lab does not know`];
  const missing = known.slice(0, applied.length).find((name) => !applied.includes(name));
  return missing === undefined ? [] : [`tables: ${missing} was never applied, but later steps were`];
}
