import type { FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Logins } from '#kit/http/login.ts';
import type { Lab } from '../../lab.ts';
import { textOf } from '../../rules/field-value.ts';
import { deedOf, may, type Role } from '../../rules/roles.ts';
import { accountRole } from '../../store/accounts.ts';
import { head, type SessionHead } from '../../store/overview.ts';
import { NoSuchSession } from '../find-session.ts';
import type { SessionTitle, Visitor } from './views/frame.ts';

/** What every handler of the organiser's side works with. */
export interface Desk {
  readonly lab: Lab;
  readonly logins: Logins;
}

/** One request by somebody who may make it. */
export interface Visit {
  readonly lab: Lab;
  readonly visitor: Visitor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface SessionVisit extends Visit {
  readonly session: SessionHead;
  readonly title: SessionTitle;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** For organisers only: everybody where access is OPEN, else who is logged in. Others are asked to log in and come back. */
export function forOrganiser(desk: Desk, handle: (visit: Visit) => Promise<unknown>): Handler {
  return async (request, reply) => {
    const visitor = await visitorOf(desk, request, reply);
    if (!visitor.isOrganiser) return askForLogin(desk, request, reply);
    if (deedOf(request.method) === 'run' && !visitor.mayRun) throw new NotYourRole(visitor.actor, 'an experimenter or an owner');
    return handle({ lab: desk.lab, visitor, request, reply });
  };
}

/** For those who say who else may work here. */
export function forOwner(desk: Desk, handle: (visit: Visit) => Promise<unknown>): Handler {
  return forOrganiser(desk, async (visit) => {
    if (!visit.visitor.mayGovern) throw new NotYourRole(visit.visitor.actor, 'an owner');
    return handle(visit);
  });
}

/** For whoever may try the experiments: everybody but under STUDY. */
export function forDemo(desk: Desk, handle: (visit: Visit) => Promise<unknown>): Handler {
  return async (request, reply) => {
    const visitor = await visitorOf(desk, request, reply);
    if (!visitor.isOrganiser && desk.lab.config.access === 'STUDY') return askForLogin(desk, request, reply);
    return handle({ lab: desk.lab, visitor, request, reply });
  };
}

/** For pages about the session of the address: organisers, and whoever may try experiments when it is a demo. */
export function forSession(desk: Desk, handle: (visit: SessionVisit) => Promise<unknown>): Handler {
  return async (request, reply) => {
    const code = textIn(request.params, 'code');
    const [visitor, session] = await Promise.all([visitorOf(desk, request, reply), head(desk.lab.db, code)]);
    const isOpen = visitor.isOrganiser || (desk.lab.config.access === 'DEMO' && session?.isDemo === true);
    if (!isOpen) return askForLogin(desk, request, reply);
    if (!session) throw new NoSuchSession(code);
    return handle({ lab: desk.lab, visitor, request, reply, session, title: titleOf(session, desk.lab) });
  };
}

/** Who may look at a demo may still change nothing of it. */
export function organisersOnly({ logins }: Desk, handle: (visit: SessionVisit) => Promise<unknown>) {
  return async (visit: SessionVisit): Promise<unknown> => {
    const { isOrganiser, mayRun, actor } = visit.visitor;
    if (!isOrganiser) await logins.required(visit.request, visit.reply);
    else if (!mayRun) throw new NotYourRole(actor, 'an experimenter or an owner');
    return visit.reply.sent ? visit.reply : handle(visit);
  };
}

async function askForLogin({ logins }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await logins.required(request, reply);
  return reply;
}

async function visitorOf({ lab, logins }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
  reply.header('cache-control', 'private, no-store');
  const actor = await logins.actor(request);
  const role = actor === null ? null : await roleFor(actor, lab);
  const isOpen = lab.config.access === 'OPEN' && role === null;
  return {
    csrf: reply.generateCsrf(),
    isSignedIn: role !== null,
    isOrganiser: isOpen || may(role, 'look'),
    mayRun: isOpen || may(role, 'run'),
    mayGovern: isOpen || may(role, 'govern'),
    actor: actor ?? 'somebody without a login',
  };
}

/** Null: the account is gone. */
async function roleFor(actor: string, { config, db }: Lab): Promise<Role | null> {
  return actor === config.adminUser ? 'owner' : accountRole(db, actor);
}

class NotYourRole extends RostraError {
  constructor(actor: string, needed: string) {
    super({
      code: 'LAB_NOT_YOUR_ROLE',
      status: 403,
      message: `${actor} may look here, and not do this: it takes ${needed}.`,
      hint: 'An owner can change what an account is for, under Accounts.',
    });
  }
}

function titleOf({ code, isDemo, label, config, configName }: SessionHead, { project }: Lab): SessionTitle {
  const games = project.configs.find(({ name }) => name === configName)?.games ?? [];
  return {
    hasReport: games.some(({ game }) => game.report !== null),
    code,
    isDemo,
    name: label ?? textOf(config['displayName'] ?? config['name']),
  };
}

/** A text that came with a request: in its form, its query or its path; empty when it did not. */
export function textIn(source: unknown, name: string): string {
  const value: unknown = typeof source === 'object' && source !== null ? Reflect.get(source, name) : undefined;
  return typeof value === 'string' ? value : '';
}
