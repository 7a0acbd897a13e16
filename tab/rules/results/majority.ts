/** How the sheets of a two-team debate add up (spec tab §5.3). */
export interface Majority {
  /** The side that won. */
  readonly winner: number;
  /** Votes for each side. */
  readonly votes: readonly number[];
  /** Whether each sheet, in order, is of the majority. */
  readonly isMajority: readonly boolean[];
  /** The votes were equal, so that the chair's decided. */
  readonly isChairsCastingVote: boolean;
}

/** More votes win; equal votes are decided by the chair's. `votes` holds the side each sheet gives the debate to. */
export function majority(votes: readonly number[], chair: number): Majority {
  const counts = [0, 1].map((side) => votes.filter((vote) => vote === side).length);
  const [first = 0, second = 0] = counts;
  const isChairsCastingVote = first === second;
  const leader = first > second ? 0 : 1;
  const winner = isChairsCastingVote ? (votes[chair] ?? 0) : leader;
  return { winner, votes: counts, isMajority: votes.map((vote) => vote === winner), isChairsCastingVote };
}

/**
 * The sides that go on from a room of several teams whose adjudicators each tick them: most ticks first, ties as the
 * chair ticked, then in order of side.
 */
export function advancingSides(
  ticks: readonly (readonly number[])[],
  room: { readonly teams: number; readonly advancing: number; readonly chair: number },
): number[] {
  const chairs = ticks[room.chair] ?? [];
  const sides = Array.from({ length: room.teams }, (_team, side) => ({
    side,
    ticks: ticks.filter((sheet) => sheet.includes(side)).length + (chairs.includes(side) ? 0.5 : 0),
  }));
  return sides
    .toSorted((a, b) => b.ticks - a.ticks)
    .slice(0, room.advancing)
    .map(({ side }) => side)
    .toSorted((a, b) => a - b);
}
