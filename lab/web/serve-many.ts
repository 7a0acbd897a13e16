import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '#kit/log/logger.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import type { LabConfig } from '../config.ts';

/** Serves by several processes on one port and one database, until this one is told to stop. A process that dies is started again. */
export async function serveByMany({ processes, databaseUrl }: LabConfig, logger: Logger): Promise<void> {
  const own = databaseUrl === null ? await startPostgres({ directory: resolve('.rostra/postgres') }) : null;
  const house = new House({ DATABASE_URL: databaseUrl ?? own?.url ?? '' }, logger);
  await Promise.race([house.run(processes), once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await house.close();
  await own?.stop();
}

const betweenTriesMs = 1_000;

/** The web processes. */
class House {
  readonly #env: Readonly<Record<string, string>>;
  readonly #logger: Logger;
  readonly #workers = new Set<Worker>();
  /** Any of them, at any time. */
  #haveServed = false;
  #isClosing = false;

  constructor(env: Readonly<Record<string, string>>, logger: Logger) {
    this.#env = env;
    this.#logger = logger;
    cluster.setupPrimary({ exec: resolve(import.meta.dirname, '../main.ts'), args: [] });
  }

  /** Ends only when the first of them cannot serve at all: then the others could not either, and it has said why. */
  async run(processes: number): Promise<void> {
    await Promise.race(Array.from({ length: processes }, () => this.#keep()));
  }

  async #keep(): Promise<void> {
    while (!this.#isClosing) {
      const hasServed = await this.#life();
      if (!this.#haveServed && !this.#isClosing) {
        process.exitCode = 1;
        return;
      }
      if (!hasServed) await pause(betweenTriesMs); // the database may be away for a moment
    }
  }

  /** From the start of a process to its end. False when it never served. */
  async #life(): Promise<boolean> {
    const worker = cluster.fork(this.#env);
    this.#workers.add(worker);
    let hasServed = false;
    worker.once('listening', () => {
      hasServed = true;
      this.#haveServed = true;
    });
    const [code, signal]: unknown[] = await once(worker, 'exit');
    this.#workers.delete(worker);
    if (!this.#isClosing) this.#logger.warn('web_process_ended', { code, signal, hasServed });
    return hasServed;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(
      [...this.#workers].map((worker) => {
        const ended = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        return ended;
      }),
    );
  }
}
