import type { AlertVerbs } from './alert-verbs.ts';
import type { BackupVerbs } from './backup-verbs.ts';
import type { CacheVerbs } from './cache-verbs.ts';
import type { ErrorVerbs } from './error-verbs.ts';
import type { FindingVerbs } from './finding-verbs.ts';
import type { DrainVerbs, HeldAddonVerbs, JobVerbs, MailVerbs } from './addon-verbs.ts';
import type { MetricVerbs } from './metric-verbs.ts';
import type { GuestVerbs } from './guest-verbs.ts';
import type { ProjectVerbs } from './project-verbs.ts';
import type { StatusVerbs } from './status-verbs.ts';
import type { MirrorVerbs } from './mirror-verbs.ts';
import type { PipelineVerbs } from './pipeline-verbs.ts';
import type { RehearsalVerbs } from './rehearsal-verbs.ts';
import type { CostVerbs } from './cost-verbs.ts';
import type { ScalingVerbs } from './scaling-verbs.ts';
import type { Caller } from './caller.ts';
import type {
  Addon,
  AddonUse,
  ApiToken,
  App,
  AppEvent,
  AuditPage,
  Build,
  Certificate,
  ConfigKeys,
  ConfigVars,
  Domain,
  Dyno,
  ErrorCount,
  Https,
  HttpsWish,
  LocalAuthority,
  LogLine,
  MetricPoint,
  Metrics,
  NewApiToken,
  PlatformStatus,
  ProcessType,
  Release,
  ReleaseDiff,
  User,
} from '../rules/resources.ts';
import type { Role } from '../rules/roles.ts';
import type { RouteRule } from '../rules/route-rules.ts';

/** What is wanted of a process type; what is not named stays. */
export interface DynoWish {
  readonly quantity?: number;
  /** The quantity that the person saw: refused when somebody has changed it since. */
  readonly was?: number;
  /** `standard-2x` */
  readonly size?: string;
}

/** By process type; a number alone is the quantity. */
export type ScaleWish = Readonly<Record<string, number | DynoWish>>;

/**
 * Everything a person can ask of the platform. Control answers these in its own process (the JSON API and the dashboard call
 * them), `platform/client.ts` offers the same verbs over HTTP. Faults are RostraErrors with a code, a status and a hint.
 */
