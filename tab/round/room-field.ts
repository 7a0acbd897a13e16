import { isBye, type Debate } from '../rules/debate.ts';
import type { DebateId, VenueId } from '../rules/ids.ts';
import { roomOutcomes } from '../rules/rooms/room.ts';
import type { Room, RoomConstraint, RoomedDebate } from '../rules/rooms/room.ts';
import type { RoomWish, RoomWishes, RoomsBefore } from '../store/room-wishes.ts';

interface RoomFieldOptions {
  /** Rooms that are free for the round. */
  readonly present: ReadonlySet<number>;
  readonly speakersInTeam: number;
  /** The debates that keep the room they have. */
  readonly kept: ReadonlySet<DebateId>;
  /** Where everybody was in the round before. */
  readonly before?: RoomsBefore;
}

/** The debates that want rooms with the wishes of all in them, and the rooms that are free for the round. */
export function roomField(
  all: readonly Debate[],
  known: RoomWishes,
  { present, speakersInTeam, kept, before }: RoomFieldOptions,
): { readonly debates: RoomedDebate[]; readonly rooms: Room[] } {
  const { rooms, members, wishes, institutions } = known;
  const categories = Map.groupBy(members, ({ venueId }) => venueId);
  const institutionOf = new Map(institutions.map(({ id, institutionId }) => [id, institutionId]));
  const debates = all.filter((debate) => !isBye(debate));
  const keptRooms = new Set(debates.flatMap(({ id, venue }) => (venue !== null && kept.has(id) ? [venue.id] : [])));
  const roomOfRank = new Map(
    rooms.flatMap(({ id, forRank }) => (forRank !== null && present.has(id) && !keptRooms.has(id) ? [[forRank, id] as const] : [])),
  );
  return {
    rooms: rooms
      .filter(({ id }) => present.has(id) || keptRooms.has(id))
      .map((room) => ({ ...room, categories: new Set((categories.get(room.id) ?? []).map(({ category }) => category)) })),
    debates: debates.map((debate) => {
      const isHere = wishIn(debate, new Set(debate.teams.map(({ id }) => institutionOf.get(id) ?? null)));
      return {
        id: debate.id,
        constraints: [...wishes.filter(isHere).map(constraintOf), ...divisionsOf(debate, known)],
        people: debate.teams.length * speakersInTeam + debate.panel.length,
        previous: before === undefined ? new Set() : roomsOf(debate, before),
        lockedTo: kept.has(debate.id) ? (debate.venue?.id ?? null) : (roomOfRank.get(debate.roomRank) ?? null),
      };
    }),
  };
}

/** Below whatever anybody wishes. */
const divisionPriority = -1;

/** A division plays in the rooms of the category that has its name, where there is one. */
function divisionsOf({ teams }: Debate, { institutions, categories }: RoomWishes): RoomConstraint[] {
  const here = new Set(teams.map(({ id }) => id));
  const names = new Set(institutions.flatMap(({ id, division }) => (division !== '' && here.has(id) ? [division] : [])));
  return categories.flatMap(({ id, name }) =>
    names.has(name) ? [{ category: id, priority: divisionPriority, subject: `Division ${name}` }] : [],
  );
}

function roomsOf({ teams, panel }: Debate, before: RoomsBefore): Set<VenueId> {
  const rooms = [...teams.map(({ id }) => before.teams.get(id)), ...panel.map(({ id }) => before.panels.get(id))];
  return new Set(rooms.filter((id) => id !== undefined));
}

function wishIn({ teams, panel }: Debate, institutions: ReadonlySet<number | null>): (wish: RoomWish) => boolean {
  return ({ teamId, adjudicatorId, institutionId }) =>
    teams.some(({ id }) => id === teamId) ||
    panel.some(({ id }) => id === adjudicatorId) ||
    (institutionId !== null && institutions.has(institutionId));
}

/** Whether somebody's wish for a room is met, in words: "Oak 1: step-free". */
export interface ToldWish {
  readonly words: string;
  readonly isMet: boolean;
}

/** What became of the wishes of all in the debate, each subject once; nothing where nobody wishes. */
export function toldWishes(debate: Debate, wishes: RoomWishes): ToldWish[] {
  const { debates, rooms } = roomField([debate], wishes, {
    present: new Set(debate.venue ? [debate.venue.id] : []),
    speakersInTeam: 0,
    kept: new Set(),
  });
  const names = new Map(wishes.wishes.map((wish) => [constraintOf(wish).subject, wish.who]));
  const categories = new Map(wishes.categories.map(({ id, name }) => [id, name]));
  const wanted = (subject: string): string =>
    (debates[0]?.constraints ?? []).flatMap((one) => (one.subject === subject ? (categories.get(one.category) ?? []) : [])).join(' or ');
  return roomOutcomes(debates[0] ?? { constraints: [] }, rooms[0] ?? null).map(({ subject, metBy }) => ({
    isMet: metBy !== null,
    words: `${names.get(subject) ?? subject}: ${metBy === null ? `wants ${wanted(subject)}` : (categories.get(metBy) ?? '')}`,
  }));
}

function constraintOf({ category, priority, teamId, adjudicatorId, institutionId }: RoomWish): RoomConstraint {
  return { category, priority, subject: `${teamId ?? ''} ${adjudicatorId ?? ''} ${institutionId ?? ''}` };
}
