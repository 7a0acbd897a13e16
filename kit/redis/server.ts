import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface RedisSettings extends RedisLimits {
  readonly directory: string;
  readonly port: number;
  readonly password: string;
  /** Where it speaks TLS too; null or nothing: nowhere. */
  readonly tls?: RedisTls | null;
}

export interface RedisTls {
  readonly port: number;
  /** Files with PEM. */
  readonly certificate: string;
  readonly key: string;
}

export interface RedisLimits {
  /** Null: no limit. */
  readonly memoryMb: number | null;
  readonly clients: number | null;
  /** `noeviction` refuses writes when memory is full, `allkeys-lru` forgets what was not read for longest. */
  readonly eviction: 'noeviction' | 'allkeys-lru';
}

/** Of the clients a Redis server takes, what is kept for ourselves on top of a plan's limit. */
const ownClients = 5;

/** What a server has of these when nothing is said. */
const defaultClients = 10_000;

/** The settings that limit a server, by name; a server that runs takes them by CONFIG SET too. */
export function redisLimits({ memoryMb, clients, eviction }: RedisLimits): readonly (readonly [name: string, value: string])[] {
  return [
    ['maxmemory-policy', eviction],
    ['maxmemory', memoryMb === null ? '0' : `${memoryMb}mb`],
    ['maxclients', String(clients === null ? defaultClients : clients + ownClients)],
  ];
}

/** Writes the server's settings, password included, to a file that only we may read; gives the arguments to start it with. */
export async function prepareRedis(program: string, settings: RedisSettings): Promise<readonly [program: string, ...args: string[]]> {
  await mkdir(settings.directory, { recursive: true, mode: 0o700 });
  const file = join(settings.directory, 'redis.conf');
  const lines = [
    `port ${settings.port}`,
    'bind 127.0.0.1',
    'protected-mode yes',
    `requirepass ${settings.password}`,
    `dir ${JSON.stringify(settings.directory)}`,
    'save 60 1',
    'daemonize no',
    ...tlsLines(settings.tls ?? null),
    ...redisLimits(settings).map(([name, value]) => `${name} ${value}`),
  ];
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return [program, file];
}

/** Clients need no certificate of their own. */
function tlsLines(tls: RedisTls | null): readonly string[] {
  if (tls === null) return [];
  const files = [`tls-cert-file ${JSON.stringify(tls.certificate)}`, `tls-key-file ${JSON.stringify(tls.key)}`];
  return [`tls-port ${tls.port}`, ...files, 'tls-auth-clients no'];
}
