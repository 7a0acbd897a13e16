import type { Need } from '../game/objects/needs.ts';

/** Whose rows are loaded beside the visitor's own of this round; wider to the right. */
export type Circle = 'self' | 'members' | 'own' | 'team' | 'everyone' | 'all';

/** Needs that a circle satisfies. */
const grants: Record<Circle, readonly Need[]> = {
  self: [],
  members: ['members'],
  own: ['own'],
  team: ['members', 'own', 'team'],
  everyone: ['members', 'everyone'],
  all: ['members', 'own', 'team', 'everyone', 'all'],
};

const inOrder = ['self', 'members', 'own', 'team', 'everyone', 'all'] as const;
const circleNeeds = new Set(grants.all);

/** The smallest circle that satisfies all needs. */
export function circleOf(needs: ReadonlySet<Need>): Circle {
  const wanted = [...needs].filter((need) => circleNeeds.has(need));
  return inOrder.find((circle) => wanted.every((need) => grants[circle].includes(need))) ?? 'all';
}

/** Whose rows of the games' tables are loaded. */
export function recordCircle(needs: ReadonlySet<Need>): 'none' | 'own' | 'group' | 'round' {
  if (needs.has('roundRecords')) return 'round';
  if (needs.has('groupRecords')) return 'group';
  return needs.has('ownRecords') ? 'own' : 'none';
}

/** Everything that is there when these needs were loaded and locked for. */
export function granted(needs: ReadonlySet<Need>): ReadonlySet<Need> {
  return new Set([...needs, ...grants[circleOf(needs)]]);
}

/** Whether author code touches what others may be writing at the same time. */
export function needsLock(needs: ReadonlySet<Need>): boolean {
  return needs.has('groupLock') || needs.has('sharedLock') || needs.has('sessionLock');
}
