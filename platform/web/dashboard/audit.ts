import type { FastifyInstance } from 'fastify';
import { patterns } from './patterns.ts';
import { visitOf, type Desk } from './visit.ts';
import { auditPage } from './views/audit.ts';

interface Filter {
  readonly actor?: unknown;
  readonly app?: unknown;
  readonly action?: unknown;
  readonly before?: unknown;
  readonly check?: unknown;
}

const shownEntries = 100;

/** Who did what and who looked at secrets, of all apps. */
export function registerAudit(server: FastifyInstance, desk: Desk): void {
  server.get<{ Querystring: Filter }>(patterns.audit, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const filter = {
      ...named('actor', request.query.actor),
      ...named('app', request.query.app),
      ...named('action', request.query.action),
    };
    const before = Number(request.query.before);
    const [page, check] = await Promise.all([
      operations.audit({ ...filter, ...(before > 0 ? { before } : {}), limit: shownEntries }),
      request.query.check === '1' ? operations.verifyAudit() : null,
    ]);
    return show(auditPage({ ...page, check, filter, visitor, nowMs }));
  });
}

function named<Name extends string>(name: Name, value: unknown): { readonly [key in Name]?: string } {
  const given: { [key in Name]?: string } = {};
  if (typeof value === 'string' && value.trim() !== '') given[name] = value.trim().slice(0, 100);
  return given;
}
