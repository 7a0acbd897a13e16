import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { RostraError } from '../errors/rostra-error.ts';

/** Redis, or Valkey, which speaks the same protocol. */
const programs = ['redis-server', 'valkey-server'] as const;

/** The system's server program; a fault with what to install when there is none. */
export async function findRedis(path = searchPath()): Promise<string> {
  const folders = path.split(delimiter).filter((folder) => folder.startsWith('/'));
  for (const program of folders.flatMap((folder) => programs.map((name) => join(folder, name)))) {
    if (await isProgram(program)) return program;
  }
  throw new RostraError({
    code: 'REDIS_MISSING',
    status: 503,
    message: 'There is no Redis server on this machine.',
    hint: 'Install the package redis-server or valkey-server. Rostra itself, its lab and its tab work without it.',
  });
}

/** Whether the program was built with TLS: only then it has the settings for it. */
export const speaksTls = async (program: string): Promise<boolean> => (await readFile(program)).includes('tls-auth-clients');

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

// oxlint-disable-next-line node/no-process-env -- PATH is where programs are, not a setting of ours
const searchPath = (): string => `${process.env.PATH ?? ''}${delimiter}/usr/local/bin${delimiter}/usr/bin${delimiter}/usr/sbin`;
