import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Html } from '#kit/html/html.ts';
import type { Logins } from '#kit/http/login.ts';
import type { Operations } from '../../control/operations.ts';
import { mayRole } from '../../rules/roles.ts';
import { addressOf, agentOf } from '../api/callers.ts';
import type { DashboardContext } from './context.ts';
import type { PageFault } from './views/fault.ts';
import type { Visitor } from './views/frame.ts';
import { keepZone, zoneOf } from './zone.ts';

/** The dashboard at work: its context and who is signed in. */
export interface Desk {
  readonly context: DashboardContext;
  readonly logins: Logins;
}

/** One request of somebody who is signed in. */
export interface Visit {
  readonly operations: Operations;
  readonly visitor: Visitor;
  readonly nowMs: number;
  /** In which the person plans. */
  readonly zone: string;
  readonly keepZone: (zone: string) => void;
  readonly show: (page: Html, fault?: Refusal | null) => FastifyReply;
  readonly goTo: (path: string) => FastifyReply;
}

export async function visitOf(request: FastifyRequest, reply: FastifyReply, desk: Desk): Promise<Visit> {
  const name = (await desk.logins.actor(request)) ?? 'nobody';
  const { role, apps } = desk.context.holderOf(name) ?? { role: 'viewer', apps: [] };
  const caller = { actor: name, role, apps, address: addressOf(request), agent: agentOf(request), requestId: request.id };
  reply.header('cache-control', 'no-store');
  const operations = desk.context.operationsFor(caller);
  const [incidents, liveEvents] = await Promise.all([operations.allIncidents(), operations.liveEvents()]);
  const openIncidents = incidents.filter(({ isOpen }) => isOpen).length;
  return {
    operations,
    visitor: {
      csrf: reply.generateCsrf(),
      name,
      role,
      apps,
      openIncidents,
      liveEvents,
      isDiskFull: desk.context.isDiskFull?.() ?? false,
      may: (need) => mayRole(role, need),
    },
    nowMs: desk.context.clock.nowMs(),
    zone: zoneOf(request),
    keepZone: (zone) => keepZone(reply, zone),
    show: (page, fault) => sendHtml(reply, page, fault?.status ?? 200),
    goTo: (path) => reply.redirect(path, 303),
  };
}

/** What was asked for and refused, for the page to say. */
export interface Refusal extends PageFault {
  readonly status: number;
}

/** Null when it worked; what a person can mend as words; anything else goes on as our mistake. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    return { code: error.code, status: error.status, message: error.message, hint: error.hint };
  }
}

/** The app that the address names. */
export interface AppRoute {
  readonly Params: { readonly app: string };
}

/** A text of a submitted form; empty when it is not there. */
export function formText(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === 'string' ? value.trim() : '';
}

/** What the page showed when its form was sent: the operation refuses when it is another by now. */
export function seenNumber(body: unknown): { readonly seen?: number } {
  const text = formText(body, 'seen');
  return /^\d{1,12}$/.test(text) ? { seen: Number(text) } : {};
}
