import { invariant } from '#kit/errors/invariant.ts';
import { cheapestAssignment, costMatrix } from '#kit/math/assignment.ts';
import type { Random } from '#kit/math/random.ts';
import { positionCosts } from './bp-positions.ts';
import { withFewerRoomConflicts } from './bp-room-conflicts.ts';
import { roomsAnywhere, roomsInSlices, type Room } from './bp-rooms.ts';
import { byesAfter, splitByes } from './byes.ts';
import type { Draw, Pairing } from './draw.ts';
import { PointsAreNotWhole } from './errors.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';
import type { DrawOptions } from './options.ts';

/** BP debates between teams of near points, in positions they have had least. Tab spec section 3.8. */
export function drawBpPowerPaired(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const uneven = playing.find(({ points }) => !Number.isInteger(points));
  if (uneven !== undefined) throw new PointsAreNotWhole(uneven.points);
  const rooms = field.options.bpPullupDistribution === 'one_room' ? roomsInSlices(playing) : roomsAnywhere(playing);
  const cheapest = seatTeams(playing, rooms, { options: field.options, random });
  const seated = field.options.bpRoomConflictPenalty > 0 ? withFewerRoomConflicts(cheapest, rooms) : cheapest;
  const pairings = rooms.map((room, index) => pairingOf(room, seated[index] ?? [], index + 1));
  return {
    pairings,
    byes: byesAfter(pairings.length, sittingOut),
    pulledUp: pairings.flatMap(({ teamFlags }) => [...teamFlags.keys()]),
    sidesConfirmed: true,
  };
}

function pairingOf({ level }: Room, teams: readonly DrawTeam[], roomRank: number): Pairing {
  const most = Math.max(...teams.map(({ points }) => points));
  const pulledUp = teams.filter(({ points }) => points < most);
  return {
    teams: teams.map(({ id }) => id),
    bracket: level,
    roomRank,
    flags: [],
    teamFlags: new Map(pulledUp.map(({ id }) => [id, ['pullup'] as const])),
  };
}

const positions = 4;
/** However high the exponent, a seat that a team may have keeps a price: infinity stands for those it may not. */
const dearest = 1e300;

/** Per room its teams in order of position, at the least total cost; which of the cheapest ways, the lot decides if the options want it. */
function seatTeams(
  ranked: readonly DrawTeam[],
  rooms: readonly Room[],
  { options, random }: { readonly options: DrawOptions; readonly random: Random },
): DrawTeam[][] {
  const isShuffled = options.bpAssignmentMethod === 'hungarian_preshuffled';
  const inOrder = Array.from({ length: ranked.length }, (_seat, index) => index);
  const teams = isShuffled ? random.shuffle(ranked) : ranked;
  const seats = isShuffled ? random.shuffle(inOrder) : inOrder;
  const cheapest = cheapestSeats(teams, { rooms, seats }, options);
  const teamOfSeat = isShuffled ? byLotAmongAlike(cheapest, rooms, random) : cheapest;
  return rooms.map((_room, room) => teamOfSeat.slice(room * positions, (room + 1) * positions));
}

/** The team of each seat; a seat's number is four times its room's plus its position. */
function cheapestSeats(
  teams: readonly DrawTeam[],
  { rooms, seats }: { readonly rooms: readonly Room[]; readonly seats: readonly number[] },
  options: DrawOptions,
): DrawTeam[] {
  const pricing = { kind: options.bpPositionCost, renyiOrder: options.bpRenyiOrder };
  const priceOf = (cost: number): number => Math.min(cost ** options.bpPositionCostExponent, dearest);
  const prices = teams.map(({ sideHistory }) => positionCosts(sideHistory, pricing).map(priceOf));
  const costs = costMatrix(teams.length, seats.length, (row, column) => {
    const seat = seats[column] ?? 0;
    const isAllowed = rooms[Math.floor(seat / positions)]?.allowed.has(teams[row]?.points ?? Number.NaN) ?? false;
    return isAllowed ? (prices[row]?.[seat % positions] ?? Infinity) : Infinity;
  });
  const assignment = cheapestAssignment(costs);
  invariant(assignment !== null, 'every team has a place in a room that allows its points');
  const placed = teams.map((team, row) => ({ team, seat: seats[assignment.columnOfRow[row] ?? 0] ?? 0 }));
  return placed.sort((a, b) => a.seat - b.seat).map(({ team }) => team);
}

/** Rooms of one bracket are alike, so which of them a team sits in is drawn by lot, position by position. */
function byLotAmongAlike(teamOfSeat: readonly DrawTeam[], rooms: readonly Room[], random: Random): DrawTeam[] {
  const alike = Map.groupBy(teamOfSeat.keys(), (seat) => {
    const room = rooms[Math.floor(seat / positions)];
    return `${room?.level} ${[...(room?.allowed ?? [])].join(',')} ${seat % positions}`;
  });
  const drawn = [...teamOfSeat];
  for (const seats of alike.values()) {
    for (const [index, seat] of random.shuffle(seats).entries()) {
      const team = teamOfSeat[seats[index] ?? seat];
      if (team !== undefined) drawn[seat] = team;
    }
  }
  return drawn;
}
