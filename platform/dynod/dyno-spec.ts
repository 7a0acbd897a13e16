import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { DynoSpec } from '../drivers/driver.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,63}$/));

/** An id becomes a folder's name, so nothing else may stand in it. */
const dynoSpec = v.object({
  id: name,
  kind: v.picklist(['formation', 'release', 'run', 'addon']),
  app: name,
  type: name,
  number: count,
  release: count,
  command: v.pipe(v.string(), v.minLength(1)),
  directory: v.pipe(v.string(), v.startsWith('/')),
  copyDirectory: v.boolean(),
  env: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/)), v.string()),
  needsPort: v.boolean(),
  port: v.nullable(port),
  user: v.nullable(v.object({ uid: count, gid: count })),
  bootLimitMs: count,
  graceMs: count,
  stopSignal: v.picklist(['SIGTERM', 'SIGINT']),
  stopLeaderOnly: v.boolean(),
  restart: v.boolean(),
  memoryQuotaMb: count,
});

/** Checks what came over the socket or from disk; names the first wrong field. */
export function parseDynoSpec(value: unknown): DynoSpec {
  const result = v.safeParse(dynoSpec, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RostraError({
    code: 'PLATFORM_DYNO_SPEC',
    status: 400,
    message: `A dyno cannot be started from this: ${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`,
  });
}
