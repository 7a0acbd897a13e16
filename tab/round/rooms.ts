import type { Transaction } from '#kit/db/connect.ts';
import { seededRandom } from '#kit/math/random.ts';
import type { Random } from '#kit/math/random.ts';
import { NothingThere, RoundMovedOn } from '../errors.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, VenueId } from '../rules/ids.ts';
import { cheapestRooms } from '../rules/rooms/cheapest-rooms.ts';
import type { RoomAllocation } from '../rules/rooms/room.ts';
import { roomsInTurn } from '../rules/rooms/rooms-in-turn.ts';
import { previousRound } from '../rules/round.ts';
import type { Round } from '../rules/round.ts';
import * as availabilities from '../store/availabilities.ts';
import * as debates from '../store/debates.ts';
import * as kept from '../store/kept.ts';
import * as roomWishes from '../store/room-wishes.ts';
import * as venues from '../store/venues.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { roomField } from './room-field.ts';

const mayMove = (now: Round): string | null => (now.drawStatus === 'N' ? 'has not been drawn' : now.isCompleted ? 'is over' : null);

/** Gives the debates the best of the available rooms, wishes first. Gives how many debates are left without one. */
export async function allocateRooms(tab: Tab, wish: RoundWish): Promise<number> {
  const field = await fieldOfRooms(tab, wish);
  const random = seededRandom(tab.newSeed());
  const { room_rotation: rotation, room_allocation: way } = wish.tournament.settings;
  const allocation = way === 'in_turn' ? inTurn(field, random) : cheapestRooms({ ...field, rotation }, random);
  const placed = [...allocation].flatMap(([debateId, venueId]) => (venueId === null ? [] : [{ debateId, venueId }]));
  await changeRound(tab, wish, {
    verb: 'rooms_allocated',
    refusal: (now) => (now.drawStatus === 'R' ? 'is public; withdraw the draw before its rooms are given out anew' : mayMove(now)),
    write: async (tx, now) => {
      await debates.clearVenues(tx, now.id);
      await tx.run(debates.setVenues, { rooms: placed });
    },
  });
  return field.debates.length - placed.length;
}

/** Debate by debate, after those that have a room of their own. */
function inTurn({ debates: all, rooms }: RoomField, random: Random): RoomAllocation {
  const [own, others] = [all.filter(({ lockedTo }) => lockedTo !== null), all.filter(({ lockedTo }) => lockedTo === null)];
  const taken = new Set(own.map(({ lockedTo }) => lockedTo));
  const given = roomsInTurn({ debates: others, rooms: rooms.filter(({ id }) => !taken.has(id)) }, random);
  return new Map([...own.map(({ id, lockedTo }) => [id, lockedTo] as const), ...given]);
}

type RoomField = ReturnType<typeof roomField>;

async function fieldOfRooms(tab: Tab, { tournament, round, rounds }: RoundWish) {
  const previous = previousRound(round, rounds);
  const [all, wishes, present, { rooms: keptRooms }, before] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    roomWishes.ofTournament(tab.db, tournament.id),
    availabilities.ofRound(tab.db, round.id),
    kept.ofRound(tab.db, round.id),
    previous === null ? { teams: new Map(), panels: new Map() } : roomWishes.before(tab.db, previous.id),
  ]);
  const speakersInTeam = tournament.settings.speakers_in_team;
  return roomField(all, wishes, { present: present.venue, speakersInTeam, kept: keptRooms, before });
}

/** Puts one debate into a room; null takes it out. Whoever has the room takes the debate's own. */
export function moveRoom(tab: Tab, wish: RoundWish & { readonly debateId: DebateId; readonly venueId: VenueId | null }): Promise<void> {
  const { debateId, venueId } = wish;
  return changeRooms(tab, wish, (all) => {
    const debate = all.find(({ id }) => id === debateId);
    if (debate === undefined) throw new NothingThere(`debate ${debateId} in ${wish.round.name}`);
    return swapped(debate, { venueId, holder: holderOf(all, venueId) });
  });
}

/** Where a room shall go, and what whoever says so saw. */
export interface RoomPut {
  readonly venueId: VenueId;
  /** The debate that was seen in the room; null for none. */
  readonly from: DebateId | null;
  /** Null: the room is free again. */
  readonly to: DebateId | null;
  /** The room that debate was seen in; null for none. */
  readonly occupant: VenueId | null;
}

/** Gives a room to a debate, which gives its own in return; refused when either was moved since it was seen. */
export function putRoom(tab: Tab, wish: RoundWish & { readonly put: RoomPut }): Promise<void> {
  const { venueId, from, to, occupant } = wish.put;
  return changeRooms(tab, wish, (all) => {
    const holder = holderOf(all, venueId);
    const target = to === null ? null : all.find(({ id }) => id === to);
    if (target === undefined) throw new NothingThere(`debate ${to} in ${wish.round.name}`);
    const isAsSeen = (holder?.id ?? null) === from && (target === null || roomOf(target) === occupant);
    if (!isAsSeen) throw new RoundMovedOn('The room', 'was moved by somebody else meanwhile');
    if (target !== null) return swapped(target, { venueId, holder });
    return holder ? [{ id: holder.id, venueId: null }] : [];
  });
}

type RoomMove = Parameters<typeof debates.setVenue>[1];

function holderOf(all: readonly Debate[], venueId: VenueId | null): Debate | undefined {
  return venueId === null ? undefined : all.find(({ venue }) => venue?.id === venueId);
}

function swapped(debate: Debate, { venueId, holder }: { venueId: VenueId | null; holder: Debate | undefined }): RoomMove[] {
  if (holder?.id === debate.id) return [];
  return [{ id: debate.id, venueId }, ...(holder ? [{ id: holder.id, venueId: roomOf(debate) }] : [])];
}

const roomOf = ({ venue }: Debate): VenueId | null => venue?.id ?? null;

async function changeRooms(tab: Tab, wish: RoundWish, decide: (all: readonly Debate[]) => readonly RoomMove[]): Promise<void> {
  const known = new Set((await venues.ofTournament(tab.db, wish.tournament.id)).map(({ id }) => id));
  await changeRound(tab, wish, {
    verb: 'room_moved',
    refusal: mayMove,
    isPublic: wish.round.drawStatus === 'R',
    write: async (tx, now) => {
      const moves = decide(await debates.ofRound(tx, now.id));
      if (moves.some(({ venueId }) => venueId !== null && !known.has(venueId))) throw new NothingThere('room of this id in the tournament');
      await moveAll(tx, moves);
    },
  });
}

/** No two debates share a room on the way: each leaves its own before anybody enters. */
async function moveAll(tx: Transaction, moves: readonly RoomMove[]): Promise<void> {
  for (const { id } of moves) await debates.setVenue(tx, { id, venueId: null });
  for (const move of moves) if (move.venueId !== null) await debates.setVenue(tx, move);
}