export interface Operations
  extends
    MetricVerbs,
    AlertVerbs,
    BackupVerbs,
    CacheVerbs,
    ErrorVerbs,
    FindingVerbs,
    DrainVerbs,
    HeldAddonVerbs,
    JobVerbs,
    MailVerbs,
    PipelineVerbs,
    MirrorVerbs,
    GuestVerbs,
    ProjectVerbs,
    StatusVerbs,
    CostVerbs,
    ScalingVerbs,
    RehearsalVerbs {
  status(): Promise<PlatformStatus>;

  apps(): Promise<readonly App[]>;
  app(app: string): Promise<App>;
  createApp(app: string): Promise<App>;
  /** `confirm` must repeat the app's name. Stops its dynos and destroys its add-ons with their data. */
  destroyApp(app: string, confirm: string): Promise<void>;

  formation(app: string): Promise<readonly ProcessType[]>;
  /**
   * Sets quantity and size of the named process types, leaves the others; a new size restarts the type's dynos. Answers when the wish
   * is recorded; `dynos` shows it come true.
   */
  scale(app: string, wish: ScaleWish): Promise<readonly ProcessType[]>;
  dynos(app: string): Promise<readonly Dyno[]>;
  /** Restarts every dyno of the app, of a process type (`web`) or one (`web.2`). */
  restart(app: string, which?: string): Promise<void>;

  /** With their values, or that of one: who asks stands in the audit log. */
  config(app: string, only?: string): Promise<ConfigVars>;
  configKeys(app: string): Promise<ConfigKeys>;
  /** One release, and one restart unless `restart` is false. null removes a var. */
  setConfig(app: string, change: ConfigChange): Promise<ConfigChanged>;

  releases(app: string): Promise<readonly Release[]>;
  release(app: string, version: number): Promise<Release>;
  /** Against the release before it; of config vars only names. */
  releaseDiff(app: string, version: number): Promise<ReleaseDiff>;
  /** What its release phase wrote, oldest first; nothing when it had none. */
  releaseOutput(app: string, version: number): Promise<readonly LogLine[]>;
  /** A new release with the slug of an older one; answers when it serves or has failed. */
  rollback(app: string, wish: RollbackWish): Promise<Release>;

  /** Takes a folder or a tar stream, checks its Procfile and starts the build; refused while an event of the app is on, unless that was said. Follow it with `followBuild`. */
  startBuild(app: string, source: BuildSource, wish?: DeployWish): Promise<Build>;
  build(app: string, id: string): Promise<Build>;
  /** Every line of the build's output from its start, then the finished build. */
  followBuild(app: string, id: string, tail: Tail<string>): Promise<Build>;

  /** Those that one app uses, its own before those of other apps; or all there are. */
  addons(app?: string): Promise<readonly Addon[]>;
  /** `plan` as in `postgres:hobby-dev`, or a service alone for its smallest plan. Answers when it is available. */
  createAddon(app: string, wish: AddonWish): Promise<Addon>;
  /** What of its plan is in use, asked of its server now. */
  addonUse(app: string, addon: string): Promise<AddonUse>;
  /** Another plan of its service, while its users go on. Refused when they take more than it has. */
  changePlan(app: string, addon: string, plan: string): Promise<Addon>;
  /** `confirm` must repeat the app's name. */
  destroyAddon(app: string, addon: string, confirm: string): Promise<void>;

  /** A one-off dyno: a command with the app's build and config vars, beside the formation. Answers when it has begun. */
  startRun(app: string, wish: RunWish): Promise<Dyno>;
  /** Those that run, and those that ended a short time ago; newest first. */
  runs(app: string): Promise<readonly Dyno[]>;
  /** For at least ten minutes after its end too. */
  run(app: string, id: string): Promise<Dyno>;
  /** Every line it writes from its start, then how it ended. */
  followRun(app: string, id: string, tail: RunTail): Promise<Dyno>;
  /** Asks for its end: SIGTERM, grace, SIGKILL. */
  stopRun(app: string, id: string): Promise<void>;

  /** Newest last. */
  logs(app: string, query: LogQuery): Promise<readonly LogLine[]>;
  /** First what `logs` would answer, then each new line. Returns when the signal fires. */
  followLogs(app: string, query: LogQuery, tail: Tail<LogLine>): Promise<void>;

  /** Newest first. */
  events(app: string, query: EventQuery): Promise<readonly AppEvent[]>;
  metrics(app: string, query: MetricQuery): Promise<Metrics>;
  /** Each second of traffic as it is measured. Returns when the signal fires. */
  followMetrics(app: string, tail: Tail<MetricPoint>): Promise<void>;

  setMaintenance(app: string, on: boolean): Promise<App>;

  /** Its hosts, the one at the platform's own domain first, each with its certificate. */
  domains(app: string): Promise<readonly Domain[]>;
  addDomain(app: string, host: string): Promise<Domain>;
  removeDomain(app: string, host: string): Promise<void>;
  /** Those that were brought or asked for. */
  certificates(app: string): Promise<readonly Certificate[]>;
  /** PEM: the certificate, followed by those that vouch for it, and its key without a passphrase. */
  addCertificate(app: string, pair: { readonly certificate: string; readonly key: string }): Promise<Certificate>;
  removeCertificate(app: string, id: number): Promise<void>;
  https(app: string): Promise<Https>;
  /** What is not named stays. Certificates that failed are asked for again at once. */
  setHttps(app: string, change: Partial<HttpsWish>): Promise<Https>;
  localAuthority(): Promise<LocalAuthority>;
  /** Rules of the app's current release, in the order in which they count. */
  routes(app: string): Promise<readonly RouteRule[]>;
  /** How often each code was told in the last hours, the most frequent first. */
  errorCounts(app: string, hours: number): Promise<readonly ErrorCount[]>;

  tokens(): Promise<readonly ApiToken[]>;
  createToken(label: string, wish?: TokenWish): Promise<NewApiToken>;
  revokeToken(id: string): Promise<void>;

  users(): Promise<readonly User[]>;
  addUser(name: string, wish: UserWish & { readonly password: string }): Promise<User>;
  /** A new password ends the user's logins. */
  changeUser(name: string, wish: Partial<UserWish> & { readonly password?: string }): Promise<User>;
  removeUser(name: string): Promise<void>;
  audit(query: AuditQuery): Promise<AuditPage>;
  /** Whether every entry is as it was written. */
  verifyAudit(): Promise<AuditCheck>;
}

