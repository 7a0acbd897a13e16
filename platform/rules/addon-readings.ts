import type { Readings } from './gauges.ts';

/** What a Postgres server says of one database: what goes on now, and counts since it was made. */
export interface DatabaseCounts {
  readonly active: number;
  readonly idle: number;
  readonly idleInTransaction: number;
  readonly lockWaits: number;
  readonly longestSeconds: number;
  readonly hits: number;
  readonly reads: number;
  readonly transactions: number;
  readonly deadlocks: number;
  readonly tempBytes: number;
  readonly bytes: number;
}

const megabyte = 1024 * 1024;

/** What a look into a database tells. Shares and rates are of the time since the look before; without one they are left out. */
export function databaseReadings(now: DatabaseCounts, before: DatabaseCounts | null, seconds: number): Readings {
  const { active, idle, idleInTransaction, lockWaits, longestSeconds, bytes } = now;
  const present = { active, idle, idleInTransaction, lockWaits, longestSeconds, sizeMb: bytes / megabyte };
  if (before === null || now.transactions < before.transactions) return present;
  const hits = now.hits - before.hits;
  const looked = hits + now.reads - before.reads;
  return {
    ...present,
    transactionsPerSecond: (now.transactions - before.transactions) / seconds,
    deadlocks: now.deadlocks - before.deadlocks,
    tempMb: (now.tempBytes - before.tempBytes) / megabyte,
    ...(looked > 0 ? { hitPercent: (100 * hits) / looked } : {}),
  };
}

/** What a Redis server counts. */
export interface RedisCounts {
  readonly clients: number;
  readonly bytes: number;
  readonly commands: number;
  readonly rejected: number;
  readonly evicted: number;
  readonly hits: number;
  readonly misses: number;
}

/** Out of the server's own words, the answer to `INFO`. */
export function redisCounts(info: string): RedisCounts {
  const lines = new Map(
    info.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
  const count = (name: string): number => Number.parseInt(lines.get(name) ?? '', 10) || 0;
  return {
    clients: count('connected_clients'),
    bytes: count('used_memory'),
    commands: count('total_commands_processed'),
    rejected: count('rejected_connections'),
    evicted: count('evicted_keys'),
    hits: count('keyspace_hits'),
    misses: count('keyspace_misses'),
  };
}

/** As for a database. The look itself is one of the clients and is not counted. */
export function redisReadings(now: RedisCounts, before: RedisCounts | null, seconds: number): Readings {
  const present = { clients: Math.max(0, now.clients - 1), memoryMb: now.bytes / megabyte };
  if (before === null || now.commands < before.commands) return present;
  const hits = now.hits - before.hits;
  const looked = hits + now.misses - before.misses;
  return {
    ...present,
    rejected: now.rejected - before.rejected,
    evicted: now.evicted - before.evicted,
    commandsPerSecond: (now.commands - before.commands) / seconds,
    ...(looked > 0 ? { hitPercent: (100 * hits) / looked } : {}),
  };
}
