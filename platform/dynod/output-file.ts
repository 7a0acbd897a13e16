import { execFile } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const blockBytes = 4096;

/** A dyno's output file. The app appends; we read, and give the read beginning back to the disk. */
export class OutputFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** 0 before the dyno's first start has made it. */
  async size(): Promise<number> {
    try {
      return (await stat(this.path)).size;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
      throw error;
    }
  }

  async read(from: number, most: number): Promise<Buffer> {
    const file = await open(this.path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /**
   * Frees the blocks before `end` without moving anything: the size and all offsets stay. False where the file system or the
   * machine cannot.
   */
  async punch(end: number): Promise<boolean> {
    const length = end - (end % blockBytes);
    return length === 0 || this.#fallocate(['--punch-hole', '--offset', '0', '--length', String(length)]);
  }

  /** Holds disk blocks behind the end, so that the app can still write a while when the disk is full. */
  async reserve(bytes: number): Promise<boolean> {
    return this.#fallocate(['--keep-size', '--offset', String(await this.size()), '--length', String(bytes)]);
  }

  /** Where holes cannot be punched. A line written between the last look and this is lost. */
  async empty(): Promise<void> {
    await truncate(this.path, 0);
  }

  async #fallocate(options: readonly string[]): Promise<boolean> {
    try {
      await run('fallocate', [...options, this.path]);
      return true;
    } catch {
      return false;
    }
  }
}
