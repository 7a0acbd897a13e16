import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from './installation.ts';
import { until, type Ask } from './load.ts';

export const echoFolder = join(import.meta.dirname, 'apps', 'echo');

export interface EchoWish {
  readonly app?: string;
  readonly web?: number;
  readonly config?: Readonly<Record<string, string>>;
  /** Plans of add-ons that it has from the start: `redis:mini`. */
  readonly addons?: readonly string[];
  /** Another folder than the echo app's own. */
  readonly folder?: string;
}

/** A dyno as `rostra ps` tells of it. */
export interface DynoFacts {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly pid: number | null;
  readonly port: number | null;
  readonly release: number;
  readonly reason: string;
  readonly restarts: number;
  readonly memoryMb: number | null;
}

/** The echo app, deployed and up with as many web dynos. */
export async function deployEcho(house: Installation, wish: EchoWish = {}): Promise<string> {
  const { app = 'echo', web = 1, config = {}, addons = [], folder = echoFolder } = wish;
  await house.rostra('apps:create', app);
  for (const plan of addons) await house.rostra('addons:create', plan, '--app', app);
  const vars = Object.entries(config).map(([name, value]) => `${name}=${value}`);
  if (vars.length > 0) await house.rostra('config:set', ...vars, '--app', app);
  await house.rostra('deploy', folder, '--app', app);
  if (web !== 1) await house.rostra('ps:scale', `web=${web}`, '--app', app);
  await until(`${web} dynos of ${app} up`, 30_000, async () => (await dynosUp(house, app)).length === web);
  return app;
}

export async function dynosOf(house: Installation, app: string): Promise<readonly DynoFacts[]> {
  const dynos: DynoFacts[] = JSON.parse(await house.rostra('ps', '--app', app, '--json'));
  return dynos;
}

export async function dynosUp(house: Installation, app: string): Promise<readonly DynoFacts[]> {
  return (await dynosOf(house, app)).filter(({ state }) => state === 'up');
}

export function askOf(house: Installation, app: string, path: string): Ask {
  return { port: house.port, host: `${app}.localhost`, path };
}

/** The newest lines of its log, oldest first. */
export async function logLines(house: Installation, app: string, lines = 1500): Promise<string[]> {
  return (await house.rostra('logs', '--app', app, '--num', String(lines))).split('\n').filter(Boolean);
}

export async function routerLines(house: Installation, app: string): Promise<string[]> {
  return (await logLines(house, app)).filter((line) => line.includes(' rostra[router]: '));
}

/** The pids of one part of this installation: `control`, `dynod`, `router`. */
export function partPids(house: Installation, part: string): number[] {
  const ours = `ROSTRA_HOME=${house.home}`;
  return pids().filter((pid) => {
    if (!readText(`/proc/${pid}/cmdline`).includes(`platform/${part}/main.ts`)) return false;
    return readText(`/proc/${pid}/environ`).split('\0').includes(ours);
  });
}

/** Everything alive that carries the dyno's id. */
export function processesOf(dynoId: string): number[] {
  return pids().filter((pid) => readText(`/proc/${pid}/environ`).includes(`DYNO_ID=${dynoId}`) && !isZombie(pid));
}

function isZombie(pid: number): boolean {
  return / Z /.test(readText(`/proc/${pid}/stat`).slice(0, 60));
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
