import * as v from 'valibot';
import { cacheSection, cacheSettingsOf } from './cache-manifest.ts';
import type { CacheSettings } from './cache-rules.ts';
import { findSize } from './dyno-sizes.ts';
import { appEnv, type EnvWish } from './app-env.ts';
import { firstDeploy, firstDeployOf, type FirstDeploy } from './app-json.ts';
import { webType } from './formation.ts';
import { mostDynos } from './plans.ts';
import type { RouteRule } from './route-rules.ts';

/** What an app says of itself in `rostra.json`, or for its first dynos in `app.json` (platform specification, Annex A, DEP-04). */
export interface Manifest {
  /** By process type. Quantity and size count at the first deploy only (CON-03). */
  readonly formation: Readonly<Record<string, TypeWish>>;
  /** `hold`: two web dynos would harm each other, so the old one goes before the new one comes (SUP-24). */
  readonly deployMode: 'preboot' | 'hold';
  readonly routes: readonly RouteRule[];
  /** Config vars that a first deploy sets or asks for (`env` of app.json); absent: none. */
  readonly env?: Readonly<Record<string, EnvWish>>;
  /** What app.json asks for at a first deploy besides; absent: nothing. */
  readonly first?: FirstDeploy;
  /** Of the page cache; null or absent: as the app's answers say. */
  readonly cache?: CacheSettings | null;
}

export interface TypeWish {
  readonly quantity?: number | undefined;
  readonly size?: string | undefined;
  /** Requests that one dyno works on at once (RTR-11). */
  readonly slots?: number | undefined;
}

export type ManifestRead = { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly fault: string };

/** Of an app that says nothing. */
export const plainManifest: Manifest = { formation: {}, deployMode: 'preboot', routes: [] };

const within = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));
const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const size = v.pipe(
  v.string(),
  v.check((name) => findSize(name) !== null, 'there is no such size'),
);
const formation = v.record(
  v.string(),
  v.object({ quantity: v.optional(whole(0, mostDynos)), size: v.optional(size), slots: v.optional(whole(1, 10_000)) }),
);
const network = v.pipe(
  v.string(),
  v.check((text) => isNetwork(text), 'it must be an IP address or a network such as 10.0.0.0/8'),
);
const folder = v.pipe(
  v.string(),
  v.check((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'it must lie below the app'),
);
const goal = v.pipe(v.string(), v.regex(/^(?:\/|https?:\/\/)[!-~]*$/, 'it must be a path that begins with / or a URL'));
/** Seconds, as people say them. */
const route = v.object({
  path: v.pipe(v.string(), v.startsWith('/')),
  firstByte: v.optional(within(1, 300)),
  idle: v.optional(within(1, 86_400)),
  allow: v.optional(v.pipe(v.array(network), v.minLength(1), v.maxLength(1000))),
  redirect: v.optional(goal),
  status: v.optional(v.picklist([301, 302, 303, 307, 308])),
  to: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,63}$/, 'it must be a process type'))),
  dir: v.optional(folder),
  maxAge: v.optional(whole(0, 31_536_000)),
});
const ownFile = v.object({
  formation: v.optional(formation, {}),
  deploy: v.optional(v.object({ mode: v.picklist(['preboot', 'hold']) })),
  routes: v.optional(v.pipe(v.array(route), v.maxLength(100)), []),
  cache: v.optional(cacheSection),
});
const appFile = v.object({ formation: v.optional(formation, {}), env: v.optional(appEnv, {}), ...firstDeploy });

/** Reads the texts of both files; null where there is none. `rostra.json` counts before `app.json`. */
export function readManifest(files: { readonly own: string | null; readonly app: string | null }): ManifestRead {
  const app = parsed('app.json', files.app, appFile);
  if (!app.ok) return app;
  const own = parsed('rostra.json', files.own, ownFile);
  if (!own.ok) return own;
  const first = firstDeployOf(app.value);
  const manifest = {
    formation: { ...app.value.formation, ...own.value.formation },
    deployMode: own.value.deploy?.mode ?? 'preboot',
    routes: own.value.routes.map(ruleOf),
    ...(Object.keys(app.value.env).length === 0 ? {} : { env: app.value.env }),
    ...(first === undefined ? {} : { first }),
    ...(own.value.cache === undefined ? {} : { cache: cacheSettingsOf(own.value.cache) }),
  };
  return { ok: true, manifest };
}

function ruleOf({ path, firstByte, idle, allow, redirect, status = 302, to, dir, maxAge = 0 }: v.InferOutput<typeof route>): RouteRule {
  return {
    path,
    firstByteMs: inMs(firstByte),
    idleMs: inMs(idle),
    ...(allow === undefined ? {} : { allow }),
    ...(redirect === undefined ? {} : { redirect: { to: redirect, status } }),
    ...(to === undefined || to === webType ? {} : { to }),
    ...(dir === undefined ? {} : { dir: { path: dir, maxAgeSeconds: maxAge } }),
  };
}

const ipv4 = v.pipe(v.string(), v.ipv4());
const ipv6 = v.pipe(v.string(), v.ipv6());

/** An IP address, or a network such as 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const most = v.is(ipv4, address) ? 32 : 128;
  if (more.length > 0 || (most === 128 && !v.is(ipv6, address))) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= most);
}

type Parsed<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string };

function parsed<Value>(file: string, text: string | null, schema: v.GenericSchema<unknown, Value>): Parsed<Value> {
  const json = text === null ? {} : jsonOf(text);
  if (json === undefined || Array.isArray(json)) return { ok: false, fault: `${file} is no JSON object.` };
  const read = v.safeParse(schema, json);
  if (read.success) return { ok: true, value: read.output };
  const [issue] = read.issues;
  return { ok: false, fault: `${file} is wrong: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const inMs = (seconds: number | undefined): number | null => (seconds === undefined ? null : seconds * 1000);
