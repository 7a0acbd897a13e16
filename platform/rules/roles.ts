/** Who may do what on the platform, from all to looking only (platform specification, UI-01). */
export const roles = ['owner', 'admin', 'operator', 'viewer'] as const;

export type Role = (typeof roles)[number];

/** What a verb needs: to look; to run an app that is there; to change what it is and see its secrets; to say who may work here. */
export type Need = 'look' | 'operate' | 'change' | 'own';

const allowed: Readonly<Record<Role, readonly Need[]>> = {
  owner: ['look', 'operate', 'change', 'own'],
  admin: ['look', 'operate', 'change'],
  operator: ['look', 'operate'],
  viewer: ['look'],
};

export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'everything, and who may work here',
  admin: 'everything but users and tokens',
  operator: 'deploys, scales, restarts, maintenance; sees no secrets',
  viewer: 'looks only',
};

export function mayRole(role: Role, need: Need): boolean {
  return allowed[role].includes(need);
}

/** The roles that may, the least of them first. */
export function rolesThatMay(need: Need): readonly Role[] {
  return roles.filter((role) => mayRole(role, need)).toReversed();
}

export const isRole = (word: string): word is Role => roles.some((role) => role === word);
