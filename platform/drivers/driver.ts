import type { DynoKind, DynoState } from '../rules/dyno-state.ts';

/**
 * What control needs of whatever runs dynos. The local driver talks to dynod over its Unix socket with exactly these shapes as
 * JSON; a Kubernetes driver would speak them to an API server.
 */
export interface Driver {
  /** Starts one process. Returns when it is recorded on disk and its command has begun; it is then `starting`. */
  start(spec: DynoSpec): Promise<DynoStatus>;
  /** Asks for a stop: signal, grace, SIGKILL, verified empty. Returns at once; the state goes through `stopping` to `down`. */
  stop(id: string, reason: string): Promise<void>;
  /** Everything that is recorded, running or lately ended. */
  list(): Promise<readonly DynoStatus[]>;
  /** How many bytes of output a dyno has written: when it is over and control has stored as many, no more come. null: it is forgotten. */
  outputBytes(id: string): Promise<number | null>;
  /** State changes as they happen. Ends when the connection to the driver is lost; the caller lists and watches again. */
  watch(onChange: (status: DynoStatus) => void): Promise<Watch>;
}

export interface Watch {
  /** Settles when the watch has ended for whatever reason. */
  readonly ended: Promise<void>;
  close(): void;
}

export interface DynoSpec {
  /** Made by control: a sortable unique id; a new one on every start but for crash restarts, which keep id and port. */
  readonly id: string;
  readonly kind: DynoKind;
  /** App name; for an add-on server the add-on's name. */
  readonly app: string;
  /** Process type: `web`, `worker`, `release` …; for an add-on its service (`postgres`). */
  readonly type: string;
  readonly number: number;
  readonly release: number;
  /** Run through `bash -c` (else `sh -c`). */
  readonly command: string;
  /** Working directory: the slug. Each dyno gets a writable copy when `copyDirectory` is true. */
  readonly directory: string;
  readonly copyDirectory: boolean;
  /** Complete: nothing of the platform's own environment is added but PORT, DYNO, DYNO_ID, TMPDIR and HOME. */
  readonly env: Readonly<Record<string, string>>;
  /** True: dynod allocates a port, sets PORT and waits until something of the dyno listens on it (R10, R11). */
  readonly needsPort: boolean;
  /** A fixed port instead of an allocated one (add-on servers keep theirs). */
  readonly port: number | null;
  /** Run as this user when the platform is root; null keeps the platform's own. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly bootLimitMs: number;
  readonly graceMs: number;
  /** Postgres wants SIGINT to its leader only; everything else SIGTERM to every process. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  readonly stopLeaderOnly: boolean;
  /** Formation dynos and add-on servers are started again by dynod after a crash (SUP-13), with the same id and port. */
  readonly restart: boolean;
  readonly memoryQuotaMb: number;
}

export interface DynoStatus {
  readonly id: string;
  readonly kind: DynoKind;
  readonly app: string;
  readonly type: string;
  readonly number: number;
  readonly release: number;
  readonly state: DynoState;
  /** Milliseconds since 1970. */
  readonly stateSinceMs: number;
  /** Why the state changed, in words: `Process exited with status 7`, `R10 (Boot timeout): …`. */
  readonly reason: string;
  readonly pid: number | null;
  readonly port: number | null;
  readonly exitStatus: number | null;
  readonly restarts: number;
  readonly memoryMb: number | null;
  readonly memoryQuotaMb: number;
  /** One-minute load of the dyno's own threads (platform specification, 5.1); null until measured. */
  readonly load: number | null;
}
