import { postgresAdministrator } from '../addons/postgres.ts';
import { redisInfo } from '../addons/redis.ts';
import { accountName } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { databaseReadings, redisCounts, redisReadings } from '../rules/addon-readings.ts';
import type { DatabaseCounts, RedisCounts } from '../rules/addon-readings.ts';
import { plans } from '../rules/plans.ts';
import type { AddonRecord } from '../store/addons.ts';
import { DatabaseWatch } from '../store/database-watch.ts';
import { noteStatements } from './statement-book.ts';
import type { TrafficBook } from './traffic-book.ts';

/** Under which name the book keeps what an add-on's server says. */
export const addonSeries = (addon: string): string => `addon:${addon}`;

/** Looks at what the databases and Redis servers of apps that run do. Of apps that are off nothing is asked. */
export class AddonSampler {
  readonly #watch = new DatabaseWatch();
  readonly #databases = new Map<string, Look<DatabaseCounts>>();
  readonly #redis = new Map<string, Look<RedisCounts>>();
  #minute = 0;

  async sample(control: Control): Promise<void> {
    const running = new Set(control.board.all().flatMap((dyno) => (dyno.kind === 'formation' && dyno.state === 'up' ? [dyno.app] : [])));
    const addons = control.store.addons.list().filter(({ appName, state }) => state === 'available' && running.has(appName));
    const ofService = (service: AddonRecord['service']): AddonRecord[] => addons.filter((addon) => addon.service === service);
    await Promise.allSettled([
      this.#sampleDatabases(control, ofService('postgres')),
      ...ofService('redis').map((addon) => this.#sampleRedis(control, addon)),
    ]);
  }

  async close(): Promise<void> {
    await this.#watch.close();
  }

  async #sampleDatabases(control: Control, addons: readonly AddonRecord[]): Promise<void> {
    const url = addons.length === 0 ? null : await postgresAdministrator(control);
    if (url === null) return this.close();
    const names = new Map(addons.map((addon) => [accountName(addon.name), addon]));
    for (const [database, counts] of await this.#watch.read(url, [...names.keys()])) {
      const addon = names.get(database);
      if (addon === undefined) continue;
      const { before, seconds } = swap(this.#databases, addon.name, { counts, atMs: control.clock.nowMs() });
      takeAddon(control.trafficBook, addon, databaseReadings(counts, before, seconds));
    }
    await this.#countStatements(control, url, names);
  }

  /** Each minute that begins. */
  async #countStatements(control: Control, url: string, names: ReadonlyMap<string, AddonRecord>): Promise<void> {
    const minute = Math.floor(control.clock.nowMs() / 60_000);
    if (minute === this.#minute) return;
    this.#minute = minute;
    for (const [database, counts] of await this.#watch.statements(url, [...names.keys()])) {
      const addon = names.get(database);
      if (addon !== undefined) noteStatements(control, addon.name, { second: (minute - 1) * 60, counts });
    }
  }

  async #sampleRedis(control: Control, addon: AddonRecord): Promise<void> {
    const counts = redisCounts(await redisInfo(control, addon));
    const { before, seconds } = swap(this.#redis, addon.name, { counts, atMs: control.clock.nowMs() });
    takeAddon(control.trafficBook, addon, redisReadings(counts, before, seconds));
  }
}

interface Look<Counts> {
  readonly counts: Counts;
  readonly atMs: number;
}

/** Puts this look in the place of the one before. */
function swap<Counts>(looks: Map<string, Look<Counts>>, name: string, look: Look<Counts>): { before: Counts | null; seconds: number } {
  const before = looks.get(name);
  looks.set(name, look);
  return { before: before?.counts ?? null, seconds: before === undefined ? 0 : Math.max(0.001, (look.atMs - before.atMs) / 1000) };
}

/** With the plan's limits of that time, which a later plan does not change. */
function takeAddon(book: TrafficBook, addon: AddonRecord, readings: Readonly<Record<string, number>>): void {
  const plan = plans.find(({ service, name }) => service === addon.service && name === addon.plan);
  const { connections = null, memoryMb = null } = plan ?? {};
  const limits = { ...(connections === null ? {} : { limit: connections }), ...(memoryMb === null ? {} : { memoryLimitMb: memoryMb }) };
  book.takeReadings(addonSeries(addon.name), { ...readings, ...limits });
}
