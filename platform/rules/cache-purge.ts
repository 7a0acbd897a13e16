/** Which kept pages of an app go, or become stale (platform specification, CCH-14). */
export interface CachePurge {
  /** Null: by `paths`, or all. */
  readonly tags: readonly string[] | null;
  /** Addresses below the host; one that ends in `*` stands for all that begin so. */
  readonly paths?: readonly string[];
  readonly soft: boolean;
  /** Copies that were asked for since then stay; milliseconds since 1970. */
  readonly since?: number;
}

/** The same as one router tells another. */
export interface ToldPurge extends CachePurge {
  readonly app: string;
  /** The same purge may come on several ways. */
  readonly id?: string;
}

/** Whether a page at this target is among the paths. */
export function isAmong(target: string, paths: readonly string[]): boolean {
  return paths.some((path) => (path.endsWith('*') ? target.startsWith(path.slice(0, -1)) : target === path));
}
