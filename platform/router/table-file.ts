import { open, readFile, rename } from 'node:fs/promises';
import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { RouteTable } from '../rules/route-table.ts';

const dyno = v.object({ id: v.string(), name: v.string(), port: v.number(), state: v.picklist(['up', 'draining']) });
const rule = v.object({
  path: v.string(),
  firstByteMs: v.nullable(v.number()),
  idleMs: v.nullable(v.number()),
  allow: v.optional(v.array(v.string())),
  redirect: v.optional(v.object({ to: v.string(), status: v.number() })),
  to: v.optional(v.string()),
  dir: v.optional(v.object({ path: v.string(), maxAgeSeconds: v.number() })),
});
const https = v.object({ port: v.number(), redirectedHosts: v.array(v.string()), hstsSeconds: v.number() });
const certificate = v.object({ hosts: v.array(v.string()), certificate: v.string(), key: v.string() });
const challenge = v.object({ host: v.string(), token: v.string(), answer: v.string() });
const cacheRule = v.object({
  path: v.string(),
  deny: v.boolean(),
  ttlMs: v.nullable(v.number()),
  swrMs: v.nullable(v.number()),
  sieMs: v.nullable(v.number()),
  tags: v.array(v.string()),
});
const purgeRule = v.object({
  method: v.string(),
  path: v.string(),
  status: v.array(v.number()),
  tags: v.array(v.string()),
  soft: v.boolean(),
  guestFlush: v.optional(v.nullable(v.literal('django-pages')), null), // an earlier version's table has none of these
  warm: v.optional(v.array(v.string()), []),
  minIntervalMs: v.optional(v.number(), 0),
});
const cache = v.object({
  languages: v.array(v.string()),
  significantCookies: v.nullable(v.array(v.string())),
  trustMaxAge: v.boolean(),
  expiresBound: v.boolean(),
  rules: v.array(cacheRule),
  purgeOn: v.array(purgeRule),
});
const project = v.object({
  path: v.string(),
  title: v.string(),
  description: v.string(),
  people: v.string(),
  licence: v.string(),
  cite: v.string(),
  demo: v.nullable(v.string()),
  source: v.nullable(v.object({ file: v.string(), name: v.string() })),
});
const app = v.object({
  name: v.string(),
  mirrorOf: v.exactOptional(v.string()),
  door: v.exactOptional(v.object({ allow: v.array(v.string()), basic: v.nullable(v.object({ user: v.string(), sha256: v.string() })) })),
  project: v.exactOptional(project),
  bots: v.exactOptional(v.string()),
  status: v.exactOptional(v.object({ notes: v.array(v.object({ at: v.string(), text: v.string(), nextAt: v.nullable(v.string()) })) })),
  hosts: v.array(v.string()),
  release: v.nullable(v.number()),
  isWaking: v.exactOptional(v.literal(true)),
  usedUp: v.exactOptional(v.string()),
  maintenance: v.nullable(v.object({ html: v.nullable(v.string()) })),
  desired: v.number(),
  starting: v.number(),
  slots: v.number(),
  rules: v.optional(v.array(rule), []), // an earlier version's table has none of these
  https: v.optional(v.nullable(https), null),
  slugFolder: v.optional(v.nullable(v.string()), null),
  cache: v.optional(v.nullable(cache), null),
  dynos: v.array(dyno),
});
const table = v.object({
  version: v.number(),
  baseDomain: v.string(),
  apps: v.array(app),
  certificates: v.optional(v.array(certificate), []),
  challenges: v.optional(v.array(challenge), []),
});

/** Throws a fault that names the first wrong place. */
export function readTable(text: string): RouteTable {
  const read = v.safeParse(table, parsed(text));
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new RostraError({
    code: 'ROUTER_TABLE_WRONG',
    status: 400,
    message: `This is no routing table: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.`,
  });
}

/** Null when there is none, or none that can be read: control brings the next. */
export async function loadTable(path: string): Promise<RouteTable | null> {
  try {
    return readTable(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

/** On disk, whole, when this settles. */
export async function storeTable(path: string, stored: RouteTable): Promise<void> {
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(stored));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
