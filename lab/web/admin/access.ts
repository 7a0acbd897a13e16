import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logins } from '#kit/http/login.ts';
import type { Lab } from '../../lab.ts';
import { textOf } from '../../rules/field-value.ts';
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
    return handle({ lab: desk.lab, visitor, request, reply });
  };
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
    if (!visit.visitor.isOrganiser) await logins.required(visit.request, visit.reply);
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
  const isSignedIn = actor !== null;
  return {
    csrf: reply.generateCsrf(),
    isSignedIn,
    isOrganiser: isSignedIn || lab.config.access === 'OPEN',
    actor: actor ?? 'somebody without a login',
  };
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
