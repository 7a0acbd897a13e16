export type TeamPresence = 'in' | 'half' | 'out';

/**
 * How a team stands by how many of its speakers are checked in: in with as many as speak in a debate, half in with one fewer.
 * Tab spec section 9.1.
 */
export function teamPresence(here: number, substantiveSpeakers: number): TeamPresence {
  if (here >= substantiveSpeakers) return 'in';
  return here > 0 && here === substantiveSpeakers - 1 ? 'half' : 'out';
}

/** Who checked in before this moment is no longer here. */
export function windowStartMs(nowMs: number, hours: number): number {
  return nowMs - hours * 3_600_000;
}

/** When a scan happened that reached us only now: as long ago as the device says, and never before the window or after now. */
export function scanTimeMs(agoMs: number, { nowMs, hours }: { readonly nowMs: number; readonly hours: number }): number {
  const ago = Number.isFinite(agoMs) ? Math.min(Math.max(agoMs, 0), hours * 3_600_000) : 0;
  return nowMs - ago;
}
