import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { GroupId, TokenId, TournamentId, UserId } from '../rules/ids.ts';
import type { Schema, TokenScope } from './schema.ts';

const query = compiled<Schema>();

/** Somebody who can sign in. */
export interface UserRow {
  readonly id: UserId;
  readonly name: string;
  readonly email: string | null;
  readonly isSuperuser: boolean;
  readonly isActive: boolean;
  /** False: let in by the app's admin password, or not at all yet. */
  readonly hasPassword: boolean;
  readonly createdAt: Date;
}

// Text: whether there is a password is all that leaves the store.
const userColumns = `id, name, email, is_superuser as "isSuperuser", is_active as "isActive", password_hash is not null as "hasPassword", created_at as "createdAt"`;

const listQuery = textQuery<object, UserRow>('users.list', `select ${userColumns} from users order by lower(name) limit 2000`, () => []);

export function list(db: Queryable): Promise<UserRow[]> {
  return db.run(listQuery, {});
}

const byIdQuery = textQuery<{ id: UserId }, UserRow>('users.byId', `select ${userColumns} from users where id = $1`, ({ id }) => [id]);

export function byId(db: Queryable, id: UserId): Promise<UserRow | null> {
  return db.maybeOne(byIdQuery, { id });
}

const credentialQuery = textQuery<{ name: string }, Credential>(
  'users.credential',
  'select id, name, password_hash as "passwordHash" from users where lower(name) = lower($1) and is_active',
  ({ name }) => [name],
);

/** What a password is held against; capitals in the name do not matter. */
export interface Credential {
  readonly id: UserId;
  readonly name: string;
  readonly passwordHash: string | null;
}

export function credentialOf(db: Queryable, name: string): Promise<Credential | null> {
  return db.maybeOne(credentialQuery, { name });
}

const insertQuery = query('users.insert', (db, args: { name: string; email: string | null; passwordHash: string; isSuperuser: boolean }) =>
  db
    .insertInto('users')
    .values({ name: args.name, email: args.email, password_hash: args.passwordHash, is_superuser: args.isSuperuser })
    .returning('id'),
);

/** A DatabaseFault on `one_user_a_name` says that somebody else has the name. */
export async function insert(
  tx: Queryable,
  user: { name: string; email: string | null; passwordHash: string; isSuperuser: boolean },
): Promise<UserId> {
  return (await tx.one(insertQuery, user)).id;
}

const setPasswordQuery = query('users.setPassword', (db, args: { id: UserId; passwordHash: string }) =>
  db.updateTable('users').set({ password_hash: args.passwordHash, is_active: true }).where('id', '=', args.id),
);

export async function setPassword(tx: Queryable, change: { id: UserId; passwordHash: string }): Promise<void> {
  await tx.run(setPasswordQuery, change);
}

const setRightsQuery = query('users.setRights', (db, args: { id: UserId; isSuperuser: boolean; isActive: boolean }) =>
  db.updateTable('users').set({ is_superuser: args.isSuperuser, is_active: args.isActive }).where('id', '=', args.id),
);

export async function setRights(tx: Queryable, change: { id: UserId; isSuperuser: boolean; isActive: boolean }): Promise<void> {
  await tx.run(setRightsQuery, change);
}

/** A link that lets somebody choose a name and password, or a new password. */
export interface Invitation {
  readonly tournamentId: TournamentId | null;
  readonly groupId: GroupId | null;
  /** Whose password it sets anew; null: it makes an account. */
  readonly userId: UserId | null;
  readonly email: string | null;
  readonly invitedBy: string;
  readonly expiresAt: Date;
}

const inviteQuery = query('invitations.insert', (db, args: Invitation & { tokenHash: string }) =>
  db.insertInto('invitations').values({
    token_hash: args.tokenHash,
    tournament_id: args.tournamentId,
    group_id: args.groupId,
    user_id: args.userId,
    email: args.email,
    invited_by: args.invitedBy,
    expires_at: args.expiresAt,
  }),
);

export async function invite(tx: Queryable, tokenHash: string, invitation: Invitation): Promise<void> {
  await tx.run(inviteQuery, { ...invitation, tokenHash });
}

const invitationQuery = textQuery<{ tokenHash: string; now: Date }, Invitation>(
  'invitations.open',
  `select tournament_id as "tournamentId", group_id as "groupId", user_id as "userId", email, invited_by as "invitedBy", expires_at as "expiresAt"
   from invitations where token_hash = $1 and used_at is null and expires_at > $2`,
  ({ tokenHash, now }) => [tokenHash, now],
);

/** The invitation behind a link; null when it is used, too old or not ours. */
export function openInvitation(db: Queryable, tokenHash: string, now: Date): Promise<Invitation | null> {
  return db.maybeOne(invitationQuery, { tokenHash, now });
}

const useQuery = textQuery<{ tokenHash: string; now: Date }, { tokenHash: string }>(
  'invitations.use',
  `update invitations set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2 returning token_hash as "tokenHash"`,
  ({ tokenHash, now }) => [tokenHash, now],
);

/** Uses it up; false when somebody else did, or it is too old. */
export async function useInvitation(tx: Queryable, tokenHash: string, now: Date): Promise<boolean> {
  return (await tx.maybeOne(useQuery, { tokenHash, now })) !== null;
}

/** A key for programs that belongs to a user. */
export interface TokenRow {
  readonly id: TokenId;
  readonly label: string;
  readonly scope: TokenScope;
  readonly createdAt: Date;
}

const tokensQuery = query('tokens.ofUser', (db, args: { userId: UserId }) =>
  db
    .selectFrom('api_tokens')
    .select(['id', 'label', 'scope', 'created_at as createdAt'])
    .where('user_id', '=', args.userId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .limit(100),
);

export function tokensOf(db: Queryable, userId: UserId): Promise<TokenRow[]> {
  return db.run(tokensQuery, { userId });
}

const insertTokenQuery = query('tokens.insert', (db, args: { userId: UserId; label: string; scope: TokenScope; tokenHash: string }) =>
  db.insertInto('api_tokens').values({ user_id: args.userId, label: args.label, scope: args.scope, token_hash: args.tokenHash }),
);

export async function insertToken(
  tx: Queryable,
  token: { userId: UserId; label: string; scope: TokenScope; tokenHash: string },
): Promise<void> {
  await tx.run(insertTokenQuery, token);
}

const revokeQuery = query('tokens.revoke', (db, args: { id: TokenId; userId: UserId; now: Date }) =>
  db.updateTable('api_tokens').set({ revoked_at: args.now }).where('id', '=', args.id).where('user_id', '=', args.userId),
);

export async function revokeToken(tx: Queryable, token: { id: TokenId; userId: UserId; now: Date }): Promise<void> {
  await tx.run(revokeQuery, token);
}

const ownerQuery = textQuery<{ tokenHash: string }, { name: string; scope: TokenScope }>(
  'tokens.owner',
  `select users.name, scope from api_tokens join users on users.id = user_id
   where token_hash = $1 and revoked_at is null and users.is_active`,
  ({ tokenHash }) => [tokenHash],
);

/** Whose token this is and what it may do; null when it is revoked or not ours. */
export function ownerOfToken(db: Queryable, tokenHash: string): Promise<{ name: string; scope: TokenScope } | null> {
  return db.maybeOne(ownerQuery, { tokenHash });
}
