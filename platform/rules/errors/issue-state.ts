export const issueStates = ['unresolved', 'resolved', 'ignored', 'regressed'] as const;
export type IssueState = (typeof issueStates)[number];

/** What somebody has decided about an issue. */
export interface IssueStanding {
  readonly state: IssueState;
  /** The release that it was resolved in; null: not known. */
  readonly resolvedIn: string | null;
  /** Ignored until then; null: no end by time. */
  readonly ignoredUntilMs: number | null;
  /** Ignored until it was seen as often as this; null: no end by number. */
  readonly ignoredUntilCount: number | null;
}

/** What one more event is to an issue. */
export interface Seen {
  readonly nowMs: number;
  readonly release: string | null;
  /** How often it was seen, with this one. */
  readonly count: number;
}

/**
 * Where an issue stands after one more event (ERR-11): a resolved one is back, unless the event comes from the release that it was resolved
 * in the code after, that is from an older release which still runs; an ignored one when its time or its number is over.
 */
export function stateAfter(standing: IssueStanding, seen: Seen): IssueState {
  if (standing.state === 'resolved') return isOldRelease(standing.resolvedIn, seen.release) ? 'resolved' : 'regressed';
  if (standing.state !== 'ignored') return standing.state;
  const isOver =
    (standing.ignoredUntilMs !== null && seen.nowMs >= standing.ignoredUntilMs) ||
    (standing.ignoredUntilCount !== null && seen.count >= standing.ignoredUntilCount);
  return isOver ? 'unresolved' : 'ignored';
}

/** Releases of the platform are numbered: `v12` is older than `v13`. Of others nothing is known but that they are the same. */
function isOldRelease(resolvedIn: string | null, release: string | null): boolean {
  if (resolvedIn === null || release === null) return false;
  const [fixed, seen] = [numberOf(resolvedIn), numberOf(release)];
  return fixed !== null && seen !== null && seen < fixed;
}

const numberOf = (release: string): number | null => {
  const digits = /^v(\d{1,9})$/.exec(release)?.[1];
  return digits === undefined ? null : Number(digits);
};
