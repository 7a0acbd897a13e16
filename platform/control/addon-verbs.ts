import type { DatabaseConnection, Job, JobRun, LogDrain, Mail, MailMessage, MailRelay } from '../rules/addon-resources.ts';
import type { Addon } from '../rules/resources.ts';

/** What a person can ask about add-ons beyond making and destroying them; part of `Operations`. */
export interface HeldAddonVerbs {
  /** Gives an add-on of another app to this one too. `as` is the config var without `_URL`; null: as its owner has it. */
  attachAddon(app: string, wish: { readonly addon: string; readonly as: string | null }): Promise<Addon>;
  /** By the add-on's name or this app's config var. Its data stay with its owner. */
  detachAddon(app: string, addon: string): Promise<void>;
  /** A new password, told to every app that uses it, which restart. Old connections end. */
  rotateCredentials(app: string, addon: string): Promise<void>;
  /** Empties a Postgres database. `confirm` must repeat the app's name. */
  resetDatabase(app: string, addon: string, confirm: string): Promise<void>;
  databaseConnections(app: string, addon: string): Promise<readonly DatabaseConnection[]>;
  /** Ends what a connection is doing, or with `force` the connection. pid null: all of them. Answers how many. */
  endDatabaseWork(
    app: string,
    addon: string,
    wish: { readonly pid: number | null; readonly force: boolean },
  ): Promise<{ readonly ended: number }>;
}

export interface MailVerbs {
  /** Newest first. */
  mails(app: string, limit: number): Promise<readonly Mail[]>;
  mail(app: string, id: number): Promise<MailMessage>;
  clearMails(app: string): Promise<void>;
  mailRelay(app: string): Promise<MailRelay>;
  /** `smtp://user:password@host:587`; null keeps what comes. */
  setMailRelay(app: string, relay: string | null): Promise<MailRelay>;
}

export interface JobWish {
  /** Five fields of cron, `@hourly`, `@daily`, `@weekly`, `@monthly` or `@every 10m`. */
  readonly schedule: string;
  /** `Europe/Dublin`; null: UTC. */
  readonly timezone: string | null;
  readonly overlap: Job['overlap'];
  readonly command: string;
}

export interface JobVerbs {
  jobs(app: string): Promise<readonly Job[]>;
  addJob(app: string, wish: JobWish): Promise<Job>;
  removeJob(app: string, id: number): Promise<void>;
  /** Now, beside its schedule. */
  runJob(app: string, id: number): Promise<JobRun>;
  /** Newest first, at most 100. */
  jobRuns(app: string, id: number): Promise<readonly JobRun[]>;
}

export interface DrainWish {
  readonly url: string;
  readonly source: LogDrain['source'];
  readonly processType: string | null;
  /** Writes `heroku[router]` for `rostra[router]`. */
  readonly herokuNames: boolean;
  /** It may lead to this machine or into a private network. */
  readonly allowsPrivate: boolean;
}

export interface DrainVerbs {
  logDrains(app: string): Promise<readonly LogDrain[]>;
  addLogDrain(app: string, wish: DrainWish): Promise<LogDrain>;
  removeLogDrain(app: string, id: number): Promise<void>;
  /** Whether each dyno's load and memory are written into its log every 20 s. */
  setRuntimeMetrics(app: string, on: boolean): Promise<void>;
}
