import { violates } from '#kit/db/database-fault.ts';
import type { Transaction } from '#kit/db/connect.ts';
import { NotAllowed, NothingThere, WrongInput } from '../errors.ts';
import type { GroupId, UserId } from '../rules/ids.ts';
import { isPermission, permissionMeaning } from '../rules/permissions.ts';
import type { Permission } from '../rules/permissions.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as journal from '../store/journal.ts';
import * as permissions from '../store/permissions.ts';
import type { GroupRow } from '../store/permissions.ts';
import type { Tab } from '../tab.ts';
import type { Account } from './account.ts';

/** Who gives and takes rights: an account, or a program with the app's own key. */
export type Manager = Pick<Account, 'name' | 'isSuperuser' | 'may'>;

interface Wish {
  readonly tournament: Tournament;
  /** Nobody gives what they do not have. */
  readonly by: Manager;
}

export interface GroupWish extends Wish {
  /** Null: a new group. */
  readonly id: GroupId | null;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** Writes a group of the tournament; its members may do what it says from their next request on. */
export async function saveGroup(tab: Tab, wish: GroupWish): Promise<void> {
  const { tournament, by, id, name } = wish;
  if (name.length < 1 || name.length > 60) throw new WrongInput('A group has a name of 1 to 60 characters.');
  await change(tab, { ...wish, verb: 'group_saved', subject: `group:${name}`, detail: wish.permissions }, async (tx) => {
    const all = await permissions.groupsOf(tx, tournament.id);
    const before = all.find((group) => group.id === id);
    if (id !== null && before === undefined) throw new NothingThere(`group ${id}`);
    if (all.some((group) => group.id !== id && group.name === name)) throw new WrongInput(`There is a group "${name}" already.`);
    refuseBeyond(by, [...wish.permissions, ...(before?.permissions ?? [])]);
    if (id === null) await permissions.insertGroups(tx, tournament.id, [{ name, permissions: wish.permissions }]);
    else await permissions.setGroup(tx, { id, tournamentId: tournament.id, name, permissions: wish.permissions });
  });
}

export async function removeGroup(tab: Tab, wish: Wish & { readonly id: GroupId }): Promise<void> {
  const { tournament, by, id } = wish;
  await change(tab, { ...wish, verb: 'group_deleted', subject: `group:${id}`, detail: null }, async (tx) => {
    const group = (await permissions.groupsOf(tx, tournament.id)).find((one) => one.id === id);
    if (group === undefined) throw new NothingThere(`group ${id}`);
    refuseBeyond(by, group.permissions);
    await permissions.removeGroup(tx, { id, tournamentId: tournament.id });
  });
}

export interface MemberWish extends Wish {
  readonly userId: UserId;
  readonly groups: readonly GroupId[];
  /** Given to them alone. */
  readonly permissions: readonly Permission[];
}

/** Says what somebody may do in the tournament; without groups and permissions they are out of it. */
export async function saveMember(tab: Tab, wish: MemberWish): Promise<void> {
  const { tournament, by, userId, groups } = wish;
  const detail = { groups, permissions: wish.permissions };
  await change(tab, { ...wish, verb: 'member_saved', subject: `user:${userId}`, detail }, async (tx) => {
    const [all, members] = await Promise.all([permissions.groupsOf(tx, tournament.id), permissions.membersOf(tx, tournament.id)]);
    const before = members.find((member) => member.id === userId);
    refuseBeyond(by, given(all, before?.groups ?? []).concat(before?.permissions ?? []));
    refuseBeyond(by, given(all, groups).concat(wish.permissions));
    await permissions.setMember(tx, { userId, tournamentId: tournament.id, groups, permissions: wish.permissions });
  });
}

function given(groups: readonly GroupRow[], ids: readonly GroupId[]): string[] {
  return groups.filter(({ id }) => ids.includes(id)).flatMap((group) => group.permissions);
}

/** Nobody gives or takes away what they may not do themselves; otherwise every helper could make themselves director. */
export function refuseBeyond(by: Manager, wanted: readonly string[]): void {
  const beyond = wanted.find((permission) => !hasAny(by, permission));
  if (beyond !== undefined) throw new NotAllowed(`give or take "${wordsOf(beyond)}", which your own account does not have`);
}

function hasAny(by: Manager, permission: string): boolean {
  const known = knownPermission(permission);
  return known === null ? by.isSuperuser : by.may(known);
}

function wordsOf(permission: string): string {
  const known = knownPermission(permission);
  return known === null ? permission : permissionMeaning(known);
}

function knownPermission(text: string): Permission | null {
  return isPermission(text) ? text : null;
}

interface Recorded extends Wish {
  readonly verb: string;
  readonly subject: string;
  readonly detail: unknown;
}

async function change(
  tab: Tab,
  { tournament, by, verb, subject, detail }: Recorded,
  write: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const work = tab.db.inTransaction(async (tx) => {
    await write(tx);
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, { tournamentId: tournament.id, at, actor: by.name, verb, subject, change: detail });
  });
  await work.catch((error: unknown) => {
    throw violates(error, 'one_group_a_name') ? new WrongInput('There is a group of this name already.') : error;
  });
  tell(tab, tournament, { verb, isPublic: false });
}
