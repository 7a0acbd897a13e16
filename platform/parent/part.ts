import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '#kit/errors/invariant.ts';
import type { Logger } from '#kit/log/logger.ts';
import { Bell } from '../dynod/bell.ts';
import { bootId, isRunning, readProcess, signalProcess, type ProcessId } from '../dynod/processes.ts';
import { partRecord, type PartRecord } from '../rules/part-record.ts';
import { partRestartDelayMs } from '../rules/restart-backoff.ts';

export type PartName = 'router' | 'control' | 'dynod';

/**
 * How V8 runs each: with a small young generation and a heap that grows late, but for the router, where that costs a third of its speed.
 * Control's may grow by 40 % between two whole collections: by the usual 10 % it would collect every six seconds at 1,000 requests a second,
 * and that was half of what it does then. tools/link-node.mjs compiles with the same ones; what was compiled with others is not found.
 */
const nodeFlags: Readonly<Record<PartName, readonly string[]>> = {
  router: ['--expose-gc'],
  control: ['--expose-gc', '--optimize-for-size', '--heap-growing-percent=40'],
  dynod: ['--expose-gc', '--optimize-for-size'],
};

export interface PartPlan extends PartProgram {
  /** Its folder's name. */
  readonly program: PartName;
  /** Of its record and its log: the program's, with a number for each but the first of several. */
  readonly name: string;
  /** Where its output and its record go. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Descriptors that it finds from 3 on. */
  readonly descriptors: readonly number[];
  readonly logger: Logger;
}

/** What an update exchanges. */
export interface PartProgram {
  /** The folder of its package.json. */
  readonly installation: string;
  /** Says what it runs with: a part that an earlier parent started with something else is started again. */
  readonly fingerprint: string;
}

export interface StopWish {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** One run of a part. */
interface Life {
  readonly id: ProcessId;
  readonly ended: Promise<unknown>;
}

const calmAfterMs = 60_000;
const adoptedPollMs = 200;
const endPollMs = 20;
const longestLogBytes = 10_000_000;

/**
 * One of the platform's processes, kept running: in a session of its own, with a file as output and no pipe to us, so that our death
 * does not touch it; the next parent finds it by its record.
 */
export class Part {
  #plan: PartPlan;
  readonly #bell = new Bell();
  #life: Life | null = null;
  /** While another program takes its place. */
  #changing: Promise<void> | null = null;
  /** Settles when another program runs beside the one that is waited for. */
  #handedOver = Promise.withResolvers<void>();
  #isWanted = false;
  #deathsInARow = 0;

  constructor(plan: PartPlan) {
    this.#plan = plan;
  }

  get name(): string {
    return this.#plan.name;
  }

  get pid(): number | null {
    return this.#life?.id.pid ?? null;
  }

