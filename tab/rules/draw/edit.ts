import type { DebateId, TeamId } from '../ids.ts';

/** A team's place in a round. */
export interface TeamSeat {
  readonly debateId: DebateId;
  /** As in DebateTeam. */
  readonly side: number;
}

/** Where each team debates; teams that are in no debate do not stand in it. */
export type TeamSeating = ReadonlyMap<TeamId, TeamSeat>;

/** One team's new place; null: in no debate. */
export interface TeamMove {
  readonly teamId: TeamId;
  readonly to: TeamSeat | null;
}

/** What putting a team on a seat changes: whoever has the seat takes the team's. Empty when all stays as it is. Tab spec section 3.10. */
export function movesOfPut(seating: TeamSeating, teamId: TeamId, to: TeamSeat | null): readonly TeamMove[] {
  const from = seating.get(teamId) ?? null;
  if (isSameTeamSeat(from, to)) return [];
  const other = to === null ? null : teamOn(seating, to);
  return other === null
    ? [{ teamId, to }]
    : [
        { teamId, to },
        { teamId: other, to: from },
      ];
}

/** Who has the seat; null for nobody. */
export function teamOn(seating: TeamSeating, seat: TeamSeat): TeamId | null {
  for (const [teamId, own] of seating) if (isSameTeamSeat(own, seat)) return teamId;
  return null;
}

/** True for the same seat, and for two teams that are in no debate. */
export function isSameTeamSeat(one: TeamSeat | null, another: TeamSeat | null): boolean {
  return one?.debateId === another?.debateId && one?.side === another?.side;
}

/** The teams of one debate on other sides: they rotate by one, or stand in the given order. */
export function sidesIn(debateId: DebateId, teamIds: readonly TeamId[]): readonly TeamMove[] {
  return teamIds.map((teamId, side) => ({ teamId, to: { debateId, side } }));
}
