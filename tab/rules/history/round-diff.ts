import { readId } from '../ids.ts';
import type { DebateId } from '../ids.ts';

/**
 * What of a round can be taken back: its own row, its debates, who debates and judges in them, where, which sides are open, weights, what is kept, who is
 * here, how it was drawn, panels made ahead of it and who sits on them.
 */
export const roundParts = [
  'round',
  'debates',
  'teams',
  'panels',
  'rooms',
  'sides',
  'weights',
  'kept',
  'here',
  'run',
  'ahead',
  'seatsAhead',
] as const;
export type RoundPart = (typeof roundParts)[number];

/** A value as the database keeps it; null: there is none, or it is as it is by itself. */
export type Kept = string | number | boolean | null | readonly Kept[] | { readonly [name: string]: Kept };

/** Parts of a round as they stand, each by the id of a debate, a team, an adjudicator, or `team:12`. */
export type RoundState = Readonly<Partial<Record<RoundPart, ReadonlyMap<string, Kept>>>>;

/** What an act changed: by part and key, what stood there before and after it. */
export type RoundDiff = Readonly<Partial<Record<RoundPart, Readonly<Record<string, readonly [before: Kept, after: Kept]>>>>>;

/** The difference of two states that know the same parts; what is equal is left out. */
export function diffOf(before: RoundState, after: RoundState): RoundDiff {
  const parts = roundParts.flatMap((part) => {
    const [was, is] = [before[part] ?? new Map<string, Kept>(), after[part] ?? new Map<string, Kept>()];
    const keys = [...new Set([...was.keys(), ...is.keys()])];
    const changed = keys.flatMap((key) => {
      const pair = [was.get(key) ?? null, is.get(key) ?? null] as const;
      return isSame(...pair) ? [] : [[key, pair] as const];
    });
    return changed.length === 0 ? [] : [[part, Object.fromEntries(changed)] as const];
  });
  return Object.fromEntries(parts);
}

export function isEmpty(diff: RoundDiff): boolean {
  return Object.keys(diff).length === 0;
}

/** True while everything that was changed is as the change left it, so that it can be taken back. */
export function isAsLeft(diff: RoundDiff, now: RoundState): boolean {
  return entriesOf(diff).every(([part, changed]) =>
    Object.entries(changed).every(([key, [, after]]) => isSame(now[part]?.get(key) ?? null, after)),
  );
}

/** True when two acts changed the same thing. */
export function doOverlap(one: RoundDiff, other: RoundDiff): boolean {
  return entriesOf(one).some(([part, changed]) => {
    const others = other[part];
    return others !== undefined && Object.keys(changed).some((key) => Object.hasOwn(others, key));
  });
}

/** What has to stand under each key for the change to be taken back. */
export function undoing(diff: RoundDiff): RoundState {
  return Object.fromEntries(
    entriesOf(diff).map(([part, changed]) => [part, new Map(Object.entries(changed).map(([key, [before]]) => [key, before]))]),
  );
}

/** The debates that a change is about. */
export function debatesOf(diff: RoundDiff): DebateId[] {
  const byKey = (['debates', 'rooms', 'sides', 'weights', 'kept'] as const).flatMap((part) => Object.keys(diff[part] ?? {}));
  const seats = (['teams', 'panels'] as const).flatMap((part) => Object.values(diff[part] ?? {}).flat());
  const bySeat = seats.flatMap((seat) => (Array.isArray(seat) ? seat.map((one: unknown) => (Array.isArray(one) ? one[0] : null)) : []));
  return [...new Set([...byKey, ...bySeat].flatMap((id) => readId<DebateId>(id) ?? []))];
}

/** The parts that a change is about. */
export function partsOf(diff: RoundDiff): RoundPart[] {
  return entriesOf(diff).map(([part]) => part);
}

function entriesOf(diff: RoundDiff) {
  return roundParts.flatMap((part) => {
    const changed = diff[part];
    return changed === undefined ? [] : [[part, changed] as const];
  });
}

const isSame = (one: Kept, other: Kept): boolean => JSON.stringify(one) === JSON.stringify(other);
