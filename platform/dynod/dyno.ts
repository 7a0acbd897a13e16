import { RostraError } from '#kit/errors/rostra-error.ts';
import type { DynoSpec, DynoStatus } from '../drivers/driver.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import { nextLife, type DynoEvent } from '../rules/dyno-state.ts';
import { memoryVerdict, runsAway } from '../rules/memory-quota.ts';
import { Bell } from './bell.ts';
import { Boot } from './boot.ts';
import { Cgroup } from './cgroup.ts';
import { Diary } from './diary.ts';
import { dynoEnvironment } from './environment.ts';
import { exitPath } from './exit-file.ts';
import type { House } from './house.ts';
import { launch } from './launch.ts';
import { isFree } from './ports.ts';
import type { DynoRecord } from './record.ts';
import { watchStart } from './start.ts';
import { leaderOf, membersOf, type ProcessTree } from './tree.ts';
import { dropFolders } from './work-folder.ts';

/** Between a crash and its restart nothing waits longer than this, whatever the wall clock does. */
const longestWaitMs = 72_000;

/** What was last measured of a dyno's processes. */
export interface Measured {
  readonly memoryMb: number | null;
  readonly load: number | null;
}

/** One dyno through all its starts, until it is down for good. */
export class Dyno {
  readonly #house: House;
  readonly #diary: Diary;
  readonly #bell = new Bell();
  #tree: ProcessTree | null;
  /** The process that the shim started: what people know as the dyno's pid. */
  #leader: number | null = null;
  #stopDeadlineMs: number | null = null;
  #measured: Measured = { memoryMb: null, load: null };
  /** Why the living start has to end at once. */
  #condemned: string | null = null;
  #memoryToldMs = -Infinity;
  #overSinceMs: number | null = null;
  /** Nobody watches it any more: it is over, or about to be. */
  #isRetired = false;
  #isStored = false;
  readonly #over = Promise.withResolvers<void>();

  constructor(record: DynoRecord, house: House) {
    this.#house = house;
    this.#diary = new Diary(record, { house, onExitFile: () => this.#bell.ring() });
    this.#tree = treeOf(record);
  }

  get spec(): DynoSpec {
    return this.#diary.record.spec;
  }

  /** The living start's processes; null between starts. */
  get tree(): ProcessTree | null {
    return this.#tree;
  }

  /** Milliseconds since it was down for good and all its output was stored; null while one of both is still to come. */
  get forgettableForMs(): number | null {
    return this.#overSinceMs === null || !this.#isStored ? null : performance.now() - this.#overSinceMs;
  }

  get isOver(): boolean {
    return this.#overSinceMs !== null;
  }

  /** Settles when it is down for good and no process of it is left. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  status(): DynoStatus {
    const { spec, life, port } = this.#diary.record;
    const { id, kind, app, type, number, release, memoryQuotaMb } = spec;
    const { state, stateSinceMs, reason, exitStatus, restarts } = life;
    const pid = this.#leader ?? this.#tree?.shim.pid ?? null;
    return {
      id,
      kind,
      app,
      type,
      number,
      release,
      state,
      stateSinceMs,
      reason,
      pid,
      port,
      exitStatus,
      restarts,
      memoryQuotaMb,
      ...this.#measured,
    };
  }

  /** How much it has written so far. */
  outputBytes(): Promise<number> {
    return this.#diary.outputBytes();
  }

  measured(measured: Measured): void {
    this.#measured = measured;
    this.#house.onChange(this.status());
    if (measured.memoryMb !== null && this.spec.kind !== 'addon') this.#judgeMemory(measured.memoryMb);
  }

  /** Its memory may be about to pass the most that it may have. */
  get runsAway(): boolean {
    return this.spec.kind !== 'addon' && runsAway(this.#measured.memoryMb ?? 0, this.spec.memoryQuotaMb);
  }

  /** R15 at once, R14 now and then (SUP-41). */
  #judgeMemory(memoryMb: number): void {
    const verdict = memoryVerdict(memoryMb, this.spec.memoryQuotaMb);
    if (verdict.kind === 'far over') {
      this.#condemned = verdict.reason;
      this.#bell.ring();
    } else if (verdict.kind === 'over' && performance.now() >= this.#memoryToldMs + dynoLimits.sampleMemoryMs) {
      this.#memoryToldMs = performance.now();
      this.#happen({ kind: 'noted', reason: verdict.reason });
    }
  }

