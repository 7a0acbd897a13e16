import type { Random } from '#kit/math/random.ts';
import type { DebateId, VenueId } from '../ids.ts';
import { inOrderOfPriority, type Room, type RoomAllocation, type RoomConstraint, type RoomedDebate } from './room.ts';

/**
 * The rooms of a round in the way of the reference, debate by debate: whoever has the most wanted wish comes first and takes any room
 * that meets it. Kept for tournaments that want it so; locks, sizes and rotation are not looked at. Tab spec section 4.9 (`compat`).
 */
export function roomsInTurn(
  { debates, rooms }: { readonly debates: readonly RoomedDebate[]; readonly rooms: readonly Room[] },
  random: Random,
): RoomAllocation {
  const inOrder = inOrderOfPriority(rooms);
  const search: Search = { free: new Set(inOrder), preferred: inOrder.slice(0, debates.length), given: new Map(), random };
  const waiting = debates.map(({ id, constraints }): Waiting => ({ id, wishes: inOrderOfPriority(constraints) }));
  const unconstrained = waiting.filter(({ wishes }) => wishes.length === 0).map(({ id }) => id);
  const queue = byTopWish(waiting.filter(({ wishes }) => wishes.length > 0));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (serve(next, search)) continue;
    const wishes = next.wishes.slice(1);
    if (wishes.length === 0) unconstrained.push(next.id);
    else queue.splice(0, Infinity, ...byTopWish([...queue, { id: next.id, wishes }]));
  }
  const left = search.preferred.filter((room) => search.free.has(room));
  for (const [index, id] of random.shuffle(unconstrained).entries()) {
    const room = left[index];
    if (room !== undefined) search.given.set(id, room.id);
  }
  return new Map(debates.map(({ id }) => [id, search.given.get(id) ?? null]));
}

/** A debate with the wishes that it has not given up, most wanted first. */
interface Waiting {
  readonly id: DebateId;
  readonly wishes: readonly RoomConstraint[];
}

interface Search {
  readonly free: Set<Room>;
  /** The rooms that will be used unless wishes ask for others. */
  readonly preferred: Room[];
  readonly given: Map<DebateId, VenueId>;
  readonly random: Random;
}

function byTopWish(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((a, b) => (b.wishes[0]?.priority ?? 0) - (a.wishes[0]?.priority ?? 0));
}

/** Gives the debate a room for its first wish and as many of the others as go with it; false when no free room meets the first. */
function serve({ id, wishes }: Waiting, search: Search): boolean {
  const [top, ...others] = wishes;
  let eligible = [...search.free].filter((room) => top !== undefined && room.categories.has(top.category));
  if (top === undefined || eligible.length === 0) return false;
  const satisfied = new Set([top.subject]);
  for (const { subject, category } of others) {
    const both = eligible.filter((room) => room.categories.has(category));
    if (satisfied.has(subject) || both.length === 0) continue;
    eligible = both;
    satisfied.add(subject);
  }
  const preferred = eligible.filter((room) => search.preferred.includes(room));
  if (preferred.length === 0) search.preferred.pop();
  const pool = preferred.length > 0 ? preferred : eligible;
  const room = pool[search.random.below(pool.length)];
  if (room === undefined) return false;
  search.free.delete(room);
  search.given.set(id, room.id);
  return true;
}
