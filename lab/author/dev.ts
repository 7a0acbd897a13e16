import { watch } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startPostgres } from '#kit/postgres/server.ts';
import { placeOf } from './finding.ts';
import { DevProcess, type DevFault, type StartTimes } from './dev-process.ts';
import { devServer } from './dev-proxy.ts';
import { typeFaults } from './type-faults.ts';

export interface DevOptions {
  readonly folder: string;
  readonly port: number;
  /** Null: a server of our own, its data in the folder's `.rostra/`. */
  readonly databaseUrl: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
  readonly onReload?: (times: ReloadTimes) => void;
}

/** Milliseconds; one after the other. */
export interface ReloadTimes extends StartTimes {
  /** From the save until the next process was told. */
  readonly noticedMs: number;
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
/** What nobody waits for begins when the pages that were open have been loaded anew. */
const laterMs = 400;

/** The web processes of a folder, one after the other; when somebody saves, the next one is warm. */
class DevFolder {
  onNews = (): void => {};
  readonly #options: DevOptions & { readonly databaseUrl: string };
  readonly #processes = new Set<DevProcess>();
  #spare: DevProcess | null = null;
  #serving: { readonly process: DevProcess; readonly port: number } | null = null;
  #version = 0;
  #fault: DevFault | null = null;
  #notes: readonly string[] = [];
  #settling: NodeJS.Timeout | undefined;
  #tidying: NodeJS.Timeout | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(options: DevOptions & { readonly databaseUrl: string }) {
    this.#options = options;
  }

  port(): number | null {
    return this.#serving?.port ?? null;
  }

  news() {
    return { version: this.#version, fault: this.#fault, notes: this.#notes };
  }

  saved(): void {
    clearTimeout(this.#settling);
    const at = performance.now();
    this.#settling = setTimeout(() => (this.#reloading = this.#reloading.then(() => this.reload(at))), settleMs);
  }

  /** Serves what the files say now; when they cannot be served, what was served before stays. */
  async reload(since = performance.now()): Promise<void> {
    clearTimeout(this.#tidying);
    const next = this.#spare?.hasEnded === false ? this.#spare : this.#warm();
    this.#spare = null;
    const noticedMs = performance.now() - since;
    const started = await next.start();
    this.#notes = [];
    if ('fault' in started) this.#fault = started.fault;
    else {
      this.#serving = { process: next, port: started.port };
      this.#fault = null;
      this.#version += 1;
      this.#options.onReload?.({ noticedMs, ...started });
    }
    this.onNews();
    const took = Math.round(performance.now() - since);
    this.#options.onLine(this.#fault ? `${this.#fault.message}\n  ${this.#fault.hint}` : `reloaded in ${took} ms`);
    this.#tidying = setTimeout(() => this.#tidy(), laterMs);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#settling);
    await this.#reloading;
    clearTimeout(this.#tidying);
    await Promise.all([...this.#processes].map((one) => one.stop()));
  }

  /** Ends those that serve no more, and makes the next one ready. */
  #tidy(): void {
    for (const one of this.#processes) if (one !== this.#serving?.process) void this.#end(one);
    this.#spare = this.#warm();
    void this.#lookAtTypes(this.#spare, this.#version);
  }

  #warm(): DevProcess {
    const { folder, env, databaseUrl, onLine } = this.#options;
    const made = new DevProcess({
      folder,
      env: { ...env, PORT: '0', LAB_HOST: '127.0.0.1', DATABASE_URL: databaseUrl },
      onTrouble: onLine,
    });
    this.#processes.add(made);
    return made;
  }

  async #end(one: DevProcess): Promise<void> {
    await one.stop();
    this.#processes.delete(one);
  }

  /** After the page is there: the compiler takes longer than a reload may. */
  async #lookAtTypes(spare: DevProcess, version: number): Promise<void> {
    await spare.warm; // the next save comes first
    if (version !== this.#version) return;
    const notes = (await typeFaults(this.#options.folder)).map((finding) => `${placeOf(finding)}: ${finding.what}.`);
    if (version !== this.#version || notes.length === 0) return;
    this.#notes = notes;
    this.onNews();
    for (const note of notes) this.#options.onLine(note);
  }
}
