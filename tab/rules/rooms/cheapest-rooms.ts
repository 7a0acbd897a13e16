import { invariant } from '#kit/errors/invariant.ts';
import { cheapestAssignment, costMatrix } from '#kit/math/assignment.ts';
import type { Random } from '#kit/math/random.ts';
import { inOrderOfPriority, type Room, type RoomAllocation, type RoomConstraint, type RoomedDebate } from './room.ts';

/** Whether debates come back to the rooms of their teams, go to others, or neither matters. */
export type Rotation = 'stay' | 'rotate' | 'any';

/**
 * The rooms of a round, the best as a whole: as many debates as can be have one; wishes are met from the highest priority down; then
 * preferred rooms, rooms that are large enough, and staying or changing count, in this order. Equal answers are drawn by lot. Tab spec
 * section 4.9.
 */
export function cheapestRooms(
  field: { readonly debates: readonly RoomedDebate[]; readonly rooms: readonly Room[]; readonly rotation: Rotation },
  random: Random,
): RoomAllocation {
  const [debates, rooms] = [random.shuffle(field.debates), random.shuffle(field.rooms)];
  const weights = weightsOf(debates, rooms);
  const reserved = new Set(debates.flatMap(({ lockedTo }) => lockedTo ?? []));
  const costs = costMatrix(debates.length, rooms.length + debates.length, (row, column) => {
    const [debate, room] = [debates[row], rooms[column] ?? null];
    invariant(debate !== undefined, 'the matrix has a row for each debate');
    if (room === null) return column - rooms.length === row ? weights.noRoom + unmetCost(debate, null, weights) : Infinity;
    const isOpen = debate.lockedTo === null ? !reserved.has(room.id) : debate.lockedTo === room.id;
    return isOpen ? roomCost(debate, room, { weights, rotation: field.rotation }) : Infinity;
  });
  const assignment = cheapestAssignment(costs);
  invariant(assignment !== null, 'every debate may go without a room');
  const placed = debates.map((debate, row) => [debate.id, rooms[assignment.columnOfRow[row] ?? -1]?.id ?? null] as const);
  const allocation = new Map(placed);
  return new Map(field.debates.map(({ id }) => [id, allocation.get(id) ?? null]));
}

/** What one of each kind costs: more than all of the kinds below it together. */
interface Weights {
  readonly tooSmall: number;
  readonly lessPreferred: number;
  /** Of a wish that is not met, by its priority. */
  readonly unmet: ReadonlyMap<number, number>;
  readonly noRoom: number;
  /** By priority, how many kinds of room are preferred. */
  readonly places: ReadonlyMap<number, number>;
}

function weightsOf(debates: readonly RoomedDebate[], rooms: readonly Room[]): Weights {
  const levels = [...new Set(rooms.map(({ priority }) => priority))].sort((a, b) => b - a);
  const places = new Map(levels.map((priority, place) => [priority, place]));
  const tooSmall = debates.length + 1;
  const lessPreferred = tooSmall * (debates.length + 1);
  let next = lessPreferred * (debates.length * levels.length + 1);
  const unmet = new Map<number, number>();
  const wishes = Map.groupBy(
    debates.flatMap(({ constraints }) => constraints),
    ({ priority }) => priority,
  );
  for (const [priority, own] of [...wishes].sort(([a], [b]) => a - b)) {
    unmet.set(priority, next);
    next *= own.length + 1;
  }
  return { tooSmall, lessPreferred, unmet, noRoom: next, places };
}

function roomCost(
  debate: RoomedDebate,
  room: Room,
  { weights, rotation }: { readonly weights: Weights; readonly rotation: Rotation },
): number {
  const isTooSmall = room.capacity !== null && room.capacity < debate.people;
  return (
    unmetCost(debate, room, weights) +
    (weights.places.get(room.priority) ?? 0) * weights.lessPreferred +
    (isTooSmall ? weights.tooSmall : 0) +
    (isAgainstRotation(debate, room, rotation) ? 1 : 0)
  );
}

function isAgainstRotation({ previous }: RoomedDebate, { id }: Room, rotation: Rotation): boolean {
  if (rotation === 'any' || previous.size === 0) return false;
  return previous.has(id) === (rotation === 'rotate');
}

/** Each subject pays for its wishes down to the first that is met. */
function unmetCost({ constraints }: RoomedDebate, room: Room | null, { unmet }: Weights): number {
  const subjects = Map.groupBy(inOrderOfPriority(constraints), ({ subject }) => subject);
  return [...subjects.values()].reduce((total, wishes) => total + costOfSubject(wishes, room, unmet), 0);
}

function costOfSubject(wishes: readonly RoomConstraint[], room: Room | null, unmet: ReadonlyMap<number, number>): number {
  const met = wishes.findIndex(({ category }) => room?.categories.has(category));
  return wishes.slice(0, met < 0 ? wishes.length : met).reduce((total, { priority }) => total + (unmet.get(priority) ?? 0), 0);
}