  get logPath(): string {
    return logPath(this.#plan);
  }

  /** How often it has died since it last ran for a while. */
  get deathsInARow(): number {
    return this.#deathsInARow;
  }

  /** Runs it from now on: the one that an earlier parent left, when it has the same settings, else a new one. */
  keep(): void {
    this.#isWanted = true;
    this.#run().catch((error: unknown) => this.#plan.logger.error('part_lost', { part: this.name, error }));
  }

  /** Ends it, and what it has started beside dynos. The record knows it even while a start or an adoption is under way. */
  async stop(wish: StopWish): Promise<void> {
    this.release();
    const living = livingPart(this.#plan.folder, this.name);
    if (living !== null) await endProcess(living.id, wish);
    rmSync(recordPath(this.#plan), { force: true });
  }

  /** Goes on as another program: what runs is ended, and the next one is of that program, after what is to be done between them. */
  async replace(program: PartProgram, wish: StopWish, between: () => Promise<void> = async () => {}): Promise<void> {
    const change = Promise.withResolvers<void>();
    this.#changing = change.promise;
    const former = this.#life;
    this.#life = null;
    this.#deathsInARow = 0;
    try {
      if (former !== null) await endProcess(former.id, wish);
      await between();
      this.#plan = { ...this.#plan, ...program };
    } finally {
      this.#changing = null;
      change.resolve();
      this.#bell.ring();
    }
  }

  /** Starts it as another program beside the one that runs, which goes on until its own end. */
  handOver(program: PartProgram): void {
    this.#plan = { ...this.#plan, ...program };
    this.#deathsInARow = 0;
    this.#life = this.#spawn();
    this.#handedOver.resolve();
    this.#handedOver = Promise.withResolvers();
    this.#bell.ring();
  }

  /** Leaves it running for the next parent. */
  release(): void {
    this.#isWanted = false;
    this.#bell.ring();
  }

  async #run(): Promise<void> {
    this.#life = await this.#predecessor();
    while (this.#isWanted) {
      const startedMs = performance.now();
      await this.#changing;
      this.#life ??= this.#spawn();
      const life = this.#life;
      await Promise.race([life?.ended, this.#handedOver.promise]);
      if (this.#life !== life) continue; // another program has taken its place
      if (life !== null) endGroup(life.id.pid);
      this.#life = null;
      if (!this.#isWanted) return;
      this.#deathsInARow = performance.now() - startedMs > calmAfterMs ? 1 : this.#deathsInARow + 1;
      this.#plan.logger.warn('part_died', { part: this.name, deathsInARow: this.#deathsInARow });
      await this.#bell.wait(partRestartDelayMs(this.#deathsInARow));
    }
  }

  /** What an earlier parent left running. One with other settings is ended first. */
  async #predecessor(): Promise<Life | null> {
    const found = livingPart(this.#plan.folder, this.name);
    if (found === null) return null;
    if (found.fingerprint === this.#plan.fingerprint) {
      this.#plan.logger.info('part_adopted', { part: this.name, pid: found.id.pid });
      return { id: found.id, ended: polledEnd(found.id) };
    }
    await endProcess(found.id, { signal: 'SIGTERM', graceMs: 10_000 });
    return null;
  }

  /** Null when the machine cannot start a process now. */
  #spawn(): Life | null {
    const log = openLog(this.#plan);
    const main = join(this.#plan.installation, 'platform', this.#plan.program, 'main.ts');
    const child = spawn(process.execPath, [...nodeFlags[this.#plan.program], main], {
      cwd: this.#plan.folder,
      env: this.#plan.environment,
      detached: true,
      stdio: ['ignore', log, log, ...this.#plan.descriptors],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    closeSync(log);
    child.unref(); // it may outlive us
    child.on('error', (error) => this.#plan.logger.error('part_not_started', { part: this.name, error }));
    if (child.pid === undefined) return null;
    const row = readProcess(child.pid);
    invariant(row !== null, 'a child stays in the table until it is waited for');
    const id = { pid: row.pid, startTicks: row.startTicks };
    const record = { id, bootId: bootId(), fingerprint: this.#plan.fingerprint };
    writeFileSync(recordPath(this.#plan), JSON.stringify(record), { mode: 0o600 });
    this.#plan.logger.info('part_started', { part: this.name, pid: id.pid });
    return { id, ended };
  }
}

/** The recorded process of a part, if that very process still runs. */
export function livingPart(folder: string, name: string): PartRecord | null {
  const record = partRecord(readIfThere(recordPath({ folder, name })));
  return record !== null && record.bootId === bootId() && isRunning(record.id) ? record : null;
}

/** Signal, grace, SIGKILL; settles when it is gone with its group. */
export async function endProcess(id: ProcessId, { signal, graceMs }: StopWish): Promise<void> {
  signalProcess(id, signal);
  const killMs = performance.now() + graceMs;
  while (isRunning(id)) {
    if (performance.now() > killMs) signalProcess(id, 'SIGKILL');
    await sleep(endPollMs);
  }
  endGroup(id.pid);
}

/** Builds that control had started are in its group; dynos are in sessions of their own. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // nobody is left in it
  }
}

async function polledEnd(id: ProcessId): Promise<void> {
  while (isRunning(id)) await sleep(adoptedPollMs, null, { ref: false });
}

/** Appends, so that a file that is emptied by hand goes on; what has grown too long becomes the one before. */
function openLog(plan: PartPlan): number {
  const path = logPath(plan);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > longestLogBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function logPath({ folder, name }: Pick<PartPlan, 'folder' | 'name'>): string {
  return join(folder, `${name}.log`);
}

function recordPath({ folder, name }: Pick<PartPlan, 'folder' | 'name'>): string {
  return join(folder, `${name}.json`);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
