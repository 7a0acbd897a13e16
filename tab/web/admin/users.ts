import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invite } from '../../accounts/invite.ts';
import { removeGroup, saveGroup, saveMember } from '../../accounts/members.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { readId, type GroupId, type UserId } from '../../rules/ids.ts';
import { isPermission } from '../../rules/permissions.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as accounts from '../../store/accounts.ts';
import * as permissions from '../../store/permissions.ts';
import * as rounds from '../../store/rounds.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, formTexts, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { usersPage } from './views/users.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfOne {
  readonly Params: { readonly slug: string; readonly id: string };
}

/** Who works on the tournament: its groups, its people, and links for more of them. */
export function registerUsers(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;

  server.get<Named>(patterns.users, async (request, reply) =>
    show(desk, await visitOf(request, reply, desk), { tournament: await findTournament(tab, request.params.slug) }),
  );

  server.post<Named>(patterns.users, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    return finish(desk, visit, { tournament, work: addByName(desk, visit, { tournament, body: request.body }), news: 'Added.' });
  });

  server.post<OfOne>(patterns.member, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const userId = readId<UserId>(request.params.id);
    if (userId === null) throw new NothingThere(`account ${request.params.id}`);
    const work = saveMember(tab, { tournament, by: visit.account, userId, ...rightsIn(request) });
    return finish(desk, visit, { tournament, work, news: 'Saved. It counts from their next page on.' });
  });

  server.post<OfOne>(patterns.group, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const { body, params } = request;
    const id = params.id === 'new' ? null : readId<GroupId>(params.id);
    if (id === null && params.id !== 'new') throw new NothingThere(`group ${params.id}`);
    const wish = { tournament, by: visit.account };
    const work =
      formText(body, 'do') === 'delete' && id !== null
        ? removeGroup(tab, { ...wish, id })
        : saveGroup(tab, { ...wish, id, name: formText(body, 'name'), permissions: formTexts(body, 'permission').filter(isPermission) });
    return finish(desk, visit, { tournament, work, news: 'The groups are saved.' });
  });

  server.post<Named>(patterns.invite, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await findTournament(tab, request.params.slug);
    const made = await attempt(makeLink(desk, visit, { tournament, body: request.body }));
    if (!made.ok) return show(desk, visit, { tournament, fault: made.refusal });
    return show(desk, visit, { tournament, link: `${request.protocol}://${request.host}${paths.invitation(made.value)}` });
  });
}

interface Asked {
  readonly tournament: Tournament;
  readonly body: unknown;
}

async function addByName({ tab }: Desk, visit: Visit, { tournament, body }: Asked): Promise<void> {
  const name = formText(body, 'name');
  const found = await accounts.credentialOf(tab.db, name);
  if (found === null) throw new WrongInput(`Nobody has the account "${name}".`, 'Make an invitation link instead.');
  const member = (await permissions.membersOf(tab.db, tournament.id)).find(({ id }) => id === found.id);
  const groups = [...(member?.groups ?? []), groupIn(body)];
  const own = (member?.permissions ?? []).filter(isPermission);
  await saveMember(tab, { tournament, by: visit.account, userId: found.id, groups, permissions: own });
}

async function makeLink({ tab }: Desk, { account }: Visit, { tournament, body }: Asked): Promise<string> {
  const groupId = groupIn(body);
  const group = (await permissions.groupsOf(tab.db, tournament.id)).find(({ id }) => id === groupId);
  if (group === undefined) throw new WrongInput('Choose a group of this tournament.');
  const beyond = group.permissions.filter(isPermission).some((permission) => !account.may(permission));
  if (beyond) throw new WrongInput(`${group.name} may do more than you, so you cannot invite anybody into it.`, 'Ask a superuser.');
  const email = formText(body, 'email');
  return invite(tab, {
    actor: account.name,
    place: { tournamentId: tournament.id, groupId },
    userId: null,
    email: email === '' ? null : email,
  });
}

function groupIn(body: unknown): GroupId {
  const id = readId<GroupId>(formText(body, 'group'));
  if (id === null) throw new WrongInput('Choose a group.');
  return id;
}

function rightsIn({ body }: FastifyRequest) {
  return {
    groups: formTexts(body, 'group').flatMap((text) => readId<GroupId>(text) ?? []),
    permissions: formTexts(body, 'permission').filter(isPermission),
  };
}

interface Doing {
  readonly tournament: Tournament;
  readonly work: Promise<void>;
  readonly news: string;
}

async function finish(desk: Desk, visit: Visit, { tournament, work, news }: Doing) {
  const done = await attempt(work);
  if (!done.ok) return show(desk, visit, { tournament, fault: done.refusal });
  return visit.goTo(paths.users(tournament.slug), [news]);
}

interface Shown {
  readonly tournament: Tournament;
  readonly fault?: Refusal;
  /** An invitation that has just been made; it is shown this once. */
  readonly link?: string;
}

async function show({ tab }: Desk, visit: Visit, { tournament, fault, link }: Shown) {
  const [groups, members, all] = await Promise.all([
    permissions.groupsOf(tab.db, tournament.id),
    permissions.membersOf(tab.db, tournament.id),
    rounds.ofTournament(tab.db, tournament.id),
  ]);
  const page = usersPage({
    visitor: visit.visitor,
    fault: fault ?? null,
    event: eventOf(tournament, all),
    groups,
    members,
    link: link ?? null,
    mayChange: visit.account.may('edit.users'),
    isSuperuser: visit.account.isSuperuser,
  });
  return visit.show(page, fault);
}
