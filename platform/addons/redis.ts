import { existsSync } from 'node:fs';
import { chown, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverUser } from '#kit/postgres/find.ts';
import { findRedis, speaksTls } from '#kit/redis/find.ts';
import { prepareRedis, redisLimits } from '#kit/redis/server.ts';
import type { RedisLimits, RedisTls } from '#kit/redis/server.ts';
import { RedisSession } from '#kit/redis/session.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { LocalCa } from '../certs/local-ca.ts';
import type { Control } from '../control/control.ts';
import { addonAway, addonFailed } from '../errors.ts';
import { plans } from '../rules/plans.ts';
import type { Plan } from '../rules/plans.ts';
import { redisFigures } from '../rules/redis-figures.ts';
import type { RedisFigures } from '../rules/redis-figures.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { hasEnded, liveServer } from './live-server.ts';
import { reserveServer } from './reserve-server.ts';
import type { ServerLaunch } from './servers.ts';

const startLimitMs = 30_000;
const stopLimitMs = 40_000;
const lookEveryMs = 50;
/** What a Redis process takes beside its data. */
const overheadMb = 64;
const unlimitedMb = 1024;

/** Null when its add-on is gone meanwhile. */
export async function redisLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch | null> {
  const addon = control.store.addons.list().find((candidate) => `_${candidate.name}` === server.name);
  if (addon === undefined || addon.state === 'leaving') return null;
  const plan = planOf(addon);
  const directory = join(await control.servers.open(), addon.name);
  const tls = server.tlsPort === null ? null : await writeCertificate(control, directory, server.tlsPort);
  const command = await prepareRedis(await findRedis(), {
    directory,
    port: server.port,
    tls,
    password: addon.password,
    ...limitsOf(plan),
  });
  const user = await serverUser();
  const brought = await bringBack(control, addon);
  const files = [directory, ...command.slice(1), ...brought, ...(tls === null ? [] : [tls.certificate, tls.key])];
  if (user !== null) await Promise.all(files.map((path) => chown(path, user.uid, user.gid)));
  return { command, user, stopSignal: 'SIGTERM', memoryQuotaMb: (plan.memoryMb ?? unlimitedMb) + overheadMb };
}

/** Where its server keeps its data. */
export const redisFile = async (control: Control, { name }: Pick<AddonRecord, 'name'>): Promise<string> =>
  join(await control.servers.open(), name, 'dump.rdb');

/** Data that came with a restored installation, before the server's first start there. Answers what was put into its folder. */
async function bringBack(control: Control, addon: AddonRecord): Promise<readonly string[]> {
  const [copy, file] = [join(control.paths.redisCopies, `${addon.name}.rdb`), await redisFile(control, addon)];
  if (!existsSync(copy)) return [];
  if (!existsSync(file)) await copyFile(copy, file);
  await rm(copy);
  return [file];
}

/** Its data are in its file as they are now, while it goes on. */
export async function saveRedis(control: Control, addon: AddonRecord): Promise<void> {
  await asking(control, addon, async (session) => {
    await saved(session); // one that is under way has begun before now
    const reply = await session.command('BGSAVE');
    if (reply.kind === 'error') throw addonFailed(addon.name, reply.text);
    const persistence = await saved(session);
    if (!persistence.includes('rdb_last_bgsave_status:ok')) throw addonFailed(addon.name, 'its data could not be written to the disk');
  });
}

async function saved(session: RedisSession): Promise<string> {
  for (;;) {
    const reply = await session.command('INFO', 'persistence');
    const text = reply.kind === 'text' ? reply.text : '';
    if (!text.includes('rdb_bgsave_in_progress:1')) return text;
    await delay(lookEveryMs);
  }
}

/** By the installation's own authority, new with each start of the server. */
async function writeCertificate(control: Control, directory: string, port: number): Promise<RedisTls> {
  const nowMs = control.clock.nowMs();
  const pair = LocalCa.open(control.paths.certs, nowMs).leafFor(['localhost', '127.0.0.1'], nowMs);
  const tls = { port, certificate: join(directory, 'tls.crt'), key: join(directory, 'tls.key') };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(tls.certificate, pair.certificate, { mode: 0o600 });
  await writeFile(tls.key, pair.key, { mode: 0o600 });
  return tls;
}

function limitsOf({ name, memoryMb, connections }: Plan): RedisLimits {
  return { memoryMb, clients: connections, eviction: name.startsWith('rediscloud') ? 'allkeys-lru' : 'noeviction' };
}

function planOf(addon: AddonRecord): Plan {
  const plan = plans.find(({ service, name }) => service === 'redis' && name === addon.plan);
  invariant(plan !== undefined, `${addon.plan} is a plan`);
  return plan;
}

/** A server of the add-on's own; gives it when it answers. */
export async function provideRedis(control: Control, addon: AddonRecord): Promise<ServerRecord> {
  const withTls = await speaksTls(await findRedis());
  const server = reserveServer(control, { name: `_${addon.name}`, service: 'redis', withTls });
  control.wake();
  const signal = AbortSignal.timeout(startLimitMs);
  const up = await control.changes.until(() => (liveServer(control, server.name)?.state === 'up' ? true : null), signal);
  if (up === null) throw notStarted(liveServer(control, server.name)?.reason ?? 'it was not started');
  return server;
}

/** What its users take of the plan now. */
export async function redisUse(control: Control, addon: AddonRecord): Promise<RedisFigures> {
  return redisFigures(await redisInfo(control, addon));
}

/** Everything that the server says of itself. */
export async function redisInfo(control: Control, addon: AddonRecord): Promise<string> {
  const reply = await asking(control, addon, (session) => session.command('INFO'));
  return reply.kind === 'text' ? reply.text : '';
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

/** A new password for a server that runs; connections that are there stay until they end. */
export async function setRedisPassword(control: Control, addon: AddonRecord, password: string): Promise<void> {
  await asking(control, addon, async (session) => {
    const reply = await session.command('CONFIG', 'SET', 'requirepass', password);
    if (reply.kind === 'error') throw addonFailed(addon.name, reply.text);
  });
}

async function asking<Answer>(control: Control, addon: AddonRecord, ask: (session: RedisSession) => Promise<Answer>): Promise<Answer> {
  const server = control.store.addons.servers().find(({ name }) => name === `_${addon.name}`);
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
  control.store.addons.deleteServer(`_${addon.name}`); // the next pass stops it
  const dyno = liveServer(control, `_${addon.name}`);
  if (dyno !== null) await control.driver.stop(dyno.id, 'Its add-on is gone');
  const isDown = await control.changes.until(() => (hasEnded(control, `_${addon.name}`) ? true : null), AbortSignal.timeout(stopLimitMs));
  if (isDown === null) throw new Error(`${addon.name} still runs`); // a server whose folder is gone would not end at all
  await rm(join(await control.servers.open(), addon.name), { recursive: true, force: true });
}

const notStarted = (reason: string): RostraError =>
  new RostraError({ code: 'REDIS_NOT_STARTED', status: 503, message: `The Redis server did not start within 30 s: ${reason}` });
