import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** One page that somebody sends. */
export interface Submit {
  readonly code: string;
  readonly page: string;
  readonly index: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** What was sent, and what was said to be kept: on disk before the next thing happens, so that it outlives whoever writes it. */
export class Journal {
  readonly #file: number;
  #next = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Before it is sent for the first time. Gives the number to acknowledge it by. */
  sends(submit: Submit): number {
    this.#next += 1;
    this.#write({ sends: this.#next, ...submit });
    return this.#next;
  }

  /** The answer said that it was taken. */
  acknowledged(number: number): void {
    this.#write({ acknowledged: number });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: object): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.#file);
  }
}

/** The submits that were acknowledged, and how many were sent in all. */
export function readJournal(path: string): { readonly acknowledged: readonly Submit[]; readonly sent: number } {
  const lines: (Partial<Submit> & { sends?: number; acknowledged?: number })[] = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const isKept = new Set(lines.flatMap(({ acknowledged }) => acknowledged ?? []));
  const submits = lines.flatMap(({ sends, code = '', page = '', index = 0, fields = {} }) =>
    sends === undefined ? [] : [{ sends, code, page, index, fields }],
  );
  return { acknowledged: submits.filter(({ sends }) => isKept.has(sends)), sent: submits.length };
}
