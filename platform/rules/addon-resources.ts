/** What the API answers about databases, mail, jobs and log drains; beside `resources.ts`, in the same manner. */

/** One connection of a Postgres add-on's users. */
export interface DatabaseConnection {
  readonly pid: number;
  /** `active`, `idle`, `idle in transaction` … as Postgres says. */
  readonly state: string;
  /** Of the present or the last statement. */
  readonly seconds: number;
  /** `web.1` where the app says so. */
  readonly program: string;
  readonly query: string;
  /** pids of those who hold what it waits for. */
  readonly blockedBy: readonly number[];
}

/** What an app's mail add-ons took, without its text. */
export interface Mail {
  readonly id: number;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly bytes: number;
  /** `kept`: it went to nobody, there is no relay. */
  readonly state: 'kept' | 'waiting' | 'sent' | 'failed';
  readonly failure: string | null;
}

export interface MailMessage extends Mail {
  readonly text: string;
  /** Without scripts, forms and anything loaded from elsewhere; null: it has none. */
  readonly html: string | null;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: number }[];
}

/** Where an app's mail goes. */
export interface MailRelay {
  /** Without its password; null: nowhere, it is kept. */
  readonly relay: string | null;
}

export const jobOverlaps = ['allow', 'forbid', 'replace'] as const;

/** A command that runs by itself at set times. */
export interface Job {
  readonly id: number;
  readonly schedule: string;
  readonly timezone: string;
  readonly overlap: (typeof jobOverlaps)[number];
  readonly command: string;
  readonly nextAt: string;
  readonly last: JobRun | null;
}

export interface JobRun {
  readonly dueAt: string;
  readonly startedAt: string;
  readonly outcome: 'starting' | 'running' | 'ended' | 'skipped' | 'failed';
  /** `scheduler.3`: its lines stand in the log under this name. */
  readonly dyno: string | null;
  readonly reason: string | null;
  readonly exitStatus: number | null;
  readonly seconds: number | null;
}

/** Where an app's log lines are sent. */
export interface LogDrain {
  readonly id: number;
  /** Without its password. */
  readonly url: string;
  readonly token: string;
  readonly source: 'app' | 'rostra' | null;
  readonly processType: string | null;
  readonly herokuNames: boolean;
  readonly state: 'up' | 'waiting' | 'failing';
  readonly sent: number;
  readonly dropped: number;
  readonly failure: string | null;
}
