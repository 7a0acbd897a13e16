import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { GroupId, TournamentId, UserId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** What one account may do, in one tournament where one is named. */
export interface AccessRow {
  readonly id: UserId;
  readonly name: string;
  readonly isSuperuser: boolean;
  /** In the tournament that was asked about, of groups and of their own. */
  readonly permissions: readonly string[];
}

// Text: two sources of permissions are one list, and no tournament of that name is no permission.
const accessQuery = textQuery<{ name: string; slug: string | null }, AccessRow>(
  'permissions.access',
  `select u.id, u.name, u.is_superuser as "isSuperuser", coalesce((
     select array_agg(distinct permission) from (
       select permission from user_permissions p join tournaments t on t.id = p.tournament_id where p.user_id = u.id and t.slug = $2
       union all
       select unnest(g.permissions) from group_members m join user_groups g on g.id = m.group_id join tournaments t on t.id = g.tournament_id
       where m.user_id = u.id and t.slug = $2) given), '{}') as permissions
   from users u where u.name = $1 and u.is_active`,
  ({ name, slug }) => [name, slug],
);

/** Null when there is no such account, or it is closed. */
export function accessOf(db: Queryable, name: string, slug: string | null): Promise<AccessRow | null> {
  return db.maybeOne(accessQuery, { name, slug });
}

/** The tournaments in which somebody has a permission. */
const slugsQuery = textQuery<{ userId: UserId }, { slug: string }>(
  'permissions.slugs',
  `select slug from tournaments t where exists (select from user_permissions p where p.user_id = $1 and p.tournament_id = t.id)
     or exists (select from group_members m join user_groups g on g.id = m.group_id where m.user_id = $1 and g.tournament_id = t.id)`,
  ({ userId }) => [userId],
);

export async function slugsOf(db: Queryable, userId: UserId): Promise<Set<string>> {
  return new Set((await db.run(slugsQuery, { userId })).map(({ slug }) => slug));
}

export interface GroupRow {
  readonly id: GroupId;
  readonly name: string;
  readonly permissions: readonly string[];
}

const groupsQuery = query('groups.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('user_groups')
    .select(['id', 'name', 'permissions'])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('id')
    .limit(100),
);

export function groupsOf(db: Queryable, tournamentId: TournamentId): Promise<GroupRow[]> {
  return db.run(groupsQuery, { tournamentId });
}

const insertGroupsQuery = textQuery<
  { tournamentId: TournamentId; groups: readonly { name: string; permissions: readonly string[] }[] },
  { id: GroupId }
>(
  'groups.insert',
  `insert into user_groups (tournament_id, name, permissions)
   select $1, one.name, one.permissions from jsonb_to_recordset($2::jsonb) as one(name text, permissions text[])
   on conflict on constraint one_group_a_name do nothing returning id`,
  ({ tournamentId, groups }) => [tournamentId, JSON.stringify(groups)],
);

/** Adds the groups whose name is not there yet; those that are keep their permissions. */
export async function insertGroups(
  tx: Queryable,
  tournamentId: TournamentId,
  groups: readonly { name: string; permissions: readonly string[] }[],
): Promise<void> {
  await tx.run(insertGroupsQuery, { tournamentId, groups });
}

const setGroupQuery = textQuery<{ id: GroupId; tournamentId: TournamentId; name: string; permissions: readonly string[] }, { id: GroupId }>(
  'groups.set',
  'update user_groups set name = $3, permissions = $4 where id = $1 and tournament_id = $2 returning id',
  ({ id, tournamentId, name, permissions }) => [id, tournamentId, name, permissions],
);

/** False when the tournament has no such group. */
export async function setGroup(
  tx: Queryable,
  group: { id: GroupId; tournamentId: TournamentId; name: string; permissions: readonly string[] },
): Promise<boolean> {
  return (await tx.maybeOne(setGroupQuery, group)) !== null;
}

const removeGroupQuery = query('groups.remove', (db, args: { id: GroupId; tournamentId: TournamentId }) =>
  db.deleteFrom('user_groups').where('id', '=', args.id).where('tournament_id', '=', args.tournamentId).returning('id'),
);

export async function removeGroup(tx: Queryable, group: { id: GroupId; tournamentId: TournamentId }): Promise<boolean> {
  return (await tx.maybeOne(removeGroupQuery, group)) !== null;
}

/** Somebody with rights in a tournament. */
export interface MemberRow {
  readonly id: UserId;
  readonly name: string;
  readonly email: string | null;
  readonly isActive: boolean;
  readonly groups: readonly GroupId[];
  /** Given to them directly. */
  readonly permissions: readonly string[];
}

const membersQuery = textQuery<{ tournamentId: TournamentId }, MemberRow>(
  'permissions.members',
  `select u.id, u.name, u.email, u.is_active as "isActive",
     coalesce((select array_agg(g.id order by g.id) from group_members m join user_groups g on g.id = m.group_id
               where m.user_id = u.id and g.tournament_id = $1), '{}') as groups,
     coalesce((select array_agg(p.permission order by p.permission) from user_permissions p
               where p.user_id = u.id and p.tournament_id = $1), '{}') as permissions
   from users u
   where exists (select from user_permissions p where p.user_id = u.id and p.tournament_id = $1)
      or exists (select from group_members m join user_groups g on g.id = m.group_id where m.user_id = u.id and g.tournament_id = $1)
   order by lower(u.name) limit 1000`,
  ({ tournamentId }) => [tournamentId],
);

export function membersOf(db: Queryable, tournamentId: TournamentId): Promise<MemberRow[]> {
  return db.run(membersQuery, { tournamentId });
}

// Text: what was given goes and what is wanted comes, whatever the number.
const leaveGroupsQuery = textQuery<{ userId: UserId; tournamentId: TournamentId }, unknown>(
  'groups.leave',
  'delete from group_members m using user_groups g where g.id = m.group_id and m.user_id = $1 and g.tournament_id = $2',
  ({ userId, tournamentId }) => [userId, tournamentId],
);
const joinGroupsQuery = textQuery<{ userId: UserId; tournamentId: TournamentId; groups: readonly GroupId[] }, unknown>(
  'groups.join',
  `insert into group_members (group_id, user_id) select id, $1 from user_groups where tournament_id = $2 and id = any($3::int[])
   on conflict do nothing`,
  ({ userId, tournamentId, groups }) => [userId, tournamentId, groups],
);
const dropPermissionsQuery = query('permissions.drop', (db, args: { userId: UserId; tournamentId: TournamentId }) =>
  db.deleteFrom('user_permissions').where('user_id', '=', args.userId).where('tournament_id', '=', args.tournamentId),
);
const insertPermissions = insertMany('user_permissions', ['user_id', 'tournament_id', 'permission']);

/** These groups and direct permissions, and no others of this tournament. */
export async function setMember(
  tx: Queryable,
  {
    userId,
    tournamentId,
    groups,
    permissions,
  }: { userId: UserId; tournamentId: TournamentId; groups: readonly GroupId[]; permissions: readonly string[] },
): Promise<void> {
  await Promise.all([
    tx.run(leaveGroupsQuery, { userId, tournamentId }),
    tx.run(dropPermissionsQuery, { userId, tournamentId }),
    tx.run(joinGroupsQuery, { userId, tournamentId, groups }),
    tx.run(insertPermissions, {
      rows: permissions.map((permission) => ({ user_id: userId, tournament_id: tournamentId, permission })),
    }),
  ]);
}

/** Puts somebody into one more group. */
export async function joinGroup(tx: Queryable, userId: UserId, place: { tournamentId: TournamentId; groupId: GroupId }): Promise<void> {
  await tx.run(joinGroupsQuery, { userId, tournamentId: place.tournamentId, groups: [place.groupId] });
}
