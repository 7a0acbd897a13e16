/** A browser whose clock runs a little ahead may submit this long before the deadline. */
export const markerToleranceMs = 2_000;

/** The server submits for a closed browser this long after the deadline, so that an open one comes first. */
export const graceMs = 3_000;

/** The pages of somebody who is gone are sent so long after they open; lab specification, 4.7. */
export const dropoutPageMs = 1_000;

/** Who was released from a wait page gets this long to come and look before the next page's clock starts. */
export const releaseGraceMs = 10_000;

/** A submit counts as timed out only when the stored deadline is at hand: nobody can skip a page early. */
export function isTimedOut(submit: { readonly marked: boolean; readonly deadlineMs: number | null; readonly nowMs: number }): boolean {
  return submit.marked && submit.deadlineMs !== null && submit.deadlineMs - submit.nowMs <= markerToleranceMs;
}

/**
 * How long until the deadline of a page somebody has just come to, in milliseconds; null when the page has no clock. `isLooking`: the
 * participant's own submit brought them here, so the browser shows the page at once.
 */
export function clockMs(timeoutSeconds: number | null, isLooking: boolean): number | null {
  if (timeoutSeconds === null || !Number.isFinite(timeoutSeconds)) return null;
  return Math.max(0, Math.round(timeoutSeconds * 1000)) + (isLooking ? 0 : releaseGraceMs);
}

/** How long a bot looks at a page that people have `mostSeconds` for, in milliseconds; a moment when what its game says is no time. */
export function pauseMs(seconds: number, mostSeconds: number | null): number {
  if (!Number.isFinite(seconds)) return dropoutPageMs;
  return Math.round(Math.max(0, Math.min(seconds, mostSeconds ?? longestPauseSeconds, longestPauseSeconds)) * 1000);
}

const longestPauseSeconds = 3600;

/** Time left as people read it: `1:24`. Never below zero. */
export function timeLeftText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
