import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { envChoice, envInteger, envMilliseconds, envText, readEnv } from '#kit/config/env.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { clockScale } from '#kit/time/scaled-clock.ts';
import type { TierRules } from './rules/scaling/tier-rules.ts';
import type { ClockScale } from '#kit/time/scaled-clock.ts';

/** What the environment says to the parent and, in the same variables, to the parts it starts. */
export interface PlatformConfig {
  /** The data folder, absolute. */
  readonly home: string;
  readonly port: number;
  /** Where HTTPS is spoken; 0: nowhere. */
  readonly tlsPort: number;
  /** Where certificates are asked for (ACME). */
  readonly acmeDirectory: string;
  /** Whom the authority warns; null: nobody. */
  readonly acmeEmail: string | null;
  /** Router processes that share the ports. */
  readonly routers: number;
  /** Requests of one app that are open at once (H22). */
  readonly appConnections: number;
  /** Address of the Redis in which router processes and hosts share kept pages; null: each has its own only. */
  readonly cacheRedis: string | null;
  /** Addresses that the router listens on. */
  readonly bind: readonly string[];
  readonly baseDomain: string;
  /** Null: the one in the data folder, made at the first start. */
  readonly adminPassword: string | null;
  readonly dynoBootLimitMs: number;
  /** `user`: as root each app gets a user of its own; `plain`: dynos run as the platform's own user (SUP-05). */
  readonly isolation: 'user' | 'plain';
  /** `heroku`: sizes have Heroku's limits (CON-06). */
  readonly tierRules: TierRules;
  /** Null: the machine's clock. Rehearsals of a long time in a short one set another for control's calendar and figures. */
  readonly clock: ClockScale | null;
}

/** Reads the environment; throws one fault that names every wrong variable. */
export function platformConfig(env: NodeJS.ProcessEnv = process.env): PlatformConfig {
  const { home, bind, cacheRedis, clock, ...rest } = readEnv(env, {
    home: envText('ROSTRA_HOME', { fallback: '.rostra' }),
    port: envInteger('ROSTRA_PORT', { fallback: 8080, min: 1, max: 65_535 }),
    tlsPort: envInteger('ROSTRA_TLS_PORT', { fallback: 0, max: 65_535 }),
    acmeDirectory: envText('ROSTRA_ACME_DIRECTORY', { fallback: 'https://acme-v02.api.letsencrypt.org/directory' }),
    acmeEmail: envText<string | null>('ROSTRA_ACME_EMAIL', { fallback: null }),
    routers: envInteger('ROSTRA_ROUTERS', { fallback: 1, min: 1, max: mostRouters }),
    appConnections: envInteger('ROSTRA_APP_CONNECTIONS', { fallback: 10_000, min: 10, max: 1_000_000 }),
    cacheRedis: envText<string | null>('ROSTRA_CACHE_REDIS', { fallback: null }),
    bind: envText('ROSTRA_BIND', { fallback: '127.0.0.1,::1' }),
    baseDomain: envText('ROSTRA_BASE_DOMAIN', { fallback: 'localhost' }),
    adminPassword: envText<string | null>('ROSTRA_ADMIN_PASSWORD', { fallback: null }),
    dynoBootLimitMs: envMilliseconds('ROSTRA_DYNO_BOOT_LIMIT_MS', { fallback: 60_000, min: 1_000, max: 600_000 }),
    isolation: envChoice('ROSTRA_ISOLATION', ['user', 'plain'], { fallback: 'user' }),
    tierRules: envChoice('ROSTRA_TIER_RULES', ['none', 'heroku'], { fallback: 'none' }),
    clock: envText<string | null>('ROSTRA_CLOCK', { fallback: null }),
  });
  const decided = { home: resolve(home), bind: addressesIn(bind), cacheRedis: redisIn(cacheRedis) };
  return Object.freeze({ ...rest, ...decided, clock: clock === null ? null : scaleIn(clock) });
}

/** What was compiled when the package was installed; a folder of our own where that one cannot be written. */
function compileCache(home: string): string {
  const root = join(import.meta.dirname, '..');
  try {
    accessSync(root, constants.W_OK);
    return join(root, 'node_modules', '.cache', 'compile');
  } catch {
    return homePaths(home).compileCache;
  }
}

