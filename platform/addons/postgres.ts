import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterUrl, openCluster, serverCommand } from '#kit/postgres/cluster.ts';
import type { Cluster } from '#kit/postgres/cluster.ts';
import { findPostgres } from '#kit/postgres/find.ts';
import { isReady, waitUntilReady } from '#kit/postgres/server.ts';
import type { Control } from '../control/control.ts';
import { addonAway } from '../errors.ts';
import type { Plan } from '../rules/plans.ts';
import { createDatabase, databaseUse, dropDatabase } from '../store/addon-databases.ts';
import type { DatabaseUse } from '../store/addon-databases.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { postgresServer } from './apps-of-server.ts';
import { reserveServer } from './reserve-server.ts';
import type { ServerLaunch } from './servers.ts';

/** For all plans together: the largest has 400. */
const maxConnections = 500;
const memoryQuotaMb = 1024;

export async function postgresLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch> {
  const cluster = await ownCluster(control);
  const command = serverCommand(cluster, { port: server.port, maxConnections });
  return { command, user: cluster.user, stopSignal: 'SIGINT', memoryQuotaMb };
}

/** Whether it takes connections: after a crash it listens for a while before it does. */
export async function isPostgresReady(control: Control, server: ServerRecord): Promise<boolean> {
  return isReady(clusterUrl(await ownCluster(control), server.port));
}

/** Makes the add-on's role and database; may be called again after whatever interrupted it. Gives the address. */
export async function providePostgres(control: Control, addon: AddonRecord, plan: Plan): Promise<string> {
  const server = reserveServer(control, { name: postgresServer, service: 'postgres' });
  const cluster = await ownCluster(control);
  control.wake();
  await waitUntilReady(clusterUrl(cluster, server.port));
  const name = databaseName(addon);
  await createDatabase(clusterUrl(cluster, server.port), { name, password: addon.password, connections: plan.connections });
  return `postgres://${name}:${addon.password}@127.0.0.1:${server.port}/${name}`;
}

/** What its users take of the plan now. */
export async function postgresUse(control: Control, addon: AddonRecord): Promise<DatabaseUse> {
  const url = await administrator(control, addon);
  return databaseUse(url, databaseName(addon)).catch(() => {
    throw addonAway(addon.name);
  });
}

/** Another plan's limits: connections that are there stay. */
export async function limitPostgres(control: Control, addon: AddonRecord, plan: Plan): Promise<void> {
  const url = await administrator(control, addon);
  await createDatabase(url, { name: databaseName(addon), password: addon.password, connections: plan.connections }).catch(() => {
    throw addonAway(addon.name);
  });
}

async function administrator(control: Control, addon: AddonRecord): Promise<string> {
  const server = control.store.addons.servers().find(({ name }) => name === postgresServer);
  if (server === undefined) throw addonAway(addon.name);
  return clusterUrl(await ownCluster(control), server.port);
}

export async function withdrawPostgres(control: Control, addon: AddonRecord): Promise<void> {
  const server = control.store.addons.servers().find(({ name }) => name === postgresServer);
  if (server === undefined) return; // it never came so far
  await dropDatabase(clusterUrl(await ownCluster(control), server.port), databaseName(addon));
}

const databaseName = (addon: AddonRecord): string => addon.name.replaceAll('-', '_');

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
