import { hashPassword } from '#kit/http/password.ts';
import { noSuchUser, wrongUser } from '../access-errors.ts';
import type { User } from '../rules/resources.ts';
import { userFault, userPasswordFault } from '../rules/user-name.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { AuditQuery, Operations } from './operations.ts';

type UserVerbs = Pick<Operations, 'users' | 'addUser' | 'changeUser' | 'removeUser' | 'audit' | 'verifyAudit'>;

/** Who may work here, and what everybody did. */
export function userOperations(control: Control): UserVerbs {
  const { store } = control;
  return {
    users: async () => store.users.list(),
    addUser: (name, wish) => addUser(control, name, wish),
    changeUser: (name, wish) => changeUser(control, name, wish),
    removeUser: async (name) => {
      if (!store.users.remove(name)) throw noSuchUser(name);
    },
    audit: async (query) => store.audit.list(filterOf(query)),
    verifyAudit: async () => {
      const brokenAt = store.audit.firstBroken();
      return { isWhole: brokenAt === null, brokenAt };
    },
  };
}

async function addUser(control: Control, name: string, { role, apps, password }: Parameters<Operations['addUser']>[1]): Promise<User> {
  const fault = userFault(name) ?? userPasswordFault(password);
  if (fault !== null) throw wrongUser(fault);
  refuseUnknownApps(control, apps);
  const passwordHash = await hashPassword(password);
  if (!control.store.users.add({ name, role, apps, passwordHash, nowMs: control.clock.nowMs() }))
    throw wrongUser(`There is a user ${name} already.`);
  return userNamed(control, name);
}

async function changeUser(control: Control, name: string, wish: Parameters<Operations['changeUser']>[1]): Promise<User> {
  const fault = wish.password === undefined ? null : userPasswordFault(wish.password);
  if (fault !== null) throw wrongUser(fault);
  refuseUnknownApps(control, wish.apps ?? null);
  const passwordHash = wish.password === undefined ? null : await hashPassword(wish.password);
  const { role, apps } = userNamed(control, name);
  control.store.users.change(name, { role, apps, ...wish, passwordHash });
  return userNamed(control, name);
}

function refuseUnknownApps(control: Control, apps: readonly string[] | null): void {
  for (const app of apps ?? []) appNamed(control, app);
}

function userNamed({ store }: Control, name: string): User {
  const user = store.users.find(name);
  if (user === null) throw noSuchUser(name);
  return user;
}

const mostEntries = 1_000;

function filterOf({ actor, app, action, before, limit = 100 }: AuditQuery): Parameters<Control['store']['audit']['list']>[0] {
  return {
    actor: actor ?? null,
    app: app ?? null,
    action: action ?? null,
    beforeId: before ?? null,
    limit: Math.min(Math.max(1, limit), mostEntries),
  };
}
