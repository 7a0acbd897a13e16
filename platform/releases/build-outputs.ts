import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Reader = (line: string) => void;

/** What builds say, a file each; those who follow get it from its start. */
export class BuildOutputs {
  readonly #folder: string;
  readonly #readers = new Map<string, Set<Reader>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(id: string, line: string): void {
    mkdirSync(join(this.#folder, id), { recursive: true });
    appendFileSync(this.#file(id), `${line}\n`);
    for (const reader of this.#readers.get(id) ?? []) reader(line);
  }

  follow(id: string, onLine: Reader): () => void {
    for (const line of this.#written(id)) onLine(line);
    const readers = this.#readers.get(id) ?? new Set();
    this.#readers.set(id, readers.add(onLine));
    return () => void readers.delete(onLine);
  }

  #written(id: string): string[] {
    try {
      return readFileSync(this.#file(id), 'utf8').split('\n').slice(0, -1);
    } catch {
      return []; // nothing said yet, or dropped with the old builds
    }
  }

  #file(id: string): string {
    return join(this.#folder, id, 'output.log');
  }
}
