import { availableParallelism, cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { hourlyByBook, plans, runsAlone, type Addon, type Operations, type Rehearsal } from '../platform/client.ts';
import type { Look } from '../rehearse/rules/evidence.ts';
import type { Formation } from '../rehearse/rules/plan-file.ts';
import type { Stage } from '../rehearse/stage.ts';
import { checkCopy } from './rehearsal-checks.ts';

/** The app that is played with, as the bots' own words for it: what they may see of it and do to it goes through the platform's API. */
export async function stageOf(platform: Operations, rehearsal: Rehearsal, isLocal: boolean): Promise<Stage> {
  const target = rehearsal.target ?? rehearsal.app;
  const [app, formation, config, addons, books] = await Promise.all([
    platform.app(target),
    platform.formation(target),
    platform.config(target),
    platform.addons(target),
    platform.priceBooks(),
  ]);
  const own = addons.filter(({ service }) => service === 'postgres' || service === 'redis');
  return {
    id: rehearsal.id,
    word: rehearsal.botWord ?? rehearsal.id,
    app: rehearsal.app,
    target,
    url: app.url,
    release: (await platform.app(rehearsal.app)).release,
    config,
    present: Object.fromEntries(
      formation.filter(({ quantity }) => quantity > 0).map(({ type, quantity, size }) => [type, { quantity, size }]),
    ),
    runsAlone: runsAlone(Object.fromEntries(formation.map(({ type, command }) => [type, command]))),
    cores: isLocal ? availableParallelism() : null,
    upgrades: Object.fromEntries(own.flatMap((addon) => upgradeOf(addon))),
    hourly: (wish) => hourlyByBook(wish, books),
    look: async () => ({ ...(await look(platform, target, own)), processorMs: isLocal ? processorMs() : null }),
    codes: (seconds) => codes(platform, target, { seconds, bots: rehearsal.botWord != null }),
    setFormation: (wish) => setFormation(platform, target, wish),
    breakPart: async ({ part, how }) => void (await platform.breakRehearsed(rehearsal.app, rehearsal.id, { part, how })),
    check: () => checkCopy(platform, target, addons),
  };
}

async function look(platform: Operations, target: string, addons: readonly Addon[]): Promise<Omit<Look, 'processorMs'>> {
  const [dynos, cache, ...stores] = await Promise.all([
    platform.dynos(target),
    platform.cacheStats(target).catch(() => null),
    ...addons.map(async ({ name, service }) => storeFigures(platform, target, { name, service })),
  ]);
  return {
    atMs: performance.now(),
    dynos: dynos.map(({ name, type, state, load, memoryMb, memoryQuotaMb }) => ({
      name,
      type,
      isUp: state === 'up',
      load,
      memoryMb,
      memoryQuotaMb,
    })),
    stores,
    cache:
      cache?.isOn === true
        ? { served: cache.requests.hit + cache.requests.stale + cache.requests.coalesced, missed: cache.requests.miss }
        : null,
  };
}

const processorMs = (): number => cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);

async function storeFigures(
  platform: Operations,
  target: string,
  { name, service }: Pick<Addon, 'name' | 'service'>,
): Promise<Look['stores'][number]> {
  const isPostgres = service === 'postgres';
  const [use, connections] = await Promise.all([
    platform.addonUse(target, name),
    isPostgres ? platform.databaseConnections(target, name).catch(() => []) : [],
  ]);
  const waiting = connections.filter(({ blockedBy }) => blockedBy.length > 0).length;
  const active = connections.filter(({ state, blockedBy }) => state === 'active' && blockedBy.length === 0).length;
  const { connections: taken, connectionLimit, usedMb, limitMb } = use;
  return { name, service: isPostgres ? 'postgres' : 'redis', connections: taken, connectionLimit, usedMb, limitMb, waiting, active };
}

/** Codes of the router from its seconds, those of dynos from the app's events. */
async function codes(
  platform: Operations,
  target: string,
  { seconds, bots }: { readonly seconds: number; readonly bots: boolean },
): Promise<Record<string, number>> {
  const [{ points }, events] = await Promise.all([
    platform.metrics(target, { seconds: Math.ceil(seconds), bots }),
    platform.events(target, { limit: 200, sinceMs: Date.now() - seconds * 1_000 }),
  ]);
  const all = [
    ...points.flatMap(({ codes: seen }) => Object.entries(seen)),
    ...events.flatMap(({ code }): [string, number][] => (code?.startsWith('R') === true ? [[code, 1]] : [])),
  ];
  return all.reduce<Record<string, number>>((sum, [code, times]) => ({ ...sum, [code]: (sum[code] ?? 0) + times }), {});
}

/** The next plan of its service that allows more connections. */
function upgradeOf({ name, service, connectionLimit }: Addon): [string, { plan: string; connections: number | null }][] {
  if (connectionLimit === null) return [];
  const next = plans.find((plan) => plan.service === service && (plan.connections ?? Infinity) > connectionLimit);
  return next === undefined ? [] : [[name, { plan: `${service}:${next.name}`, connections: next.connections }]];
}

const upWithinMs = 120_000;
const lookEveryMs = 250;

async function setFormation(platform: Operations, target: string, wish: Formation): Promise<void> {
  await platform.scale(target, wish);
  const limit = performance.now() + upWithinMs;
  for (;;) {
    const [dynos, formation] = await Promise.all([platform.dynos(target), platform.formation(target)]);
    const isThere = formation.every(({ type, quantity }) => {
      const own = dynos.filter((dyno) => dyno.type === type);
      return own.filter(({ state }) => state === 'up').length === quantity && own.length === quantity;
    });
    if (isThere) return;
    if (performance.now() > limit) throw notUp(target);
    await sleep(lookEveryMs);
  }
}

const notUp = (app: string): RostraError =>
  new RostraError({
    code: 'REHEARSAL_DYNOS_NOT_UP',
    status: 504,
    message: `The dynos of ${app} were not up within ${upWithinMs / 1_000} s.`,
    hint: `Look at what they wrote: rostra logs --app ${app}`,
  });
