import { violates } from '#kit/db/database-fault.ts';
import { seededRandom } from '#kit/math/random.ts';
import { NothingThere, RoundMovedOn } from '../errors.ts';
import type { DebateId, VenueId } from '../rules/ids.ts';
import { cheapestRooms } from '../rules/rooms/cheapest-rooms.ts';
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
  const { tournament, round } = wish;
  const [all, wishes, present, { rooms: keptRooms }] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    roomWishes.ofTournament(tab.db, tournament.id),
    availabilities.ofRound(tab.db, round.id),
    kept.ofRound(tab.db, round.id),
  ]);
  const field = roomField(all, wishes, { present: present.venue, speakersInTeam: tournament.settings.speakers_in_team, kept: keptRooms });
  const allocation = cheapestRooms({ ...field, rotation: 'any' }, seededRandom(tab.newSeed()));
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

/** Puts one debate into a room; null takes it out. */
export async function moveRoom(
  tab: Tab,
  wish: RoundWish & { readonly debateId: DebateId; readonly venueId: VenueId | null },
): Promise<void> {
  const { debateId, venueId, round, tournament } = wish;
  const [all, rooms] = await Promise.all([debates.ofRound(tab.db, round.id), venues.ofTournament(tab.db, tournament.id)]);
  if (!all.some((debate) => debate.id === debateId)) throw new NothingThere(`debate ${debateId} in ${round.name}`);
  const room = rooms.find((venue) => venue.id === venueId);
  if (venueId !== null && room === undefined) throw new NothingThere('room of this id in the tournament');
  const moved = changeRound(tab, wish, {
    verb: 'room_moved',
    refusal: mayMove,
    isPublic: round.drawStatus === 'R',
    write: (tx) => debates.setVenue(tx, { id: debateId, venueId }),
  });
  await moved.catch((error: unknown) => {
    throw violates(error, 'one_debate_a_venue') ? new RoundMovedOn(room?.name ?? 'This room', 'has another debate in this round') : error;
  });
}
