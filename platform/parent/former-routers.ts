import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootId, isRunning, signalProcess } from '../dynod/processes.ts';
import { partRecord, type PartRecord } from '../rules/part-record.ts';
import { livingPart } from './part.ts';
import { portsOf } from './port-holder.ts';

/**
 * Routers that earlier parents started. They serve until a router of ours listens on the same addresses, then finish what they have
 * begun and end by themselves. They are on record, so that no stop of the platform forgets one.
 */
export class FormerRouters {
  #routers: readonly PartRecord[];
  readonly #path: string;

  /** Takes the last parent's routers off the parts' records: they are former ones from here on. */
  static find(folder: string): FormerRouters {
    const path = join(folder, 'former-routers.json');
    const names = routerNames(folder);
    const last = names.map((name) => livingPart(folder, name)).filter((record) => record !== null);
    const former = new FormerRouters(path, [...recorded(path), ...last]);
    former.#write();
    for (const name of names) rmSync(join(folder, `${name}.json`), { force: true });
    return former;
  }

  private constructor(path: string, routers: readonly PartRecord[]) {
    this.#path = path;
    this.#routers = routers;
  }

  /** One whose place another has taken. */
  add(router: PartRecord): void {
    this.#routers = [...this.#routers, router];
    this.#write();
  }

  get isAnyLeft(): boolean {
    return this.#living().length > 0;
  }

  /** True when one of them still takes connections on the port. */
  listensOn(port: number): boolean {
    return this.#living().some(({ id }) => portsOf(id.pid).includes(port));
  }

  /** Asks those that still take connections to hand over. A second SIGTERM would cut what they serve, so each is asked once. */
  leave(): void {
    for (const { id } of this.#living()) if (portsOf(id.pid).length > 0) signalProcess(id, 'SIGTERM');
  }

  /** The platform stops: they end at once. */
  async end(): Promise<void> {
    for (const { id } of this.#living()) signalProcess(id, 'SIGINT');
    for (let looks = 0; this.isAnyLeft; looks += 1) {
      if (looks >= 40) for (const { id } of this.#living()) signalProcess(id, 'SIGKILL');
      await sleep(50);
    }
    rmSync(this.#path, { force: true });
  }

  #living(): readonly PartRecord[] {
    return this.#routers.filter((router) => isLiving(router));
  }

  #write(): void {
    const lines = this.#living().map((router) => `${JSON.stringify(router)}\n`);
    writeFileSync(this.#path, lines.join(''), { mode: 0o600 });
  }
}

/** `router`, `router-2` …, those on record. */
function routerNames(folder: string): string[] {
  const records = readdirSync(folder).filter((file) => /^router(?:-\d+)?\.json$/.test(file));
  return records.map((file) => file.slice(0, -'.json'.length));
}

function recorded(path: string): PartRecord[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.map((line) => partRecord(line)).filter((record) => record !== null);
  } catch {
    return [];
  }
}

function isLiving(record: PartRecord): boolean {
  return record.bootId === bootId() && isRunning(record.id);
}
