import { watch } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startPostgres } from '#kit/postgres/server.ts';
import { placeOf } from './finding.ts';
import { DevProcess, type DevFault } from './dev-process.ts';
import { devServer } from './dev-proxy.ts';
import { typeFaults } from './type-faults.ts';

export interface DevOptions {
  readonly folder: string;
  readonly port: number;
  /** Null: a server of our own, its data in the folder's `.rostra/`. */
  readonly databaseUrl: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

/** `rostra lab dev` while it runs. */
export interface Dev {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a folder and serves it anew after each save. Data stay, and everybody stays on their page. */
export async function startDev(options: DevOptions): Promise<Dev> {
  const own = options.databaseUrl === null ? await startPostgres({ directory: join(options.folder, '.rostra/postgres') }) : null;
  const dev = new DevFolder({ ...options, databaseUrl: options.databaseUrl ?? own?.url ?? '' });
  const { server, tell } = devServer(dev);
  dev.onNews = tell;
  await dev.reload();
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const watcher = watch(options.folder, { recursive: true }, (_, file) => {
    if (file !== null && /(^|\/)[^/.][^/]*\.(ts|tsx|txt|json)$/.test(file) && !/(^|\/)(node_modules|\..+)\//.test(file)) dev.saved();
  });
  return {
    url: `http://localhost:${addressOf(server.address()).port}`,
    stop: async () => {
      watcher.close();
      server.close();
      server.closeAllConnections();
      await dev.stop();
      await own?.stop();
    },
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === 'object' && address !== null) return address;
  throw new TypeError('listening on a port');
}

/** Editors write a file in several steps. */
const settleMs = 15;

/** The web processes of a folder, one after the other; the next one is always warm. */
class DevFolder {
  onNews = (): void => {};
  readonly #options: DevOptions & { readonly databaseUrl: string };
  #spare: DevProcess;
  #serving: { readonly process: DevProcess; readonly port: number } | null = null;
  #version = 0;
  #fault: DevFault | null = null;
  #notes: readonly string[] = [];
  #settling: NodeJS.Timeout | null = null;
  #reloading: Promise<void> = Promise.resolve();

  constructor(options: DevOptions & { readonly databaseUrl: string }) {
    this.#options = options;
    this.#spare = this.#warm();
  }

  port(): number | null {
    return this.#serving?.port ?? null;
  }

  news() {
    return { version: this.#version, fault: this.#fault, notes: this.#notes };
  }

  saved(): void {
    clearTimeout(this.#settling ?? undefined);
    const at = performance.now();
    this.#settling = setTimeout(() => (this.#reloading = this.#reloading.then(() => this.reload(at))), settleMs);
  }

  /** Serves what the files say now; when they cannot be served, what was served before stays. */
  async reload(since = performance.now()): Promise<void> {
    const next = this.#spare;
    const started = await next.start();
    this.#notes = [];
    if ('fault' in started) this.#fault = started.fault;
    else {
      const before = this.#serving?.process;
      this.#serving = { process: next, port: started.port };
      this.#fault = null;
      this.#version += 1;
      void before?.stop();
    }
    this.onNews();
    const took = Math.round(performance.now() - since);
    this.#options.onLine(this.#fault ? `${this.#fault.message}\n  ${this.#fault.hint}` : `reloaded in ${took} ms`);
    this.#spare = this.#warm();
    void this.#lookAtTypes(this.#version);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#settling ?? undefined);
    await this.#reloading;
    await Promise.all([this.#spare.stop(), this.#serving?.process.stop()]);
  }

  #warm(): DevProcess {
    const { folder, env, databaseUrl, onLine } = this.#options;
    return new DevProcess({ folder, env: { ...env, PORT: '0', LAB_HOST: '127.0.0.1', DATABASE_URL: databaseUrl }, onTrouble: onLine });
  }

  /** After the page is there: the compiler takes longer than a reload may. */
  async #lookAtTypes(version: number): Promise<void> {
    await this.#spare.warm; // the next save comes first
    if (version !== this.#version) return;
    const notes = (await typeFaults(this.#options.folder)).map((finding) => `${placeOf(finding)}: ${finding.what}.`);
    if (version !== this.#version || notes.length === 0) return;
    this.#notes = notes;
    this.onNews();
    for (const note of notes) this.#options.onLine(note);
  }
}
