/** What a Redis server says of itself that a plan limits. */
export interface RedisFigures {
  readonly connections: number;
  readonly bytes: number;
  readonly keys: number;
}

/** From the answer to INFO, which is asked over a connection of our own: that one is not counted. Keys of all its numbered databases. */
export function redisFigures(info: string): RedisFigures {
  const figure = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  const keys = [...info.matchAll(/^db\d+:keys=(\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  return { connections: Math.max(0, figure('connected_clients') - 1), bytes: figure('used_memory'), keys };
}
