import type { Role } from './roles.ts';

/**
 * What the platform's API answers, as plain JSON: control, the client, the command line and the dashboard share these shapes.
 * Times are RFC 3339 in UTC; sizes and durations carry their unit in the name.
 */
export interface App {
  readonly name: string;
  readonly url: string;
  readonly createdAt: string;
  readonly maintenance: boolean;
  /** The current release's version; null while nothing has been deployed. */
  readonly release: number | null;
  /** One word for a state mark: `blank` has no release, `failed` neither because its deploys failed, `off` has quantity 0 everywhere, `crashed` has a wanted dyno that is in back-off. */
  readonly state: 'blank' | 'failed' | 'off' | 'starting' | 'up' | 'crashed' | 'maintenance' | 'asleep' | 'stopped';
  /** Over all process types. */
  readonly dynos: { readonly up: number; readonly wanted: number };
  /** Config changes recorded with `--no-restart` that running dynos do not have yet. */
  readonly restartPending: boolean;
  /** It is the copy of that app which the bots of a rehearsal play with; absent: it is an app of its own. */
  readonly copyOf?: string;
}

export interface ProcessType {
  readonly type: string;
  readonly command: string;
  readonly quantity: number;
  /** `standard-1x` */
  readonly size: string;
  readonly memoryQuotaMb: number;
}

export interface Dyno {
  readonly id: string;
  /** `web.1` */
  readonly name: string;
  readonly type: string;
  readonly number: number;
  readonly release: number;
  readonly state: 'starting' | 'up' | 'stopping' | 'down' | 'crashed';
  readonly since: string;
  /** Why it is in this state, in words; empty when there is nothing to say. */
  readonly reason: string;
  readonly pid: number | null;
  readonly port: number | null;
  readonly exitStatus: number | null;
  readonly restarts: number;
  readonly memoryMb: number | null;
  readonly memoryQuotaMb: number;
  /** One-minute load; null until measured. */
  readonly load: number | null;
}

export interface Release {
  readonly version: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly current: boolean;
  /** `Deploy 1a2b3c4d`, `Set A, B config vars`, `Rollback to v3`. */
  readonly reason: string;
  readonly actor: string;
  readonly createdAt: string;
  /** The slug's short name; null for a release made before the first deploy. */
  readonly slug: string | null;
  /** What went wrong, when the release failed. */
  readonly failure: string | null;
}

export type ConfigVars = Readonly<Record<string, string>>;

export interface Addon {
  readonly name: string;
  readonly app: string;
  readonly service: 'postgres' | 'redis' | 'mail' | 'scheduler' | 'errors';
  readonly plan: string;
  readonly state: 'creating' | 'available' | 'failed';
  /** The config var that carries its address: `DATABASE_URL`. */
  readonly configVar: string;
  /** null: as many as the server allows. */
  readonly connectionLimit: number | null;
  readonly memoryMb: number | null;
  /** Other apps that it is attached to. */
  readonly attachedTo: readonly AddonAttachment[];
  readonly createdAt: string;
}

export interface AddonAttachment {
  readonly app: string;
  readonly configVar: string;
}

/** What of an add-on's plan is in use now. */
export interface AddonUse {
  readonly name: string;
  /** Of its users, now. */
  readonly connections: number;
  /** null: as many as the server allows. */
  readonly connectionLimit: number | null;
  /** Of a Postgres database its size on the disk, of a Redis its memory. */
  readonly usedMb: number;
  /** null: no limit. */
  readonly limitMb: number | null;
  /** Of a Postgres database its living rows as the server counts them, of a Redis its keys. */
  readonly rows: number;
  /** null: no limit. */
  readonly rowLimit: number | null;
}

export interface Build {
  readonly id: string;
  readonly app: string;
  readonly status: 'building' | 'releasing' | 'succeeded' | 'failed';
  readonly createdAt: string;
  readonly actor: string;
  /** The release it became; null until then. */
  readonly release: number | null;
  readonly failure: string | null;
}

export interface LogLine {
  /** Grows with every stored line; follow from here. */
  readonly id: number;
  readonly at: string;
  /** `app` is what a dyno wrote, `rostra` what the platform says about it. */
  readonly source: 'app' | 'rostra';
  /** `web.1`, `router`, `api`, `postgres` … */
  readonly dyno: string;
  readonly text: string;
}

export const redirectModes = ['auto', 'on', 'off'] as const;

/** How an app wants HTTPS. */
export interface HttpsWish {
  /** Certificates for its domains are asked for, and renewed. */
  readonly acme: boolean;
  /** `auto`: a host is sent on to HTTPS once it has a certificate which everybody trusts. */
  readonly redirect: (typeof redirectModes)[number];
  /** `Strict-Transport-Security`; 0: not sent. */
  readonly hstsSeconds: number;
}

export interface Https extends HttpsWish {
  /** Null: HTTPS is not spoken here. */
  readonly port: number | null;
}

