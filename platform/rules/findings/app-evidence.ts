/** What an app is, as far as its commands, its files and its config vars say. Values of config vars are not in it. */
export interface AppEvidence {
  readonly guest: 'otree' | 'django' | 'other';
  /** Config vars that this guest should have and that are not set. */
  readonly missingVars: readonly string[];
  /** Faults are shown to visitors with the code around them. */
  readonly debug: boolean;
  /** The admin's password is missing, or one that everybody tries first. */
  readonly hasOpenAdmin: boolean;
  /** Its database is a file, which goes with the dyno. */
  readonly databaseIsFile: boolean;
  /** What the app is told of its time zone; null: nothing. */
  readonly timeZone: string | null;
  readonly version: GuestVersion | null;
  /** Doors of its dynos that answer at an address of the machine's network: `web.1 at 10.0.0.5:20001`. */
  readonly exposed: readonly string[];
  /** Pages that the cache keeps for all although two visitors' cookies got two different ones. */
  readonly personalPages: readonly string[];
  /** The error that it reported most often lately; null: none, or it reports to nobody. */
  readonly topIssue: TopIssue | null;
}

export interface TopIssue {
  readonly id: number;
  /** `ZeroDivisionError: division by zero` */
  readonly title: string;
  /** `views.draw`; may be empty. */
  readonly culprit: string;
  readonly count: number;
}

export interface GuestVersion {
  /** `oTree` */
  readonly name: string;
  readonly running: string;
  /** The newest that was known when this release of the platform was made. */
  readonly newest: string;
}

export interface WorkerEvidence {
  readonly type: string;
  readonly quantity: number;
  readonly size: string;
  /** Of all its dynos together, mean of the window; null: not measured. */
  readonly load: number | null;
}

/** How a process type gets along with its memory. */
export interface MemoryEvidence {
  readonly type: string;
  readonly size: string;
  /** The next one up with more memory; null: there is none. */
  readonly largerSize: string | null;
  readonly quantity: number;
  readonly quotaMb: number;
  /** Of its largest dyno. */
  readonly highestMb: number;
  /** How often it was told that a dyno is over its quota (R14), and that one was ended for it (R15). */
  readonly overQuota: number;
  readonly killed: number;
  /** How fast it grew since it started; null: too short to tell. */
  readonly growsMbPerHour: number | null;
  /** Since a dyno of the type was restarted by somebody. */
  readonly minutesSinceRestart: number | null;
  /** The route group that was asked for last before a dyno was ended. */
  readonly lastRoute: string | null;
}

/** A mirror of the app and how it differs from it. */
export interface MirrorEvidence {
  readonly name: string;
  /** `REDISCLOUD_URL leads to another server` */
  readonly differences: readonly string[];
}
