import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger, type Logger } from '#kit/log/logger.ts';
import { ApiConnection } from '../api-connection.ts';
import { homePaths, partEnvironment, routerSeatEnvironment, type HomePaths, type PlatformConfig } from '../config.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import { serveSocket, type SocketApi, type SocketCall } from '../socket-api.ts';
import { Door } from './door.ts';
import { FormerRouters } from './former-routers.ts';
import { adminPassword, prepareHome } from './home.ts';
import { takeLock, type Lock } from './lock.ts';
import { livingPart, Part, type PartName } from './part.ts';
import { partProgram, presentProgram } from './program.ts';
import { whenReady } from './ready.ts';
import { settleUpdate } from './settle-update.ts';
import type { UpdateOrder } from './update.ts';

/** What the parent says of itself on its socket. */
export interface ParentStatus {
  readonly pid: number;
  readonly url: string;
  readonly home: string;
  readonly parts: Readonly<Record<PartName, number | null>>;
  /** All router processes; the first stands in `parts` too. */
  readonly routers: readonly (number | null)[];
}

/** The small process that holds the listening sockets and keeps router, control and dynod running. Its own death stops nobody. */
export class Parent {
  readonly config: PlatformConfig;
  readonly paths: HomePaths;
  readonly adminPassword: string;
  readonly #logger: Logger;
  readonly #lock: Lock;
  readonly #door: Door;
  readonly #former: FormerRouters;
  readonly #parts: PlatformParts;
  readonly #takesOver: boolean;
  readonly #stopped = Promise.withResolvers<void>();
  #api: SocketApi | null = null;
  #ending: Promise<void> | null = null;
  #closed: Promise<void> | null = null;
  #isUpdating = false;

