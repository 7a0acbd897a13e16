import { spawnSync } from 'node:child_process';
import type { SpawnSyncOptions } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Program {
  /** What `--without` calls it. */
  readonly name: string;
  /** Any of these on the PATH will do. */
  readonly commands: readonly string[];
  readonly debianPackage: string;
  /** Arguments with which it ends well when it has all that the tests need; its being there will do otherwise. */
  readonly proof?: readonly string[];
}

const programs: readonly Program[] = [
  { name: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' },
  { name: 'redis', commands: ['redis-server', 'valkey-server'], debianPackage: 'redis-server' },
  { name: 'python', commands: ['python3'], debianPackage: 'python3-venv', proof: ['-c', 'import ensurepip'] },
];

/** One line for each program that the tests need and that is neither here nor could be installed. As root on Debian it installs them. */
export function missingPrograms(without: readonly string[]): string[] {
  const unknown = without.filter((name) => !programs.some((program) => program.name === name));
  if (unknown.length > 0) return [`--without ${unknown.join(', ')}: the tests only know ${programs.map(({ name }) => name).join(', ')}.`];
  const missing = programs.filter((program) => !without.includes(program.name) && !isHere(program));
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) install(missing);
  return missing
    .filter((program) => !isHere(program))
    .map(
      ({ name, debianPackage }) => `The tests need ${name}: install the package ${debianPackage}, or run npm test -- --without ${name}.`,
    );
}

function install(missing: readonly Program[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = missing.map(({ debianPackage }) => debianPackage);
  console.error(`Installing ${packages.join(', ')} …`);
  spawnSync('apt-get', ['update', '-qq'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  // RUNLEVEL=1 keeps Debian's scripts from starting a service of their own.
  const options: SpawnSyncOptions = { env: { ...environment, RUNLEVEL: '1' }, stdio: ['ignore', 'ignore', 'inherit'] };
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

function isHere({ commands, proof }: Program): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = commands.filter((command) => folders.some((folder) => isExecutable(join(folder, command))));
  return found.some((command) => proof === undefined || spawnSync(command, proof, { stdio: 'ignore' }).status === 0);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
