/** `2026/07/05 09:12:44 +0000`, as Heroku's `ps` writes it. */
export function herokuTime(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} +0000`;
}

/** `42s`, `5m`, `3h`, `2d`: the largest whole unit. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
