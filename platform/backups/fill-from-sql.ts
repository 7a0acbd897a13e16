import { once } from 'node:events';
import type { PostgresTools } from '#kit/postgres/tools.ts';
import { isForeignStatement, SqlStatements } from '../rules/backups/sql-statements.ts';
import { DumpSession } from '../store/backup-databases.ts';
import { runOn } from './programs.ts';
import type { Running } from './programs.ts';

interface SqlTarget {
  readonly url: string;
  readonly tools: PostgresTools;
}

/**
 * The statements of an SQL file, one after another. psql never reads the file itself: a file could ask it for a shell. It only takes the
 * rows that follow a `COPY … FROM stdin;`, with that statement on its command line, which it hands to the server as it is.
 */
export async function fillFromSql(source: AsyncIterable<string>, target: SqlTarget): Promise<void> {
  const session = await DumpSession.open(target.url);
  const file = new SqlFile(session, target);
  try {
    for await (const line of linesOf(source)) await file.take(line);
    await file.end();
  } finally {
    file.leave();
    await session.close();
  }
}

class SqlFile {
  readonly #session: DumpSession;
  readonly #target: SqlTarget;
  readonly #statements = new SqlStatements();
  #rows: Running | null = null;
  #isOfPgDump = false;
  #isWhole = false;

  constructor(session: DumpSession, target: SqlTarget) {
    this.#session = session;
    this.#target = target;
  }

  async take(line: string): Promise<void> {
    if (this.#rows !== null) return this.#takeRow(line, this.#rows);
    if (line === '-- PostgreSQL database dump') this.#isOfPgDump = true;
    if (line === '-- PostgreSQL database dump complete') this.#isWhole = true;
    for (const { text, takesRows } of this.#statements.line(line)) {
      if (takesRows) this.#rows = runOn(this.#target.url, this.#target.tools.psql, ['--no-psqlrc', '--quiet', '--command', text]);
      else if (!isForeignStatement(text)) await this.#session.run(text);
    }
  }

  async end(): Promise<void> {
    const isCut = this.#rows !== null || this.#statements.rest() !== '' || (this.#isOfPgDump && !this.#isWhole);
    if (isCut) throw new Error('unexpected end of file');
  }

  leave(): void {
    this.#rows?.child.kill();
  }

  async #takeRow(line: string, { child, ended }: Running): Promise<void> {
    if (line === '\\.') {
      child.stdin.end();
      await ended;
      this.#rows = null;
      return;
    }
    if (!child.stdin.write(`${line}\n`)) await Promise.race([once(child.stdin, 'drain'), ended]);
  }
}

async function* linesOf(source: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of source) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map((line) => line.replace(/\r$/, ''));
  }
  if (rest !== '') yield rest;
}