/** The environment of a part of the platform: what the parent's own environment says, with the decided values over it. */
export function partEnvironment(config: PlatformConfig, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return {
    ...env,
    NODE_COMPILE_CACHE: resolve(env['NODE_COMPILE_CACHE'] ?? compileCache(config.home)),
    ROSTRA_HOME: config.home,
    ROSTRA_PORT: String(config.port),
    ROSTRA_TLS_PORT: String(config.tlsPort),
    ROSTRA_ROUTERS: String(config.routers),
    ROSTRA_APP_CONNECTIONS: String(config.appConnections),
    ROSTRA_ACME_DIRECTORY: config.acmeDirectory,
    ...(config.acmeEmail === null ? {} : { ROSTRA_ACME_EMAIL: config.acmeEmail }),
    ROSTRA_BIND: config.bind.join(','),
    ROSTRA_BASE_DOMAIN: config.baseDomain,
    ROSTRA_DYNO_BOOT_LIMIT_MS: String(config.dynoBootLimitMs),
    ROSTRA_ISOLATION: config.isolation,
    ...(config.adminPassword === null ? {} : { ROSTRA_ADMIN_PASSWORD: config.adminPassword }),
  };
}

/** What the parent says to one of its router processes beside everything else. */
export interface RouterSeat {
  /** From 1. */
  readonly number: number;
  /** How many of the sockets that it was given, the last ones, speak TLS. */
  readonly tlsSockets: number;
}

export function routerSeat(env: NodeJS.ProcessEnv = process.env): RouterSeat {
  return readEnv(env, {
    number: envInteger('ROSTRA_ROUTER', { fallback: 1, min: 1, max: mostRouters }),
    tlsSockets: envInteger('ROSTRA_ROUTER_TLS_SOCKETS', { fallback: 0, min: 0, max: 100 }),
  });
}

/** The variables that `routerSeat` reads. */
export function routerSeatEnvironment(seat: RouterSeat): NodeJS.ProcessEnv {
  return { ROSTRA_ROUTER: String(seat.number), ROSTRA_ROUTER_TLS_SOCKETS: String(seat.tlsSockets) };
}

/** Where figures and logs are sent besides, over OTLP/HTTP (MET-08). */
export interface Collector {
  /** Without the signal's path and without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** By the variables that every OpenTelemetry program reads; null: there is none. */
export function collectorOf(env: NodeJS.ProcessEnv = process.env): Collector | null {
  const { url, headers } = readEnv(env, {
    url: envText('OTEL_EXPORTER_OTLP_ENDPOINT', { fallback: '' }),
    headers: envText('OTEL_EXPORTER_OTLP_HEADERS', { fallback: '' }),
  });
  if (url === '') return null;
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw notCollector(url);
  const pairs = headers.split(',').map((pair) => pair.split('=').map((part) => decodeURIComponent(part.trim())));
  return {
    url: url.replace(/\/+$/, ''),
    headers: Object.fromEntries(pairs.flatMap(([name = '', value = '']) => (name === '' ? [] : [[name, value]]))),
  };
}

const notCollector = (url: string): RostraError =>
  new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: `OTEL_EXPORTER_OTLP_ENDPOINT is "${url}", which is no address.`,
    hint: 'Set it to the address of a collector, for example http://localhost:4318.',
  });

/** More would not be busy. */
const mostRouters = 16;

function redisIn(address: string | null): string | null {
  if (address === null || /^rediss?:$/.test(URL.parse(address)?.protocol ?? '')) return address;
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: 'ROSTRA_CACHE_REDIS is no address of a Redis.',
    hint: 'Set it to redis://:password@host:6379, the same for every router that shares kept pages.',
  });
}

function addressesIn(bind: string): string[] {
  const addresses = bind.split(',').map((address) => address.trim());
  const wrong = addresses.find((address) => isIP(address) === 0);
  if (wrong === undefined) return addresses;
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: `ROSTRA_BIND is "${bind}"; "${wrong}" is no IP address.`,
    hint: 'Set it to one or more addresses with commas between them, for example 0.0.0.0,::',
  });
}

