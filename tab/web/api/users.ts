import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { saveGroup } from '../../accounts/members.ts';
import { setRights } from '../../accounts/users.ts';
import { NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import type { GroupId, UserId } from '../../rules/ids.ts';
import { isPermission, type Permission } from '../../rules/permissions.ts';
import * as accounts from '../../store/accounts.ts';
import type { UserRow } from '../../store/accounts.ts';
import * as permissions from '../../store/permissions.ts';
import type { Tab } from '../../tab.ts';
import { bodyOf, refOf, urlsOf, type Urls } from './call.ts';
import { managerOf } from './caller.ts';

interface OfUser {
  readonly Params: { readonly id: string };
}
interface Named {
  readonly Params: { readonly slug: string };
}
interface OfGroup {
  readonly Params: { readonly slug: string; readonly id: string };
}

const userChange = v.object({ is_superuser: v.optional(v.boolean()), is_active: v.optional(v.boolean()) });
const permissionName = v.custom<Permission>(isPermission, 'is no permission');
const groupBody = v.object({ name: v.string(), permissions: v.optional(v.array(permissionName), []) });

/** Accounts of the site, and the groups of a tournament. New accounts are made by a link, so that nobody else ever knows a password. */
export function registerUsers(server: FastifyInstance, tab: Tab): void {
  const one = async (id: UserId): Promise<UserRow> => {
    const user = await accounts.byId(tab.db, id);
    if (user === null) throw new NothingThere(`account ${id}`);
    return user;
  };

  server.get('/users', async (request, _reply) => (await accounts.list(tab.db)).map((user) => userShape(user, urlsOf(request))));
  server.get<OfUser>('/users/:id', async (request, _reply) =>
    userShape(await one(refOf<UserId>(request.params.id, 'id')), urlsOf(request)),
  );

  server.patch<OfUser>('/users/:id', async (request, _reply) => {
    const user = await one(refOf<UserId>(request.params.id, 'id'));
    const { is_superuser: isSuperuser = user.isSuperuser, is_active: isActive = user.isActive } = bodyOf(request, userChange);
    await setRights(tab, { by: managerOf(request), userId: user.id, isSuperuser, isActive });
    return userShape(await one(user.id), urlsOf(request));
  });

  server.delete<OfUser>('/users/:id', async (request, reply) => {
    const user = await one(refOf<UserId>(request.params.id, 'id'));
    await setRights(tab, { by: managerOf(request), userId: user.id, isSuperuser: false, isActive: false });
    return reply.code(204).send();
  });

  registerGroups(server, tab);
}

function registerGroups(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/user-groups';
  const read = async (slug: string, url: Urls) => {
    const tournament = await findTournament(tab, slug);
    const [groups, members] = await Promise.all([
      permissions.groupsOf(tab.db, tournament.id),
      permissions.membersOf(tab.db, tournament.id),
    ]);
    return groups.map(({ id, name, permissions: given }) => ({
      id,
      url: url(`tournaments/${slug}/user-groups/${id}`),
      name,
      permissions: given,
      users: members.filter((member) => member.groups.includes(id)).map((member) => url(`users/${member.id}`)),
    }));
  };
  const find = async ({ slug, id }: OfGroup['Params'], url: Urls) => {
    const group = (await read(slug, url)).find((one) => String(one.id) === id);
    if (group === undefined) throw new NothingThere(`group ${id}`);
    return group;
  };

  server.get<Named>(path, (request) => read(request.params.slug, urlsOf(request)));
  server.get<OfGroup>(`${path}/:id`, (request) => find(request.params, urlsOf(request)));

  server.post<Named>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const body = bodyOf(request, groupBody);
    await saveGroup(tab, { tournament, by: managerOf(request), id: null, ...body });
    const made = (await read(request.params.slug, urlsOf(request))).find(({ name }) => name === body.name);
    return reply.code(201).send(made);
  });

  server.patch<OfGroup>(`${path}/:id`, async (request, _reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const before = await find(request.params, urlsOf(request));
    const { name = before.name, permissions: wanted } = bodyOf(request, v.partial(groupBody));
    const given = wanted ?? before.permissions.filter(isPermission);
    await saveGroup(tab, { tournament, by: managerOf(request), id: refOf<GroupId>(before.id, 'id'), name, permissions: given });
    return find(request.params, urlsOf(request));
  });
}

function userShape({ id, name, email, isSuperuser, isActive, createdAt }: UserRow, url: Urls) {
  return { id, url: url(`users/${id}`), username: name, email, is_superuser: isSuperuser, is_active: isActive, date_joined: createdAt };
}
