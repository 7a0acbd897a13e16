/** What everybody may read of how an app stands, also while it is down (platform specification, UI-24). */
export interface StatusPage {
  /** Newest first, of the last day. */
  readonly notes: readonly StatusNote[];
}

/** What somebody who runs the event has to say. */
export interface StatusNote {
  readonly at: string;
  readonly text: string;
  /** When there will be more, promised. */
  readonly nextAt: string | null;
}

/** Below an app's host; never one of the app's own pages. */
export const statusPath = '/.rostra/status';

const mostNotes = 50;
export const longestNote = 500;

/** The notes with a new one; those from before `since` go. */
export function withNote({ notes }: StatusPage, note: StatusNote, since: string): StatusPage {
  return { notes: [note, ...notes.filter(({ at }) => at >= since)].slice(0, mostNotes) };
}

/** An app as the router has it. */
export interface AppToday {
  readonly isInMaintenance: boolean;
  readonly hasRelease: boolean;
  readonly desired: number;
  readonly starting: number;
  /** Dynos that take requests. */
  readonly up: number;
  /** People who wait in line. */
  readonly waiting: number;
}

export type AppStatus = 'works' | 'busy' | 'starting' | 'maintenance' | 'off' | 'down';

export function statusOf({ isInMaintenance, hasRelease, desired, starting, up, waiting }: AppToday): AppStatus {
  if (isInMaintenance) return 'maintenance';
  if (!hasRelease || desired === 0) return 'off';
  if (up === 0) return starting > 0 ? 'starting' : 'down';
  return waiting > 0 ? 'busy' : 'works';
}

/** Since when the app has stood so. */
export interface StatusChange {
  readonly atMs: number;
  readonly word: AppStatus;
}

const dayMs = 86_400_000;
/** What was over sooner nobody has to read of. */
const leastMs = 60_000;
const mostChanges = 50;

/** The changes of the last day with a new one, newest first. A line at a desk is part of a day that works. */
export function withChange(changes: readonly StatusChange[], now: StatusChange): readonly StatusChange[] {
  const word = now.word === 'busy' ? 'works' : now.word;
  const [last, ...earlier] = changes;
  if (last?.word === word) return changes;
  const lasted = last !== undefined && now.atMs - last.atMs < leastMs ? earlier : changes;
  const kept = lasted.filter(({ atMs }, at) => at === 0 || now.atMs - atMs < dayMs).slice(0, mostChanges);
  return kept[0]?.word === word ? kept : [{ atMs: now.atMs, word }, ...kept];
}

export const statusSentences: Readonly<Record<AppStatus, string>> = {
  works: 'Everything works.',
  busy: 'Many people are here at once: pages take longer than usual.',
  starting: 'It is starting, and will be here in a moment.',
  maintenance: 'It is closed for maintenance.',
  off: 'It is switched off.',
  down: 'It does not answer now.',
};
