/** JSON Schemas of what the API answers, as rules/resources.ts has them: the OpenAPI document is made from these. */

type Shape = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const time = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };
const flag = { type: 'boolean' };
const fraction = { type: 'number' };
const words = (...allowed: readonly string[]): Shape => ({ type: 'string', enum: allowed });
const orNull = (shape: Shape): Shape => ({ anyOf: [shape, { type: 'null' }] });
const texts = { type: 'object', additionalProperties: text };

export const listOf = (items: Shape): Shape => ({ type: 'array', items });

/** Every field is there in every answer. */
export const object = (properties: Readonly<Record<string, Shape>>): Shape => ({
  type: 'object',
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
});

const dynoState = words('starting', 'up', 'stopping', 'down', 'crashed');

const appProperties = {
  name: text,
  url: text,
  createdAt: time,
  maintenance: flag,
  release: orNull(count),
  state: words('blank', 'failed', 'off', 'starting', 'up', 'crashed', 'maintenance', 'asleep', 'stopped'),
  dynos: object({ up: count, wanted: count }),
  restartPending: flag,
};

/** Only a rehearsal's copy says whose it is. */
export const app: Shape = { ...object(appProperties), properties: { ...appProperties, copyOf: text } };

export const processType = object({ type: text, command: text, quantity: count, size: text, memoryQuotaMb: count });

export const dyno = object({
  id: text,
  name: text,
  type: text,
  number: count,
  release: count,
  state: dynoState,
  since: time,
  reason: text,
  pid: orNull(count),
  port: orNull(count),
  exitStatus: orNull({ type: 'integer' }),
  restarts: count,
  memoryMb: orNull(fraction),
  memoryQuotaMb: count,
  load: orNull(fraction),
});

export const release = object({
  version: count,
  status: words('pending', 'succeeded', 'failed'),
  current: flag,
  reason: text,
  actor: text,
  createdAt: time,
  slug: orNull(text),
  failure: orNull(text),
});

export const configVars = texts;

export const configChanged = object({ config: configVars, release });

export const addon = object({
  name: text,
  app: text,
  service: words('postgres', 'redis', 'mail', 'scheduler', 'errors'),
  plan: text,
  state: words('creating', 'available', 'failed'),
  configVar: text,
  connectionLimit: orNull(count),
  memoryMb: orNull(count),
  attachedTo: listOf(object({ app: text, configVar: text })),
  createdAt: time,
});

export const addonUse = object({
  name: text,
  connections: count,
  connectionLimit: orNull(count),
  usedMb: fraction,
  limitMb: orNull(count),
  rows: count,
  rowLimit: orNull(count),
});

export const build = object({
  id: text,
  app: text,
  status: words('building', 'releasing', 'succeeded', 'failed'),
  createdAt: time,
  actor: text,
  release: orNull(count),
  failure: orNull(text),
});

export const outputLine = object({ line: text });

export const logLine = object({ id: count, at: time, source: words('app', 'rostra'), dyno: text, text });

export const event = object({
  id: count,
  at: time,
  app: text,
  kind: text,
  level: words('info', 'warning', 'critical'),
  code: orNull(text),
  dyno: orNull(text),
  actor: orNull(text),
  text,
});

export const domain = object({
  host: text,
  kind: words('platform', 'own'),
  certificate: orNull(words('own', 'acme', 'local')),
  validUntil: orNull(time),
  failure: orNull(text),
  nextTryAt: orNull(time),
});

export const certificate = object({
  id: count,
  source: words('own', 'acme'),
  hosts: listOf(text),
  validFrom: time,
  validUntil: time,
  renewsAt: orNull(time),
});

export const https = object({ acme: flag, redirect: words('auto', 'on', 'off'), hstsSeconds: count, port: orNull(count) });

export const localAuthority = object({ path: text, certificate: text });

export const errorCount = object({ code: text, title: text, level: words('info', 'warning', 'critical'), count, lastAt: time });

const metricPoint = object({
  second: count,
  seconds: count,
  ok: count,
  failed: count,
  failedByRouter: count,
  codes: { type: 'object', additionalProperties: count },
  p50: orNull(fraction),
  p95: orNull(fraction),
  p99: orNull(fraction),
  max: orNull(fraction),
});

const dynoPoint = object({ second: count, load: orNull(fraction), memoryMb: orNull(fraction) });

export const metrics = object({
  app: text,
  stepSeconds: count,
  points: listOf(metricPoint),
  dynos: listOf(object({ name: text, points: listOf(dynoPoint) })),
  events: listOf(event),
});

const role = words('owner', 'admin', 'operator', 'viewer');
const tokenFields = { id: text, label: text, role, createdAt: time, lastUsedAt: orNull(time), expiresAt: orNull(time) };

export const token = object(tokenFields);

export const newToken = object({ ...tokenFields, token: text });

export const user = object({ name: text, role, apps: orNull(listOf(text)), createdAt: time });

const auditEntry = object({
  id: count,
  at: time,
  actor: text,
  role: text,
  address: orNull(text),
  agent: orNull(text),
  requestId: orNull(text),
  app: orNull(text),
  action: text,
  detail: text,
  refused: orNull(text),
});

export const auditPage = object({ entries: listOf(auditEntry), hasMore: flag });

export const auditCheck = object({ isWhole: flag, brokenAt: orNull(count) });

export const configKeys = object({ version: count, names: listOf(text) });

export const releaseDiff = object({
  version: count,
  before: orNull(count),
  slug: orNull(object({ from: orNull(text), to: orNull(text) })),
  config: object({ added: listOf(text), changed: listOf(text), removed: listOf(text) }),
  processes: listOf(object({ type: text, from: orNull(text), to: orNull(text) })),
});

export const status = object({
  version: text,
  startedAt: time,
  home: text,
  url: text,
  apps: count,
  router: words('up', 'away'),
  dynod: words('up', 'away'),
});

/** Every refusal: a stable code, what is, and what to do next. */
export const fault = {
  description: 'Refused',
  type: 'object',
  properties: { error: { type: 'object', properties: { code: text, message: text, hint: text, requestId: text } } },
};
