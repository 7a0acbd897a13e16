/** User ids of apps: far from those that a system gives to people and services, below those that mark dynos. */
const firstId = 1_500_000_000;
const lastId = 1_599_999_999;

/** The user id in the range of apps that a random-looking number stands for. */
export function appUserId(number: number): number {
  return firstId + (number % (lastId - firstId + 1));
}

/** Whether /proc/self/uid_map (or gid_map) has every id of the range: in a rootless container it may not. */
export function mapsAppUsers(idMap: string): boolean {
  return idMap
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([inside = Number.NaN, , length = 0]) => inside <= firstId && inside + length > lastId);
}
