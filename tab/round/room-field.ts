import { isBye, type Debate } from '../rules/debate.ts';
import type { Room, RoomConstraint, RoomedDebate } from '../rules/rooms/room.ts';
import type { RoomWish, RoomWishes } from '../store/room-wishes.ts';

/** The debates that want rooms with the wishes of all in them, and the rooms that are free for the round. */
export function roomField(
  all: readonly Debate[],
  { rooms, members, wishes, institutions }: RoomWishes,
  { present, speakersInTeam }: { readonly present: ReadonlySet<number>; readonly speakersInTeam: number },
): { readonly debates: RoomedDebate[]; readonly rooms: Room[] } {
  const categories = Map.groupBy(members, ({ venueId }) => venueId);
  const institutionOf = new Map(institutions.map(({ id, institutionId }) => [id, institutionId]));
  const debates = all.filter((debate) => !isBye(debate));
  return {
    rooms: rooms
      .filter(({ id }) => present.has(id))
      .map((room) => ({ ...room, categories: new Set((categories.get(room.id) ?? []).map(({ category }) => category)) })),
    debates: debates.map((debate) => {
      const isHere = wishIn(debate, new Set(debate.teams.map(({ id }) => institutionOf.get(id) ?? null)));
      return {
        id: debate.id,
        constraints: wishes.filter(isHere).map(constraintOf),
        people: debate.teams.length * speakersInTeam + debate.panel.length,
        previous: new Set(),
        lockedTo: null,
      };
    }),
  };
}

function wishIn({ teams, panel }: Debate, institutions: ReadonlySet<number | null>): (wish: RoomWish) => boolean {
  return ({ teamId, adjudicatorId, institutionId }) =>
    teams.some(({ id }) => id === teamId) ||
    panel.some(({ id }) => id === adjudicatorId) ||
    (institutionId !== null && institutions.has(institutionId));
}

function constraintOf({ category, priority, teamId, adjudicatorId, institutionId }: RoomWish): RoomConstraint {
  return { category, priority, subject: `${teamId ?? ''} ${adjudicatorId ?? ''} ${institutionId ?? ''}` };
}
