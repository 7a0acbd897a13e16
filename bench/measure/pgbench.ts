import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchPostgres } from './playground.ts';

const execute = promisify(execFile);

/** What the same server reaches in the TPC-B-like transaction of `pgbench`: the physical reference. */
export interface PgBench {
  /** Transactions a second, with eight clients. */
  run(seconds: number): Promise<number>;
}

/** Null when the program is not there. */
export async function pgBench(postgres: BenchPostgres): Promise<PgBench | null> {
  const isThere = await execute('pgbench', ['--version']).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  await postgres.database('pgbench');
  const env = { ...process.env, PGPASSWORD: postgres.password };
  const where = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'rostra'];
  await execute('pgbench', [...where, '-i', '-q', '-s', '10', 'pgbench'], { env });
  return {
    run: async (seconds) => {
      const { stdout } = await execute('pgbench', [...where, '-n', '-c', '8', '-j', '2', '-T', String(seconds), 'pgbench'], { env });
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    },
  };
}