export interface Domain {
  readonly host: string;
  /** `platform`: its name at the platform's own domain. */
  readonly kind: 'platform' | 'own';
  /** `local`: by the installation's own authority, which only those trust who were told to. Null without HTTPS. */
  readonly certificate: 'own' | 'acme' | 'local' | null;
  readonly validUntil: string | null;
  /** Why the last certificate for it could not be had. */
  readonly failure: string | null;
  readonly nextTryAt: string | null;
}

export interface Certificate {
  readonly id: number;
  readonly source: 'own' | 'acme';
  readonly hosts: readonly string[];
  readonly validFrom: string;
  readonly validUntil: string;
  /** For those that were asked for: when the next one is. */
  readonly renewsAt: string | null;
}

/** Of `apps:errors`. */
export interface ErrorCount {
  /** `H12` */
  readonly code: string;
  readonly title: string;
  readonly level: 'info' | 'warning' | 'critical';
  readonly count: number;
  readonly lastAt: string;
}

/** The authority that browsers have to be told to trust. */
export interface LocalAuthority {
  readonly path: string;
  /** PEM */
  readonly certificate: string;
}

export const eventKinds = [
  'deploy',
  'release',
  'rollback',
  'scale',
  'config',
  'restart',
  'crash',
  'addon',
  'maintenance',
  'app',
  'effect',
  'backup',
] as const;

export type EventKind = (typeof eventKinds)[number];

/** Something that happened to an app: a mark on its charts and a line of its activity. */
export interface AppEvent {
  readonly id: number;
  readonly at: string;
  readonly app: string;
  readonly kind: EventKind;
  readonly level: 'info' | 'warning' | 'critical';
  readonly code: string | null;
  readonly dyno: string | null;
  readonly actor: string | null;
  readonly text: string;
}

/** One second of an app's traffic, or the sum and merged percentiles of a longer step. */
export interface MetricPoint {
  /** Seconds since 1970 at the step's start. */
  readonly second: number;
  /** Of how many of its seconds a router reported: what counts are divided by for a rate. */
  readonly seconds: number;
  /** Requests in the step with a status below 500; 499 counts apart. */
  readonly ok: number;
  /** Requests in the step with status 500 and above, whoever wrote the answer. */
  readonly failed: number;
  /** Those of them that the router answered itself; the others are the app's own faults. */
  readonly failedByRouter: number;
  /** How often each of the router's codes (`H12`) was answered in the step. */
  readonly codes: Readonly<Record<string, number>>;
  /** Milliseconds; null when nothing finished in the step. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export interface DynoPoint {
  readonly second: number;
  readonly load: number | null;
  readonly memoryMb: number | null;
}

export interface DynoSeries {
  readonly name: string;
  readonly points: readonly DynoPoint[];
}

export interface Metrics {
  readonly app: string;
  readonly stepSeconds: number;
  /** Oldest first. Seconds without a request are there with zeros; seconds in which the router was away are missing. */
  readonly points: readonly MetricPoint[];
  readonly dynos: readonly DynoSeries[];
  readonly events: readonly AppEvent[];
}

export interface ApiToken {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  /** Null: never. */
  readonly expiresAt: string | null;
}

/** A token just made: the only time its text is shown. */
export interface NewApiToken extends ApiToken {
  readonly token: string;
}

/** Somebody who may sign in. */
export interface User {
  readonly name: string;
  readonly role: Role;
  /** Null: all apps. */
  readonly apps: readonly string[] | null;
  readonly createdAt: string;
}

/** What somebody did, or tried. */
export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly requestId: string | null;
  readonly app: string | null;
  /** The verb: `scale`, `setConfig`. */
  readonly action: string;
  /** What was asked for, as JSON; secrets as the start of their hash. */
  readonly detail: string;
  /** The code of the refusal; null for what was done. */
  readonly refused: string | null;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
}

/** The names of an app's config vars, and the number that changes with any of them. */
export interface ConfigKeys {
  readonly version: number;
  readonly names: readonly string[];
}

/** What one release changed against the one before it. Never a value: only names. */
export interface ReleaseDiff {
  readonly version: number;
  /** Null: the first. */
  readonly before: number | null;
  readonly slug: { readonly from: string | null; readonly to: string | null } | null;
  readonly config: { readonly added: readonly string[]; readonly changed: readonly string[]; readonly removed: readonly string[] };
  /** Process types whose command is another one. */
  readonly processes: readonly { readonly type: string; readonly from: string | null; readonly to: string | null }[];
}

export interface PlatformStatus {
  readonly version: string;
  readonly startedAt: string;
  readonly home: string;
  /** The dashboard's address: `http://localhost:8080`. */
  readonly url: string;
  readonly apps: number;
  /** Whether control reaches the other parts now. */
  readonly router: 'up' | 'away';
  readonly dynod: 'up' | 'away';
}