  /** Starts everything, or takes over what an earlier parent left. Settles when all of it answers; on a fault nothing new is left. */
  static async start(config: PlatformConfig): Promise<Parent> {
    const paths = homePaths(config.home);
    await prepareHome(paths);
    const lock = takeLock(paths.lock);
    if (lock === null) throw await alreadyRuns(paths);
    try {
      await settleUpdate(paths);
      const password = await adminPassword(config, paths);
      const former = FormerRouters.find(paths.parts);
      const door = Door.open(config, (port) => former.listensOn(port));
      return new Parent({ config, paths, lock, former, door, password });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(own: { config: PlatformConfig; paths: HomePaths; lock: Lock; former: FormerRouters; door: Door; password: string }) {
    this.config = own.config;
    this.paths = own.paths;
    this.adminPassword = own.password;
    this.#lock = own.lock;
    this.#former = own.former;
    this.#door = own.door;
    const { parts } = own.paths;
    this.#takesOver = own.former.isAnyLeft || livingPart(parts, 'control') !== null || livingPart(parts, 'dynod') !== null;
    this.#logger = createLogger({ name: 'parent', file: join(own.paths.parts, 'parent.log') });
    this.#parts = platformParts(own.config, own.paths, { door: own.door, logger: this.#logger });
  }

  /** Settles when the platform has been stopped, whoever asked for it. */
  get stopped(): Promise<void> {
    return this.#stopped.promise;
  }

  /** What people open. */
  get url(): string {
    const { baseDomain, port } = this.config;
    return port === 80 ? `http://${baseDomain}` : `http://${baseDomain}:${port}`;
  }

  /** Starts what does not run, and settles when all parts answer. A part that does not come up stops the start. */
  async open(): Promise<void> {
    for (const part of allParts(this.#parts)) part.keep();
    this.#api = await serveSocket({ path: this.paths.parentSocket, routes: this.#routes(), logger: this.#logger });
    try {
      await whenReady({ parts: allParts(this.#parts), paths: this.paths, door: this.#door, isStopping: () => this.#ending !== null });
    } catch (error) {
      await (this.#takesOver ? this.#leave() : this.stop());
      throw error;
    }
    this.#former.leave();
    this.#logger.info('platform_started', { url: this.url });
  }

  /** Control first, so that nothing is started again; then dynos with their grace, add-ons, and what is left of us. */
  async stop(): Promise<void> {
    await this.#end();
    await this.#close();
  }

  /** What an earlier parent left goes on as it did. */
  async #leave(): Promise<void> {
    for (const part of allParts(this.#parts)) part.release();
    await this.#close();
  }

  async #close(): Promise<void> {
    this.#closed ??= this.#giveBack();
    return this.#closed;
  }

  async #giveBack(): Promise<void> {
    await this.#api?.close();
    await rm(this.paths.parentSocket, { force: true });
    this.#door.close();
    this.#lock.release();
    this.#stopped.resolve();
  }

  /** The stop that goes on waits for no dyno's grace any more. */
  async hurry(): Promise<void> {
    const body = { reason: stopReason, budgetMs: dynoLimits.shutdownAddonsMs };
    await this.#dynod()
      .call({ method: 'POST', path: '/shutdown', body })
      .catch(() => {}); // the stop itself is waited for elsewhere
  }

  async #end(): Promise<void> {
    this.#ending ??= endPlatform({ parts: this.#parts, former: this.#former, dynod: this.#dynod(), logger: this.#logger });
    return this.#ending;
  }

  /** From its answer on the update is the parent's. */
  async #beginUpdate(order: UpdateOrder): Promise<void> {
    const { runUpdate, takeOver } = await import('./update.ts');
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    await takeOver(this.paths, order);
    const own = { config: this.config, paths: this.paths, parts: this.#parts, former: this.#former, logger: this.#logger };
    void runUpdate({ ...own, isStopping: () => this.#ending !== null }, order)
      .catch((error: unknown) => this.#logger.error('update_lost', { error }))
      .finally(() => (this.#isUpdating = false));
  }

  #dynod(): ApiConnection {
    return new ApiConnection({ kind: 'socket', path: this.paths.dynodSocket, actor: 'parent' });
  }

  #routes() {
    const status = (): ParentStatus => {
      const { control, dynod } = this.#parts;
      const routers = this.#parts.routers.map((router) => router.pid);
      const parts = { router: routers[0] ?? null, control: control.pid, dynod: dynod.pid };
      return { pid: process.pid, url: this.url, home: this.paths.root, parts, routers };
    };
    return [
      { method: 'GET', path: '/status', answer: () => ({ status: 200, body: status() }) },
      {
        method: 'POST',
        path: '/update',
        answer: async ({ body }: SocketCall) => {
          await this.#beginUpdate(orderIn(body));
          return { status: 202, body: {} };
        },
      },
      {
        method: 'POST',
        path: '/down',
        answer: async () => {
          await this.#end();
          void this.stop();
          return { status: 200, body: {} };
        },
      },
    ] as const;
  }
}

/** Sent by our own control. */
function orderIn(body: unknown): UpdateOrder {
  const order: UpdateOrder = JSON.parse(JSON.stringify(body));
  return order;
}

const stopReason = 'The platform is stopping';
const shutdownTriesMs = 90_000;

/** The processes of a data folder. */
export interface PlatformParts {
  readonly dynod: Part;
  readonly control: Part;
  readonly routers: readonly Part[];
}

const allParts = ({ dynod, control, routers }: PlatformParts): readonly Part[] => [dynod, ...routers, control];

interface Ending {
  readonly parts: PlatformParts;
  readonly former: FormerRouters;
  readonly dynod: ApiConnection;
  readonly logger: Logger;
}

/** Settles when no process of the platform is left. */
export async function endPlatform({ parts, former, dynod, logger }: Ending): Promise<void> {
  await parts.control.stop({ signal: 'SIGTERM', graceMs: 10_000 });
  await shutDownDynos(dynod, logger);
  await parts.dynod.stop({ signal: 'SIGTERM', graceMs: 10_000 });
  await Promise.all(parts.routers.map((router) => router.stop({ signal: 'SIGINT', graceMs: 5_000 })));
  await former.end();
  logger.info('platform_stopped');
}

/** A dynod that dies meanwhile is started again by its part, and asked again. */
async function shutDownDynos(dynod: ApiConnection, logger: Logger): Promise<void> {
  const endMs = performance.now() + shutdownTriesMs;
  while (performance.now() < endMs) {
    try {
      await dynod.call({ method: 'POST', path: '/shutdown', body: { reason: stopReason } });
      return;
    } catch (error) {
      logger.warn('shutdown_asked_again', { error });
      await sleep(100);
    }
  }
}

/** The processes of a data folder; none of them runs because of this. Without a door the routers are there only to be stopped. */
export function platformParts(
  config: PlatformConfig,
  paths: HomePaths,
  own: { readonly door: Pick<Door, 'descriptors' | 'tlsSockets'> | null; readonly logger: Logger },
): PlatformParts {
  const environment = partEnvironment(config);
  const { descriptors, tlsSockets } = own.door ?? { descriptors: [], tlsSockets: 0 };
  const common = { folder: paths.parts, ...partProgram(config, presentProgram(paths)), logger: own.logger };
  const part = (program: PartName): Part => new Part({ ...common, program, name: program, environment, descriptors: [] });
  const router = (number: number): Part => {
    const name = number === 1 ? 'router' : `router-${number}`;
    const seat = routerSeatEnvironment({ number, tlsSockets });
    return new Part({ ...common, program: 'router', name, environment: { ...environment, ...seat }, descriptors });
  };
  return {
    dynod: part('dynod'),
    control: part('control'),
    routers: Array.from({ length: config.routers }, (_, at) => router(at + 1)),
  };
}

async function alreadyRuns(paths: HomePaths): Promise<RostraError> {
  const running = await new ApiConnection({ kind: 'socket', path: paths.parentSocket, actor: 'parent' })
    .call<ParentStatus>({ method: 'GET', path: '/status' })
    .catch(() => null);
  const where = running === null ? '' : ` (process ${running.pid}, ${running.url})`;
  return new RostraError({
    code: 'PLATFORM_RUNS_ALREADY',
    status: 409,
    message: `Rostra runs already with the data folder ${paths.root}${where}.`,
    hint: 'Stop it with `rostra down`, or set ROSTRA_HOME and ROSTRA_PORT for a second one.',
  });
}
