import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readers } from '../observe/readers.ts';

/** What builds say, a file each; those who follow get it from its start. */
export class BuildOutputs {
  readonly #folder: string;
  readonly #readers = new Readers<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(id: string, line: string): void {
    mkdirSync(join(this.#folder, id), { recursive: true });
    appendFileSync(this.#file(id), `${line}\n`);
    this.#readers.tell(id, line);
  }

  follow(id: string, onLine: (line: string) => void): () => void {
    for (const line of this.#written(id)) onLine(line);
    return this.#readers.add(id, onLine);
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
