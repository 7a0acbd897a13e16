import { NotReady } from '../errors.ts';
import { readDoor, readRooms } from '../check-in/door.ts';
import { previousRound } from '../rules/round.ts';
import * as availabilities from '../store/availabilities.ts';
import type { AvailabilityKind } from '../store/schema.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

const notOver = (now: { readonly isCompleted: boolean }): string | null => (now.isCompleted ? 'is over' : null);

/** Every team, adjudicator and room of the tournament is in. */
export function markAllIn(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'availability_all_in',
    refusal: notOver,
    write: (tx, now) => availabilities.allIn(tx, now.id),
  });
}

/** Whoever was in for the round before is in for this one. */
export async function markAsBefore(tab: Tab, wish: RoundWish): Promise<void> {
  const before = previousRound(wish.round, wish.rounds);
  if (before === null) throw new NotReady(`No round comes before ${wish.round.name}.`, 'Mark everybody as in, or tick who is here.');
  await changeRound(tab, wish, {
    verb: 'availability_as_before',
    refusal: notOver,
    write: (tx, now) => availabilities.copy(tx, { from: before.id, to: now.id }),
  });
}

/** Of the adjudicators those who break are in, and nobody else. */
export function markBreaking(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'availability_breaking',
    refusal: notOver,
    write: async (tx, now) => {
      const ids = await availabilities.breakingAdjudicators(tx, now.id);
      if (ids.length === 0) throw new NotReady('No adjudicator breaks yet.', 'Choose them on the break page, then come back.');
      await availabilities.replace(tx, { roundId: now.id, kind: 'adjudicator', ids });
    },
  });
}

/** Whole teams, adjudicators and rooms that are checked in are in, and no others of their kind; a kind of which nobody is checked in stays as it is. */
export async function markCheckedIn(tab: Tab, wish: RoundWish): Promise<void> {
  const [{ teams, adjudicators }, doors] = await Promise.all([readDoor(tab, wish.tournament), readRooms(tab, wish.tournament)]);
  const isHere = ({ at }: { readonly at: Date | null }): boolean => at !== null;
  const here = [
    { kind: 'team', ids: teams.filter(({ presence }) => presence === 'in').map(({ id }) => id) },
    { kind: 'adjudicator', ids: adjudicators.filter(isHere).map(({ id }) => id) },
    { kind: 'venue', ids: doors.filter(isHere).map(({ id }) => id) },
  ] as const;
  if (here.every(({ ids }) => ids.length === 0))
    throw new NotReady('Nobody is checked in.', 'Scan or tick who is here on the check-in page.');
  await changeRound(tab, wish, {
    verb: 'availability_checked_in',
    refusal: notOver,
    write: async (tx, now) => {
      for (const { kind, ids } of here) if (ids.length > 0) await availabilities.replace(tx, { roundId: now.id, kind, ids });
    },
  });
}

/** From now on exactly these are in, of their kind. */
export function markIn(tab: Tab, wish: RoundWish & { readonly kind: AvailabilityKind; readonly ids: readonly number[] }): Promise<void> {
  return changeRound(tab, wish, {
    verb: `availability_${wish.kind}s_saved`,
    refusal: notOver,
    write: (tx, now) => availabilities.replace(tx, { roundId: now.id, kind: wish.kind, ids: wish.ids }),
  });
}

/** Marks some more as in, or some as out; the others stay as they are, whoever else is ticking meanwhile. */
export function markSome(
  tab: Tab,
  wish: RoundWish & { readonly some: Readonly<Record<AvailabilityKind, readonly number[]>>; readonly isIn: boolean },
): Promise<void> {
  return changeRound(tab, wish, {
    verb: wish.isIn ? 'availability_marked_in' : 'availability_marked_out',
    refusal: notOver,
    write: async (tx, now) => {
      const present = await availabilities.ofRound(tx, now.id);
      for (const kind of ['team', 'adjudicator', 'venue'] as const) {
        const some = new Set(wish.some[kind]);
        const ids = wish.isIn ? [...present[kind].union(some)] : [...present[kind].difference(some)];
        if (some.size > 0) await availabilities.replace(tx, { roundId: now.id, kind, ids });
      }
    },
  });
}
