import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '#kit/errors/invariant.ts';
import { clusterUrl, openCluster, serverCommand } from '#kit/postgres/cluster.ts';
import type { Cluster } from '#kit/postgres/cluster.ts';
import { findPostgres } from '#kit/postgres/find.ts';
import { isReady, waitUntilReady } from '#kit/postgres/server.ts';
import type { Control } from '../control/control.ts';
import { addonAway } from '../errors.ts';
import { plans } from '../rules/plans.ts';
import type { Plan } from '../rules/plans.ts';
import { createDatabase, databaseConnections, databaseUse, dropDatabase, endWork, resetDatabase } from '../store/addon-databases.ts';
import type { ConnectionFacts, DatabaseUse } from '../store/addon-databases.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { postgresServer } from './apps-of-server.ts';
import { accountName } from './held-vars.ts';
import { reserveServer } from './reserve-server.ts';
import type { ServerLaunch } from './servers.ts';

/** For all plans together: the largest has 400. */
const maxConnections = 500;
const memoryQuotaMb = 1024;

export async function postgresLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch> {
  const cluster = await ownCluster(control);
  const command = serverCommand(cluster, { port: server.port, maxConnections, countsStatements: true });
  return { command, user: cluster.user, stopSignal: 'SIGINT', memoryQuotaMb };
}

/** Whether it takes connections: after a crash it listens for a while before it does. */
export async function isPostgresReady(control: Control, server: ServerRecord): Promise<boolean> {
  return isReady(clusterUrl(await ownCluster(control), server.port));
}

/** Makes the add-on's role and database; may be called again after whatever interrupted it. Gives its server. */
export async function providePostgres(control: Control, addon: AddonRecord, plan: Plan): Promise<ServerRecord> {
  const server = reserveServer(control, { name: postgresServer, service: 'postgres', withTls: false });
  const cluster = await ownCluster(control);
  control.wake();
  await waitUntilReady(clusterUrl(cluster, server.port));
  const name = accountName(addon.name);
  await createDatabase(clusterUrl(cluster, server.port), { name, password: addon.password, connections: plan.connections });
  return server;
}

/** What its users take of the plan now. */
export async function postgresUse(control: Control, addon: AddonRecord): Promise<DatabaseUse> {
  const url = await administrator(control, addon);
  return databaseUse(url, accountName(addon.name)).catch(() => {
    throw addonAway(addon.name);
  });
}

/** Another plan's limits: connections that are there stay. */
export async function limitPostgres(control: Control, addon: AddonRecord, plan: Plan): Promise<void> {
  const url = await administrator(control, addon);
  await createDatabase(url, { name: accountName(addon.name), password: addon.password, connections: plan.connections }).catch(() => {
    throw addonAway(addon.name);
  });
}

export function planOfPostgres(addon: AddonRecord): Plan {
  const plan = plans.find(({ service, name }) => service === 'postgres' && name === addon.plan);
  invariant(plan !== undefined, `${addon.plan} is a plan`);
  return plan;
}

/** Everything in it goes; address and password stay. */
export async function emptyPostgres(control: Control, addon: AddonRecord): Promise<void> {
  const { connections } = planOfPostgres(addon);
  const url = await administrator(control, addon);
  await resetDatabase(url, { name: accountName(addon.name), password: addon.password, connections });
}

export async function postgresConnections(control: Control, addon: AddonRecord): Promise<readonly ConnectionFacts[]> {
  return databaseConnections(await administrator(control, addon), accountName(addon.name));
}

/** Ends what one or all of its connections do, or the connections. Answers how many. */
export async function endPostgresWork(
  control: Control,
  addon: AddonRecord,
  wish: { readonly pid: number | null; readonly force: boolean },
): Promise<number> {
  return endWork(await administrator(control, addon), accountName(addon.name), wish);
}

/** The server as its administrator, whose place is kept free. */
export async function postgresAdministrator(control: Control): Promise<string | null> {
  const server = control.store.addons.servers().find(({ name }) => name === postgresServer);
  return server === undefined ? null : clusterUrl(await ownCluster(control), server.port);
}

async function administrator(control: Control, addon: AddonRecord): Promise<string> {
  const url = await postgresAdministrator(control);
  if (url === null) throw addonAway(addon.name);
  return url;
}

export async function withdrawPostgres(control: Control, addon: AddonRecord): Promise<void> {
  const server = control.store.addons.servers().find(({ name }) => name === postgresServer);
  if (server === undefined) return; // it never came so far
  await dropDatabase(clusterUrl(await ownCluster(control), server.port), accountName(addon.name));
}

const opening = new WeakMap<Control, Promise<Cluster>>();

/** The data folder, made when there is none. */
async function ownCluster(control: Control): Promise<Cluster> {
  const known = opening.get(control);
  if (known !== undefined) return known;
  const cluster = openOwnCluster(control);
  opening.set(control, cluster);
  cluster.catch(() => opening.delete(control));
  return cluster;
}

/** Made beside its place and moved there when it is whole: a control that is killed on the way leaves no half of one. */
async function openOwnCluster(control: Control): Promise<Cluster> {
  const folder = await control.servers.open();
  const binaries = await findPostgres();
  const place = join(folder, 'postgres');
  if ((await stat(place).catch(() => null)) === null) {
    const halves = (await readdir(folder)).filter((name) => name.startsWith('postgres.new-'));
    await Promise.all(halves.map((name) => rm(join(folder, name), { recursive: true, force: true })));
    const beside = join(folder, `postgres.new-${randomBytes(4).toString('hex')}`);
    await openCluster(beside, binaries);
    await rename(`${beside}.password`, `${place}.password`);
    await rename(beside, place);
  }
  return openCluster(place, binaries);
}
