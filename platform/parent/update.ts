import { setTimeout as sleep } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Logger } from '#kit/log/logger.ts';
import { routerSockets, type HomePaths, type PlatformConfig } from '../config.ts';
import type { Program, ProgramRecord, UpdateStatus } from '../rules/program-record.ts';
import { writeUpdateStatus } from '../updates/status.ts';
import type { FormerRouters } from './former-routers.ts';
import type { PlatformParts } from './parent.ts';
import { livingPart, type Part, type PartProgram } from './part.ts';
import { isSocketOpen } from './port-holder.ts';
import { partProgram, restoreState, writeFormer, writeProgram } from './program.ts';
import { cannotStart, isHealthy } from './ready.ts';

export interface Updating {
  readonly config: PlatformConfig;
  readonly paths: HomePaths;
  readonly parts: PlatformParts;
  readonly former: FormerRouters;
  readonly logger: Logger;
  isStopping(): boolean;
}

export interface UpdateOrder {
  readonly record: ProgramRecord;
  readonly status: UpdateStatus;
}

/** STA-10 */
const healthLimitMs = 60_000;
const lookEachMs = 50;
const hopelessDeaths = 3;
const grace = { signal: 'SIGTERM', graceMs: 10_000 } as const;

/** From here control may end at any time. */
export async function takeOver(paths: HomePaths, { status }: UpdateOrder): Promise<void> {
  await writeUpdateStatus(paths, { ...status, state: 'switching' });
}

/**
 * Control, routers and dynod as another program, one after another (SUP-54); dynos go on, and no visitor waits. The first that is not healthy
 * in a minute brings back the former program, and while control was not, the state from before too.
 */
export async function runUpdate(own: Updating, { record, status }: UpdateOrder): Promise<void> {
  const { paths, logger } = own;
  const ended = (state: UpdateStatus['state'], words: string): Promise<void> =>
    writeUpdateStatus(paths, { ...status, state, words, endedAt: new Date().toISOString() });
  let reached: ProgramRecord['phase'] = 'control';
  const reach = (phase: ProgramRecord['phase']): void => {
    reached = phase;
    writeProgram(paths, { ...record, phase });
  };
  try {
    reach('control');
    await own.parts.control.replace(partProgram(own.config, record), grace);
    await untilHealthy(own, own.parts.control, () => isHealthy(paths.controlSocket, '/api/status'));
    reach('rest');
    await exchangeRest(own, record);
    reach('settled');
    logger.info('updated', { from: status.from, to: status.to });
    await ended('done', '');
  } catch (error) {
    if (own.isStopping()) return; // the next start finds the update unsettled
    logger.error('update_failed', { error });
    await goBack(own, { ...record, phase: reached });
    await ended('rolled back', error instanceof Error ? error.message : String(error));
  }
}

async function exchangeRest(own: Updating, program: Program): Promise<void> {
  const { config, paths, parts } = own;
  const next = partProgram(config, program);
  for (const [at, router] of parts.routers.entries())
    await handOver(own, { router, next, socket: routerSockets(paths, config.routers)[at] ?? paths.routerSocket });
  await parts.dynod.replace(next, grace);
  await untilHealthy(own, parts.dynod, () => isHealthy(paths.dynodSocket, '/health'));
}

interface HandOver {
  readonly router: Part;
  readonly next: PartProgram;
  readonly socket: string;
}

/** The new one takes tables and connections before the former one is asked to leave. */
async function handOver(own: Updating, { router, next, socket }: HandOver): Promise<void> {
  const before = livingPart(own.paths.parts, router.name);
  router.handOver(next);
  if (before !== null) own.former.add(before);
  await untilHealthy(own, router, async () => isSocketOpen(`${socket}.${router.pid}`) && isHealthy(socket, '/status'));
  own.former.leave();
}

async function goBack(own: Updating, record: ProgramRecord): Promise<void> {
  const { config, paths, parts } = own;
  const isStateLost = record.phase === 'control';
  await parts.control.replace(partProgram(config, record.former), grace, async () => {
    if (isStateLost) restoreState(paths, record);
    writeFormer(paths, record);
  });
  await untilHealthy(own, parts.control, () => isHealthy(paths.controlSocket, '/api/status'));
  if (!isStateLost) await exchangeRest(own, record.former);
}

async function untilHealthy(own: Updating, part: Part, isUp: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + healthLimitMs;
  while (!(await isUp())) {
    if (own.isStopping())
      throw new RostraError({ code: 'PLATFORM_STOPPED', status: 503, message: 'Rostra was stopped during the update.' });
    if (part.deathsInARow >= hopelessDeaths) throw await cannotStart(part);
    if (performance.now() > endMs) throw notHealthy(part);
    await sleep(lookEachMs);
  }
}

const notHealthy = (part: Part): RostraError =>
  new RostraError({
    code: 'UPDATE_NOT_HEALTHY',
    status: 504,
    message: `The new ${part.name} did not answer within ${healthLimitMs / 1000} seconds.`,
    hint: `Its log is ${part.logPath}.`,
  });
