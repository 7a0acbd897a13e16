/** Who works at the desk, the mightiest first. */
export const roles = ['owner', 'experimenter', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** What can be done there: look; run sessions, change their data and settings; say who may. */
export type Deed = 'look' | 'run' | 'govern';

const deeds: Readonly<Record<Role, readonly Deed[]>> = {
  owner: ['look', 'run', 'govern'],
  experimenter: ['look', 'run'],
  viewer: ['look'],
};

/** What each role is for, in words. */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'runs everything, and says who else may',
  experimenter: 'makes and runs sessions, sees and changes their data',
  viewer: 'looks, and changes nothing',
};

/** Null: somebody without a login. */
export function may(role: Role | null, deed: Deed): boolean {
  return role !== null && deeds[role].includes(deed);
}

/** What a request is: whatever changes nothing is a look. */
export function deedOf(method: string): Deed {
  return method === 'GET' || method === 'HEAD' ? 'look' : 'run';
}

/** A role that came as text; null when it is none. */
export function roleOf(text: string): Role | null {
  return roles.find((role) => role === text) ?? null;
}
