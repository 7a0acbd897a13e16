import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { DynoSpec } from '../drivers/driver.ts';
import { outputLimits } from '../rules/dyno-limits.ts';
import type { House } from './house.ts';
import { Output } from './output.ts';
import { OutputFile } from './output-file.ts';
import { writeRecord, type DynoRecord } from './record.ts';

/** What is kept of a dyno on disk: its record, written in the order of its changes, and its output on the way to the log. */
export class Diary {
  readonly folder: string;
  readonly #house: House;
  readonly #file: OutputFile;
  readonly #output: Output;
  readonly #watcher: FSWatcher | null;
  #record: DynoRecord;
  #writing: Promise<void> = Promise.resolve();

  constructor(record: DynoRecord, options: { readonly house: House; onExitFile(): void }) {
    this.#record = record;
    this.#house = options.house;
    this.folder = join(options.house.dynosFolder, record.spec.id);
    this.#file = new OutputFile(this.outputPath);
    this.#output = this.#openOutput();
    this.#watcher = watchFolder(this.folder, (name) => {
      if (name.startsWith('exit.')) options.onExitFile();
      else if (name === outputName) this.#output.ring();
    });
  }

  /** Bytes of output since the dyno's first. */
  async outputBytes(): Promise<number> {
    return this.#record.outputBase + (await this.#file.size());
  }

  get record(): DynoRecord {
    return this.#record;
  }

  get outputPath(): string {
    return join(this.folder, outputName);
  }

  /** Settles when every change so far is on disk, or has failed to get there. */
  get written(): Promise<void> {
    return this.#writing;
  }

  /** Settles when the change is safe on disk. */
  async write(change: Partial<DynoRecord>): Promise<void> {
    this.#record = { ...this.#record, ...change };
    const record = this.#record;
    const written = this.#writing.then(() => writeRecord(this.folder, record));
    this.#writing = written.catch(() => {});
    return written;
  }

  /** The same for changes that may be lost: a full disk must not take the dyno down. */
  note(change: Partial<DynoRecord>): void {
    this.write(change).catch((error: unknown) => this.#house.logger.error('record_not_written', { dyno: this.#record.spec.id, error }));
  }

  /** Room on the disk for output of a start; where it cannot be had, the app takes its chances. */
  reserveSpace(): void {
    void this.#file.reserve(outputLimits.firstReserveBytes);
  }

  /** No more starts come. Settles when all output is stored. */
  async finish(): Promise<void> {
    this.#watcher?.close();
    await this.#output.finish();
    await this.#writing;
  }

  close(): void {
    this.#watcher?.close();
    this.#output.close();
  }

  #openOutput(): Output {
    const { spec, outputBase } = this.#record;
    return new Output({
      dyno: { id: spec.id, app: spec.app, name: dynoName(spec) },
      file: this.#file,
      store: this.#house.logStore,
      logger: this.#house.logger,
      base: outputBase,
      onBase: (base) => this.write({ outputBase: base }),
    });
  }
}

const outputName = 'output.log';

/** `web.1` */
export function dynoName(spec: Pick<DynoSpec, 'type' | 'number'>): string {
  return `${spec.type}.${spec.number}`;
}

/** Null where the machine has no watches left: then the polls must do. */
function watchFolder(folder: string, onChange: (name: string) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, (_, name) => onChange(name ?? ''));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
