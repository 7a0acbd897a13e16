import { chown, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serverUser } from '#kit/postgres/find.ts';
import { findRedis } from '#kit/redis/find.ts';
import { prepareRedis, redisLimits } from '#kit/redis/server.ts';
import type { RedisLimits } from '#kit/redis/server.ts';
import { RedisSession } from '#kit/redis/session.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Control } from '../control/control.ts';
import { addonAway, addonFailed } from '../errors.ts';
import { plans } from '../rules/plans.ts';
import type { Plan } from '../rules/plans.ts';
import { redisFigures } from '../rules/redis-figures.ts';
import type { RedisFigures } from '../rules/redis-figures.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { serverOf } from './apps-of-server.ts';
import { hasEnded, liveServer } from './live-server.ts';
import { reserveServer } from './reserve-server.ts';
import type { ServerLaunch } from './servers.ts';

const startLimitMs = 30_000;
const stopLimitMs = 40_000;
/** What a Redis process takes beside its data. */
const overheadMb = 64;
const unlimitedMb = 1024;

/** Null when its add-on is gone meanwhile. */
export async function redisLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch | null> {
  const addon = control.store.addons.list().find((candidate) => serverOf(candidate) === server.name);
  if (addon === undefined || addon.state === 'leaving') return null;
  const plan = planOf(addon);
  const directory = join(await control.servers.open(), addon.name);
  const command = await prepareRedis(await findRedis(), {
    directory,
    port: server.port,
    password: addon.password,
    ...limitsOf(plan),
  });
  const user = await serverUser();
  if (user !== null) await Promise.all([directory, ...command.slice(1)].map((path) => chown(path, user.uid, user.gid)));
  return { command, user, stopSignal: 'SIGTERM', memoryQuotaMb: (plan.memoryMb ?? unlimitedMb) + overheadMb };
}

function limitsOf({ name, memoryMb, connections }: Plan): RedisLimits {
  return { memoryMb, clients: connections, eviction: name.startsWith('rediscloud') ? 'allkeys-lru' : 'noeviction' };
}

function planOf(addon: AddonRecord): Plan {
  const plan = plans.find(({ service, name }) => service === 'redis' && name === addon.plan);
  invariant(plan !== undefined, `${addon.plan} is a plan`);
  return plan;
}

/** A server of the add-on's own; gives its address when it answers. */
export async function provideRedis(control: Control, addon: AddonRecord): Promise<string> {
  await findRedis();
  const server = reserveServer(control, { name: serverOf(addon), service: 'redis' });
  control.wake();
  const signal = AbortSignal.timeout(startLimitMs);
  const up = await control.changes.until(() => (liveServer(control, server.name)?.state === 'up' ? true : null), signal);
  if (up === null) throw notStarted(liveServer(control, server.name)?.reason ?? 'it was not started');
  return addressOf(addon, server);
}

/** What its users take of the plan now. */
export async function redisUse(control: Control, addon: AddonRecord): Promise<RedisFigures> {
  const reply = await asking(control, addon, (session) => session.command('INFO'));
  return redisFigures(reply.kind === 'text' ? reply.text : '');
}

/** Another plan's limits, while it runs. */
export async function limitRedis(control: Control, addon: AddonRecord, plan: Plan): Promise<void> {
  await asking(control, addon, async (session) => {
    for (const [name, value] of redisLimits(limitsOf(plan))) {
      const reply = await session.command('CONFIG', 'SET', name, value);
      if (reply.kind === 'error') throw addonFailed(addon.name, reply.text);
    }
  });
}

async function asking<Answer>(control: Control, addon: AddonRecord, ask: (session: RedisSession) => Promise<Answer>): Promise<Answer> {
  const server = control.store.addons.servers().find(({ name }) => name === serverOf(addon));
  if (server === undefined) throw addonAway(addon.name);
  const session = await RedisSession.open(addressOf(addon, server)).catch(() => {
    throw addonAway(addon.name);
  });
  try {
    return await ask(session);
  } finally {
    await session.close();
  }
}

const addressOf = (addon: AddonRecord, server: ServerRecord): string => `redis://default:${addon.password}@127.0.0.1:${server.port}/0`;

export async function withdrawRedis(control: Control, addon: AddonRecord): Promise<void> {
  control.store.addons.deleteServer(serverOf(addon)); // the next pass stops it
  const dyno = liveServer(control, serverOf(addon));
  if (dyno !== null) await control.driver.stop(dyno.id, 'Its add-on is gone');
  const isDown = await control.changes.until(() => (hasEnded(control, serverOf(addon)) ? true : null), AbortSignal.timeout(stopLimitMs));
  if (isDown === null) throw new Error(`${addon.name} still runs`); // a server whose folder is gone would not end at all
  await rm(join(await control.servers.open(), addon.name), { recursive: true, force: true });
}

const notStarted = (reason: string): RostraError =>
  new RostraError({ code: 'REDIS_NOT_STARTED', status: 503, message: `The Redis server did not start within 30 s: ${reason}` });
