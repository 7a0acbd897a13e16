import type { Random } from '#kit/math/random.ts';
import type { Pairing } from './draw.ts';
import type { DrawTeam } from './field.ts';
import { steadyMethod, type PairingRule } from './pairs.ts';

/**
 * Rooms of several teams by seed, as the pairing method does it with two: each room has a team of every level of strength (slide), the strong
 * of one level with the weak of the next (fold), neighbours (adjacent), or whoever the lot gives. `teams` stand strongest first and fill
 * the rooms; positions are drawn by lot, since nobody has had one.
 */
export function seededRooms(teams: readonly DrawTeam[], rule: PairingRule & { readonly size: number }, random: Random): Pairing[] {
  return roomsOf(teams, rule, random).map((room, index) => ({
    teams: random.shuffle(room).map(({ id }) => id),
    bracket: 0,
    roomRank: index + 1,
    flags: [],
    teamFlags: new Map(),
  }));
}

function roomsOf(teams: readonly DrawTeam[], rule: PairingRule & { readonly size: number }, random: Random): DrawTeam[][] {
  const count = Math.ceil(teams.length / rule.size);
  const rooms = Array.from({ length: count }, (_room, index) => index);
  const method = steadyMethod(rule);
  const order = method === 'random' ? random.shuffle(teams) : teams;
  if (method === 'adjacent') return rooms.map((room) => order.slice(room * rule.size, (room + 1) * rule.size));
  const levels = Array.from({ length: rule.size }, (_level, level) => order.slice(level * count, (level + 1) * count));
  const columns = levels.map((level, index) => (method === 'fold' && index % 2 === 1 ? level.toReversed() : level));
  return rooms.map((room) => columns.flatMap((column) => column[room] ?? []));
}
