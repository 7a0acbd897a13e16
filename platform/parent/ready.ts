import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { ApiConnection } from '../api-connection.ts';
import type { HomePaths } from '../config.ts';
import { lastWords } from '../rules/last-words.ts';
import type { Door } from './door.ts';
import type { Part } from './part.ts';

export interface Starting {
  readonly parts: readonly Part[];
  readonly paths: HomePaths;
  readonly door: Door;
  isStopping(): boolean;
}

const limitMs = 60_000;
const lookEachMs = 25;
/** A part that has died this often does not come up. */
const hopelessDeaths = 3;

/** Settles when the router listens and control and dynod answer; throws when one of them cannot start, with its last words. */
export async function whenReady(starting: Starting): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isReady(starting))) {
    if (starting.isStopping())
      throw new RostraError({ code: 'PLATFORM_STOPPED', status: 503, message: 'Rostra was stopped while it started.' });
    const hopeless = starting.parts.find((part) => part.deathsInARow >= hopelessDeaths);
    if (hopeless !== undefined) throw await cannotStart(hopeless);
    if (performance.now() > endMs) throw tooLate(starting);
    await sleep(lookEachMs);
  }
}

async function isReady({ paths, door }: Starting): Promise<boolean> {
  if (!door.isOpen) return false;
  const answers = await Promise.all([paths.dynodSocket, paths.controlSocket].map((path) => isHealthy(path, '/health')));
  return answers.every(Boolean);
}

/** Whether the part behind a socket answers. */
export async function isHealthy(socket: string, path: string): Promise<boolean> {
  const part = new ApiConnection({ kind: 'socket', path: socket, actor: 'parent' });
  return part.call({ method: 'GET', path, signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  );
}

/** With its last words. */
export async function cannotStart(part: Part): Promise<RostraError> {
  const words = lastWords(await logEnd(part.logPath)) ?? 'it said nothing';
  return new RostraError({
    code: 'PLATFORM_PART_FAILED',
    status: 500,
    message: `The ${part.name} process cannot start: ${words}`,
    hint: `Its log is ${part.logPath}.`,
  });
}

function tooLate({ paths }: Starting): RostraError {
  return new RostraError({
    code: 'PLATFORM_SLOW_START',
    status: 504,
    message: `Rostra was not ready after ${limitMs / 1_000} seconds.`,
    hint: `The logs of its processes are in ${paths.parts}.`,
  });
}

async function logEnd(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 16_384);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
