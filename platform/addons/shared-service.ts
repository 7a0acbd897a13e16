import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import { addonFailed } from '../errors.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { liveServer } from './live-server.ts';
import { reserveServer } from './reserve-server.ts';

interface SharedServiceFacts {
  /** Its folder is called so too. */
  readonly service: 'mail' | 'errors';
  /** The server's name. */
  readonly server: string;
  /** In its folder: what it is told of its add-ons. */
  readonly file: string;
  readonly entryOf: (addon: AddonRecord) => object;
}

const startLimitMs = 30_000;

/** One server for all apps that have the add-on. It is told who they are by a file, which it looks at with each request. */
export class SharedService {
  readonly #facts: SharedServiceFacts;
  readonly #writing = new WeakMap<Control, Promise<void>>();

  constructor(facts: SharedServiceFacts) {
    this.#facts = facts;
  }

  async folder(control: Control): Promise<string> {
    const folder = join(await control.servers.open(), this.#facts.service);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    return folder;
  }

  /** The server, when it answers and knows its add-ons. */
  async provide(control: Control): Promise<ServerRecord> {
    const { server: name, service } = this.#facts;
    const server = reserveServer(control, { name, service, withTls: false });
    await this.write(control);
    control.wake();
    const signal = AbortSignal.timeout(startLimitMs);
    const up = await control.changes.until(() => (liveServer(control, name)?.state === 'up' ? true : null), signal);
    if (up === null) throw addonFailed(name, liveServer(control, name)?.reason ?? 'it was not started');
    return server;
  }

  /** Writes what the server is told. One after another: the last has all of them. */
  write(control: Control): Promise<void> {
    const written = (this.#writing.get(control) ?? Promise.resolve()).then(() => this.#writeNow(control));
    this.#writing.set(
      control,
      written.catch(() => {}), // who asked is told
    );
    return written;
  }

  async #writeNow(control: Control): Promise<void> {
    const { service, file, entryOf } = this.#facts;
    const addons = control.store.addons.list().filter((addon) => addon.service === service && addon.state !== 'leaving');
    const path = join(await this.folder(control), file);
    await writeFile(`${path}.draft`, JSON.stringify(addons.map(entryOf)), { mode: 0o600 });
    await rename(`${path}.draft`, path);
  }

  /** The add-on goes; with the last one the server goes, at the next pass. */
  leave({ store }: Control, addon: AddonRecord): void {
    const { server, service } = this.#facts;
    const hasOthers = store.addons.list().some((other) => other.service === service && other.name !== addon.name);
    if (!hasOthers) store.addons.deleteServer(server);
  }
}
