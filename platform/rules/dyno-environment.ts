import type { ConfigVars } from './resources.ts';

export interface EnvironmentOf {
  readonly app: string;
  readonly release: number;
  readonly slug: string;
  readonly config: ConfigVars;
  /** How the app takes back pages that the routers keep of it. */
  readonly purge: Readonly<Record<string, string>>;
  readonly memoryQuotaMb: number;
  /** Folders of programs, searched in this order before the system's. */
  readonly programFolders: readonly string[];
}

/** Where a Linux system keeps its programs; nothing of the platform's own PATH reaches a dyno. */
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * The whole environment of a dyno but for PORT, DYNO, DYNO_ID, TMPDIR and HOME, which the supervisor adds: defaults, then config
 * vars over them, then what nobody may set (platform specification, CON-13).
 */
export function dynoEnvironment(of: EnvironmentOf): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'production',
    PYTHONUNBUFFERED: '1',
    LANG: 'C.UTF-8',
    USER: of.app,
    LOGNAME: of.app,
    FORWARDED_ALLOW_IPS: '127.0.0.1',
    WEB_CONCURRENCY: String(Math.max(1, Math.floor(of.memoryQuotaMb / 256))),
    WEB_MEMORY: String(of.memoryQuotaMb),
    ...(of.config['SENTRY_DSN'] === undefined ? {} : { SENTRY_RELEASE: `v${of.release}` }), // its events name the release
    ...of.config,
    ...of.purge,
    ROSTRA_APP: of.app,
    ROSTRA_RELEASE: `v${of.release}`,
    ROSTRA_SLUG: of.slug,
    PATH: [...of.programFolders, ...systemFolders].join(':'),
  };
}
