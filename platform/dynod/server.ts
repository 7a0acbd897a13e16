import { RostraError } from '#kit/errors/rostra-error.ts';
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
    { method: 'GET', path: '/watch', answer: () => ({ lines: (send) => supervisor.watch(send) }) },
    { method: 'GET', path: '/health', answer: () => ({ status: 200, body: { ok: true } }) },
    { method: 'POST', path: '/shutdown', answer: async ({ body }) => shutDown(supervisor, body) },
  ];
}

async function shutDown(supervisor: Supervisor, body: unknown): Promise<{ status: number; body: unknown }> {
  const reason = typeof body === 'object' && body !== null && 'reason' in body ? body.reason : null;
  if (typeof reason !== 'string') throw new RostraError({ code: 'PLATFORM_NO_REASON', status: 400, message: 'A shutdown needs a reason.' });
  await supervisor.shutDown(reason);
  return { status: 200, body: {} };
}
