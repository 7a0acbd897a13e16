import type { FastifyInstance, FastifyReply } from 'fastify';
import type { NewApiToken } from '../../rules/resources.ts';
import { isRole, type Role } from '../../rules/roles.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';
import { peoplePage } from './views/people.ts';

interface OfPerson {
  readonly Params: { readonly name: string };
}

/** Who may work here and with what role, and the tokens that programs use. */
export function registerPeople(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.people, async (request, reply) => showPeople(await visitOf(request, reply, desk), {}));

  server.post(patterns.people, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { body } = request;
    const name = formText(body, 'name');
    const wish = { role: roleIn(body), apps: appsIn(body), password: formText(body, 'password') };
    const fault = await refusalOf(visit.operations.addUser(name, wish));
    return fault ? showPeople(visit, { fault, typed: name }) : visit.goTo(paths.people());
  });

  server.post<OfPerson>(patterns.changePerson, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { body } = request;
    const password = formText(body, 'password');
    const wish = { role: roleIn(body), apps: appsIn(body), ...(password === '' ? {} : { password }) };
    const fault = await refusalOf(visit.operations.changeUser(request.params.name, wish));
    return fault ? showPeople(visit, { fault }) : visit.goTo(paths.people());
  });

  server.post<OfPerson>(patterns.removePerson, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const fault = await refusalOf(visit.operations.removeUser(request.params.name));
    return fault ? showPeople(visit, { fault }) : visit.goTo(paths.people());
  });

  server.post(patterns.tokens, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const days = Number(formText(request.body, 'days'));
    let token: NewApiToken | null = null;
    const label = formText(request.body, 'label').slice(0, 100);
    const made = visit.operations.createToken(label === '' ? 'unnamed' : label, {
      role: roleIn(request.body),
      days: Number.isInteger(days) ? days : 90,
    });
    const fault = await refusalOf(made.then((fresh) => (token = fresh)));
    return showPeople(visit, fault ? { fault } : { token });
  });

  server.post<{ Params: { readonly id: string } }>(patterns.revokeToken, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const fault = await refusalOf(visit.operations.revokeToken(request.params.id));
    return fault ? showPeople(visit, { fault }) : visit.goTo(paths.people());
  });
}

function roleIn(body: unknown): Role {
  const role = formText(body, 'role');
  return isRole(role) ? role : 'viewer';
}

/** Names of apps with blanks or commas between; nothing means all. */
function appsIn(body: unknown): readonly string[] | null {
  const names = formText(body, 'apps')
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  return names.length === 0 ? null : names;
}

interface Shown {
  readonly fault?: Refusal;
  readonly typed?: string;
  /** Just made: its text is shown this once. */
  readonly token?: NewApiToken | null;
}

async function showPeople({ operations, visitor, nowMs, show }: Visit, { fault, typed = '', token = null }: Shown): Promise<FastifyReply> {
  const [users, tokens] = await Promise.all([operations.users(), operations.tokens()]);
  return show(peoplePage({ users, tokens, visitor, nowMs, fault: fault ?? null, typed, token }), fault);
}
