/** Every number of the supervisor, in one place. Milliseconds, bytes or counts, as the names say. */
export const dynoLimits = {
  /** A process type without a port is up when it has lived this long (SUP-07). */
  aliveBeforeUpMs: 2_000,
  bootProbeMs: 100,
  /** A second look at what fs.watch may have missed. */
  pollMs: 1_000,
  sampleLoadMs: 5_000,
  sampleMemoryMs: 20_000,
  /** While some dyno comes near twice its quota. */
  sampleRunawayMs: 500,
  /** What is left of a tree after SIGKILL is looked for this long before R99. */
  verifyEmptyMs: 5_000,
  /** All dynos and add-on servers share this when the platform stops (SUP-12). */
  shutdownBudgetMs: 30_000,
  /** Of the budget, what dynos leave to the add-on servers that stop after them. */
  shutdownAddonsMs: 6_000,
  /** A port is not given to another dyno this soon after its release (SUP-03). */
  portRestMs: 60_000,
  /** An ended dyno's record is kept at least this long, so that control can read how it ended. */
  keepEndedMs: 10 * 60_000,
} as const;

/** A range of ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export const dynoPorts: PortRange = { first: 20_000, last: 29_999 };
export const addonPorts: PortRange = { first: 30_000, last: 30_999 };

/** Numbers of the way from a dyno's output file to the log. */
export const outputLimits = {
  /** A longer line is cut into pieces (SUP-31). */
  lineBytes: 10_000,
  /** Read and sent to control at once: as JSON at most six times as much, below the 1 MB that control takes. */
  batchBytes: 128 * 1024,
  batchLines: 1_000,
  /** The file's stored beginning is given back to the disk in pieces of this size, and as much is reserved ahead. */
  punchBytes: 8 * 1024 * 1024,
  /** Reserved when the dyno starts, so that a full disk does not kill an app at its first line. */
  firstReserveBytes: 1024 * 1024,
  /** Output that control has not taken: beyond this the oldest is dropped, and a line says how much. */
  waitingBytes: 256 * 1024 * 1024,
  /** A line without its end is passed on after this. */
  unfinishedLineMs: 1_000,
  /** After a change lines are collected this long, so that a chatty app makes few requests. */
  collectMs: 50,
  retryMs: 500,
  /** Looks at the file that are remembered while control is away, to give its lines their times afterwards. */
  marks: 2_000,
} as const;