/** In whose name. A name alone is somebody at the machine itself, who may do everything. */
export type OperationsFor = (caller: Caller | string) => Operations;

export interface TokenWish {
  /** `admin` unless said. */
  readonly role?: Role;
  /** Good for as many days, 90 unless said; 0: for ever. */
  readonly days?: number;
}

export interface UserWish {
  readonly role: Role;
  /** Null: all apps. */
  readonly apps: readonly string[] | null;
}

export interface AuditQuery {
  readonly actor?: string;
  readonly app?: string;
  /** The verb: `scale`, `setConfig`. */
  readonly action?: string;
  /** Entries older than the one of this id. */
  readonly before?: number;
  readonly limit?: number;
}

export interface AuditCheck {
  readonly isWhole: boolean;
  /** The id of the first entry that is not as it was written. */
  readonly brokenAt: number | null;
}

export interface ConfigChange {
  readonly set: Readonly<Record<string, string | null>>;
  readonly restart: boolean;
  /** The version of the config that the person saw: refused when somebody has changed it since. */
  readonly seen?: number;
}

export interface ConfigChanged {
  readonly config: ConfigVars;
  readonly release: Release;
}

export interface RollbackWish extends DeployWish {
  /** null: the last successful release before the current one. */
  readonly version: number | null;
  /** Take that release's config vars too; otherwise the present ones stay. */
  readonly withConfig: boolean;
  /** The version that served when the person looked: refused when another one serves by now. */
  readonly seen?: number;
}

/** Of whatever puts other code behind an app's address. */
export interface DeployWish {
  /** Also while an event of the app is on (ALR-40). */
  readonly evenLive?: boolean | undefined;
}

export type BuildSource =
  | { readonly kind: 'folder'; readonly path: string }
  /** An uncompressed tar archive of the folder's content, and the commit that it is, if it is one. */
  | { readonly kind: 'tar'; readonly stream: AsyncIterable<Uint8Array>; readonly commit?: string | undefined };

export interface AddonWish {
  readonly plan: string;
  /** The config var's name without `_URL`: `REDISCLOUD`. */
  readonly as: string | null;
}

export interface RunWish {
  /** For a shell; a process type's name stands for its command. */
  readonly command: string;
  /** Over the config vars, for this one dyno. */
  readonly env: Readonly<Record<string, string>>;
  /** Its starter is going to read along. */
  readonly attach?: boolean;
}

export interface RunTail extends Tail<LogLine> {
  /** Goes on behind the line of this id; 0 from the start. */
  readonly after: number;
}

export interface LogQuery {
  /** How many of the newest lines, at most 10,000. */
  readonly lines: number;
  readonly source?: LogLine['source'];
  /** `web` or `web.1`. */
  readonly dyno?: string;
  /** Somewhere in the line, in capitals or not. */
  readonly text?: string;
  /** `H12`: the router's lines that end with it, or the platform's that tell it. */
  readonly code?: string;
  /** Lines of the router and of the app that name this request. */
  readonly requestId?: string;
  readonly sinceMs?: number;
}

export interface EventQuery {
  readonly limit: number;
  readonly sinceMs?: number;
}

export interface MetricQuery {
  /** How far back, at most 7200. */
  readonly seconds: number;
  /** Of the bots that rehearse it in place, in place of its visitors. */
  readonly bots?: boolean;
}

/** Items as they come, until the signal fires. */
export interface Tail<Item> {
  onItem(item: Item): void;
  /** Settles when it takes more, or is gone; one without it always takes more. */
  ready?(): Promise<unknown> | null;
  readonly signal: AbortSignal;
}