  /** Asks for a stop; settles when the wish is on record. A second call with a shorter grace brings SIGKILL forward. */
  async stop(reason: string, graceMs = this.spec.graceMs): Promise<void> {
    const deadlineMs = performance.now() + graceMs;
    this.#stopDeadlineMs = Math.min(this.#stopDeadlineMs ?? deadlineMs, deadlineMs);
    this.#happen({ kind: 'stop-asked', reason });
    if (this.#isRetired) this.#ended(this.#diary.record.life.exitStatus, reason);
    this.#bell.ring();
    await this.#diary.written;
  }

  /** The first start. Fails when the command cannot even begin; then nothing of it is left. */
  async begin(): Promise<void> {
    await this.#launch();
    this.#goOn();
  }

  /** Goes on where an earlier dynod was. */
  adopt(): void {
    const { life, bootId } = this.#diary.record;
    if (bootId !== this.#house.bootId) {
      this.#tree = null;
      this.#happen({ kind: 'lost', reason: 'The machine was restarted' });
    }
    if (this.#tree !== null) this.#findLeader(this.#tree);
    if (this.#tree === null && life.state === 'starting') this.#ended(null, 'Its supervisor ended while starting it');
    if (life.state === 'stopping') this.#stopDeadlineMs = performance.now() + Math.max(0, this.spec.graceMs - this.#ageMs());
    this.#goOn();
  }

  /** Leaves everything to the next dynod. */
  close(): void {
    this.#diary.close();
  }

  #goOn(): void {
    this.#live().catch((error: unknown) => this.#house.logger.error('dyno_lost', { dyno: this.spec.id, error }));
  }

  async #live(): Promise<void> {
    do {
      if (this.#tree !== null) await this.#watch(this.#tree);
    } while (await this.#startAgain());
    await this.#retire();
  }

  async #watch(tree: ProcessTree): Promise<void> {
    const { record } = this.#diary;
    const isBooting = record.life.state === 'starting';
    const port = this.spec.needsPort ? record.port : null;
    const boot = isBooting ? new Boot({ tree, port, limitMs: this.spec.bootLimitMs, ageMs: this.#ageMs() }) : null;
    const start = { spec: this.spec, tree, exitPath: exitPath(this.#diary.folder, record.attempt), boot, bell: this.#bell };
    const end = await watchStart(start, {
      stopDeadlineMs: () => this.#stopDeadlineMs,
      condemned: () => this.#condemned,
      onUp: () => {
        this.#findLeader(tree);
        this.#happen({ kind: 'up' });
      },
      onBadBind: (reason) => this.#happen({ kind: 'noted', reason }),
    });
    this.#tree = null;
    this.#leader = null;
    this.#condemned = null;
    this.#measured = { memoryMb: null, load: null };
    this.#ended(end.exitStatus, end.reason);
  }

  /** After an end: waits out the back-off and starts again. False when no start follows. */
  async #startAgain(): Promise<boolean> {
    for (;;) {
      const { life } = this.#diary.record;
      if (life.state === 'stopping') this.#ended(life.exitStatus, 'Stopped while it waited for its restart');
      if (life.state !== 'crashed' || life.restartAtMs === null) return false;
      const dueMs = performance.now() + Math.min(longestWaitMs, life.restartAtMs - this.#house.clock.nowMs());
      while (performance.now() < dueMs && this.#stopDeadlineMs === null) await this.#bell.wait(dueMs - performance.now());
      if (this.#stopDeadlineMs !== null) continue;
      this.#happen({ kind: 'restarted' });
      try {
        await this.#launch();
        return true;
      } catch (error) {
        this.#ended(null, error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #launch(): Promise<void> {
    const { record, folder, outputPath } = this.#diary;
    const attempt = record.attempt + 1;
    const port = this.#usablePort();
    const { spec, markGroup, folders } = record;
    const environment = dynoEnvironment(spec, port, folders);
    const { isolation } = this.#house;
    const plan = { spec, environment, workFolder: folders.work, outputPath, exitPath: exitPath(folder, attempt), isolation, markGroup };
    const { tree, shimEnded } = await launch(plan, async ({ shim, cgroup }) =>
      this.#diary.write({ attempt, port, shim, cgroup: cgroup?.folder ?? null, bootId: this.#house.bootId }),
    );
    this.#diary.reserveSpace();
    void shimEnded.then(() => this.#bell.ring());
    this.#tree = tree;
    this.#findLeader(tree);
    this.#house.onChange(this.status());
  }

  /** On a busy machine the shim may take its time to start it. */
  #findLeader(tree: ProcessTree): void {
    this.#leader ??= leaderOf(tree, membersOf(tree))?.pid ?? null;
  }

  /** Its port of before, unless somebody else listens there now. One that control has fixed cannot be changed. */
  #usablePort(): number | null {
    const { port, spec } = this.#diary.record;
    if (port === null || isFree(port)) return port;
    if (spec.port === null) {
      this.#house.ports.giveBack(port);
      return this.#house.ports.allocate(spec.kind === 'addon' ? 'addon' : 'dyno');
    }
    throw new RostraError({
      code: 'PLATFORM_DYNO_PORT_TAKEN',
      status: 409,
      message: `Port ${port} of ${spec.app} is in use by another program.`,
      hint: 'End that program; the server is tried again by itself.',
    });
  }

  #ended(exitStatus: number | null, reason: string | null): void {
    this.#happen({ kind: 'ended', exitStatus, chance: this.#house.random.next(), ...(reason === null ? {} : { reason }) });
  }

  #happen(event: DynoEvent): void {
    const { life, spec } = this.#diary.record;
    const policy = { restart: spec.restart, oneOff: spec.kind === 'release' || spec.kind === 'run' };
    const next = nextLife(life, event, { nowMs: this.#house.clock.nowMs(), policy });
    if (next === life) return;
    this.#diary.note(this.#tree === null ? { life: next, shim: null } : { life: next });
    this.#house.onChange(this.status());
  }

  async #retire(): Promise<void> {
    this.#isRetired = true;
    const { port, folders } = this.#diary.record;
    if (port !== null) this.#house.ports.giveBack(port);
    await dropFolders(this.#diary.folder, folders.temporary);
    this.#overSinceMs = performance.now();
    this.#over.resolve();
    await this.#diary.finish();
    this.#isStored = true;
  }

  /** How long it has been in its state. */
  #ageMs(): number {
    return Math.max(0, this.#house.clock.nowMs() - this.#diary.record.life.stateSinceMs);
  }
}

function treeOf({ spec, shim, cgroup, markGroup }: DynoRecord): ProcessTree | null {
  return shim === null ? null : { dynoId: spec.id, shim, cgroup: cgroup === null ? null : new Cgroup(cgroup), markGroup };
}
