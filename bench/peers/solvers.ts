import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { PeerMissing } from '../measure/row.ts';

const execute = promisify(execFile);

const packages = { scipy: '1.17.1', networkx: '3.6.1', pandas: '3.0.3' } as const;

/** What a peer is called in a row. */
export const peerName = {
  scipy: `scipy ${packages.scipy} linear_sum_assignment`,
  networkx: `networkx ${packages.networkx} min_weight_matching`,
  pandas: `pandas ${packages.pandas}`,
} as const;

/** A problem as `solvers.py` reads it. */
export type Task =
  | { readonly solve: 'assignment'; readonly rows: number; readonly columns: number; readonly costs: readonly (number | null)[] }
  | { readonly solve: 'matching'; readonly size: number; readonly costs: readonly number[] }
  | { readonly solve: 'standings'; readonly rows: readonly (readonly number[])[]; readonly speeches: readonly (readonly number[])[] };

export interface Solved {
  readonly ms: number;
  /** The total cost, or for standings the sum of ranks: it must be ours. */
  readonly figure: number;
}

export interface Solvers {
  solve(task: Task): Promise<Solved>;
  close(): void;
}

/** Python with scipy, networkx and pandas from its registry, kept in the user's cache, one process that solves in turn. */
export async function startSolvers(): Promise<Solvers> {
  const python = await pythonWithPackages();
  const child = spawn(python, [join(import.meta.dirname, 'solvers.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    solve: async (task) => {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new PeerMissing('Python stopped; what it said stands above.');
      return solvedIn(JSON.parse(answer.value));
    },
    close: () => child.stdin.end(),
  };
}

function solvedIn(answer: unknown): Solved {
  if (typeof answer === 'object' && answer !== null && 'ms' in answer && 'figure' in answer) {
    const { ms, figure } = answer;
    if (typeof ms === 'number' && typeof figure === 'number') return { ms, figure };
  }
  throw new Error('Python answered something else.');
}

/** The interpreter of a virtual environment that has the packages; made once, in place as a whole or not at all. */
async function pythonWithPackages(): Promise<string> {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'rostra-bench', wanted.join('-'));
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  const making = `${folder}.${process.pid}`;
  try {
    await mkdir(join(cache, 'rostra-bench'), { recursive: true });
    await execute('python3', ['-m', 'venv', making]);
    await execute(join(making, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...wanted], { timeout: 300_000 });
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw new PeerMissing(`Python with ${wanted.join(', ')} cannot be had: ${error instanceof Error ? error.message : String(error)}`);
  }
  return python;
}
