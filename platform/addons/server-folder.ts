import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { serverUser } from '#kit/postgres/find.ts';
import { isReachable, openFolder } from '#kit/postgres/reach.ts';
import type { HomePaths } from '../config.ts';

/**
 * Where add-on servers keep their data: in the data folder, or, when we are root and a closed folder above keeps their user away,
 * in a place outside that the data folder remembers.
 */
export class ServerFolder {
  readonly #paths: HomePaths;

  constructor(paths: HomePaths) {
    this.#paths = paths;
  }

  /** Made when it is not there. Only who knows a server's own folder may read in it. */
  async open(): Promise<string> {
    const folder = (await this.#remembered()) ?? (await this.#choose());
    await mkdir(folder, { recursive: true, mode: 0o711 });
    await chmod(folder, 0o711);
    return folder;
  }

  async #choose(): Promise<string> {
    if (await isReachable(this.#paths.root, await serverUser())) return this.#paths.addons;
    const name = createHash('sha256').update(this.#paths.root).digest('hex').slice(0, 16);
    const outside = join(openFolder, `addons-${name}`);
    await mkdir(openFolder, { recursive: true, mode: 0o755 });
    await writeFile(this.#note(), `${outside}\n`);
    return outside;
  }

  async #remembered(): Promise<string | null> {
    const noted = await readFile(this.#note(), 'utf8').catch(() => '');
    return noted.trim() === '' ? null : noted.trim();
  }

  #note(): string {
    return join(this.#paths.root, 'addons-folder');
  }
}
