import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import type { SocketRoute } from '../socket-api.ts';
import { parseDynoSpec } from './dyno-spec.ts';
import type { Supervisor } from './supervisor.ts';

/** What dynod answers on its socket, in the shapes of drivers/driver.ts. */
export function dynodRoutes(supervisor: Supervisor): SocketRoute[] {
  return [
    {
      method: 'POST',
      path: '/dynos',
      answer: async ({ body }) => ({ status: 201, body: await supervisor.start(parseDynoSpec(body)) }),
    },
    {
      method: 'DELETE',
      path: '/dynos/:id',
      answer: async ({ params, query }) => {
        await supervisor.stop(params['id'] ?? '', query.get('reason') ?? 'Stopped');
        return { status: 202, body: {} };
      },
    },
    { method: 'GET', path: '/dynos', answer: () => ({ status: 200, body: supervisor.list() }) },
    {
      method: 'GET',
      path: '/dynos/:id/output',
      answer: async ({ params }) => ({ status: 200, body: { bytes: await supervisor.outputBytes(params['id'] ?? '') } }),
    },
    { method: 'GET', path: '/watch', answer: () => ({ lines: (send) => supervisor.watch(send) }) },
    { method: 'GET', path: '/health', answer: () => ({ status: 200, body: { ok: true } }) },
    { method: 'POST', path: '/shutdown', answer: async ({ body }) => shutDown(supervisor, body) },
  ];
}

async function shutDown(supervisor: Supervisor, body: unknown): Promise<{ status: number; body: unknown }> {
  const wish = v.safeParse(shutdownWish, body);
  if (!wish.success) {
    throw new RostraError({ code: 'PLATFORM_SHUTDOWN', status: 400, message: 'A shutdown needs a reason, and a budget if it has one.' });
  }
  await supervisor.shutDown(wish.output.reason, wish.output.budgetMs);
  return { status: 200, body: {} };
}

const shutdownWish = v.object({ reason: v.string(), budgetMs: v.optional(v.pipe(v.number(), v.minValue(0)), dynoLimits.shutdownBudgetMs) });
