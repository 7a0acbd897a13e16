import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { send } from '#kit/http/client.ts';

const execute = promisify(execFile);

/** The version that the figures are compared with. */
export const otreeVersion = '6.0.15';
export const otreeKey = 'bench';

export interface OTree {
  readonly url: string;
  /** Its web process and what that has started. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** oTree from the Python registry in a virtual environment that goes again, serving our public goods game as its own project. */
export async function installOTree(): Promise<{ start(databaseUrl: string, port: number): Promise<OTree>; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-otree-'));
  const bin = join(folder, 'venv', 'bin');
  await execute('python3', ['-m', 'venv', join(folder, 'venv')]);
  await execute(join(bin, 'pip'), ['install', '--quiet', `otree==${otreeVersion}`, 'psycopg2-binary'], { timeout: 300_000 });
  const project = join(folder, 'project');
  await cp(join(import.meta.dirname, 'otree-project'), project, { recursive: true });
  await mkdir(join(project, '_static'), { recursive: true }); // it wants the folder, and git keeps no empty one
  return {
    start: (databaseUrl, port) => startOTree({ bin, project, databaseUrl, port }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

interface OTreePlace {
  readonly bin: string;
  readonly project: string;
  readonly databaseUrl: string;
  readonly port: number;
}

async function startOTree({ bin, project, databaseUrl, port }: OTreePlace): Promise<OTree> {
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    DATABASE_URL: databaseUrl,
    OTREE_PRODUCTION: '1',
    OTREE_REST_KEY: otreeKey,
    OTREE_ADMIN_PASSWORD: otreeKey,
  };
  const child = spawn(join(bin, 'otree'), ['prodserver1of2', `127.0.0.1:${port}`], {
    cwd: project,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/demo`);
  const { pid } = child;
  if (pid === undefined) throw new Error('oTree did not start.');
  return {
    url,
    pid,
    stop: async () => {
      process.kill(-pid, 'SIGTERM');
      await sleep(500);
    },
  };
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (
      await send({ url }).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer.`);
}