function scaleIn(clock: string): ClockScale {
  const scale = clockScale(clock);
  if (scale !== null) return scale;
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: `ROSTRA_CLOCK is "${clock}", which is no clock.`,
    hint: 'Leave it out, or set it to x20 or to 2026-03-28T08:00:00Z@2026-11-26T09:00:00Z x600 (the time it shows, the time when it shows it, its speed).',
  });
}

/** Linux takes 107 bytes in a Unix socket's path; 100 leaves room for the file's name to grow. */
const longestSocketPath = 100;

/** Every place in the data folder, by name. Nothing else builds these paths. */
export interface HomePaths {
  readonly root: string;
  readonly adminPassword: string;
  /** Held by the one parent that runs on this data folder. */
  readonly lock: string;
  readonly controlDb: string;
  readonly logsDb: string;
  readonly metricsDb: string;
  readonly rehearsalsDb: string;
  /** The folder of Unix sockets. */
  readonly run: string;
  readonly controlSocket: string;
  readonly dashboardSocket: string;
  readonly routerSocket: string;
  readonly dynodSocket: string;
  readonly parentSocket: string;
  /** Output files and pid records of parent, router, control and dynod. */
  readonly parts: string;
  /** Node's, so that a part that died is back sooner. */
  readonly compileCache: string;
  readonly routerTable: string;
  readonly dynos: string;
  readonly slugs: string;
  readonly builds: string;
  /** Repositories that people push to, one for each app that has been asked for its. */
  readonly git: string;
  readonly addons: string;
  /** Data of Redis add-ons that came with a restored installation, until their servers start. */
  readonly redisCopies: string;
  /** Dumps of databases. */
  readonly backups: string;
  /** The local authority and its key. */
  readonly certs: string;
  /** Programs that updates have brought. */
  readonly programs: string;
  /** Which of them runs; not there: the one that was started. */
  readonly program: string;
  /** How the last update went. */
  readonly update: string;
  /** Whose updates are taken: a public key. */
  readonly updateKey: string;
}

/** The data folder's places. A deep folder gets a short one for sockets in the system's temporary folder. */
export function homePaths(home: string): HomePaths {
  const root = resolve(home);
  const run = socketFolder(root);
  return {
    root,
    adminPassword: join(root, 'admin-password'),
    lock: join(root, 'lock.db'),
    controlDb: join(root, 'control.db'),
    logsDb: join(root, 'logs.db'),
    metricsDb: join(root, 'metrics.db'),
    rehearsalsDb: join(root, 'rehearsals.db'),
    run,
    controlSocket: join(run, 'control.sock'),
    dashboardSocket: join(run, 'dashboard.sock'),
    routerSocket: join(run, 'router.sock'),
    dynodSocket: join(run, 'dynod.sock'),
    parentSocket: join(run, 'parent.sock'),
    parts: join(root, 'parts'),
    compileCache: join(root, 'compile-cache'),
    routerTable: join(root, 'router-table.json'),
    dynos: join(root, 'dynos'),
    slugs: join(root, 'slugs'),
    builds: join(root, 'builds'),
    git: join(root, 'git'),
    addons: join(root, 'addons'),
    redisCopies: join(root, 'redis'),
    backups: join(root, 'backups'),
    certs: join(root, 'certs'),
    programs: join(root, 'programs'),
    program: join(root, 'program.json'),
    update: join(root, 'update.json'),
    updateKey: join(root, 'update-key.pem'),
  };
}

/** The sockets on which the router processes take tables, the first one's first. */
export function routerSockets(paths: Pick<HomePaths, 'run' | 'routerSocket'>, routers: number): readonly string[] {
  return Array.from({ length: routers }, (_, at) => (at === 0 ? paths.routerSocket : join(paths.run, `router-${at + 1}.sock`)));
}

function socketFolder(root: string): string {
  const inside = join(root, 'run');
  if (Buffer.byteLength(join(inside, 'dashboard.sock')) <= longestSocketPath) return inside;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `rostra-${process.getuid?.() ?? 'user'}-${name}`);
}
