/** What an add-on's plan promises. The numbers are those people know from the originals (platform specification, CON-17). */
export interface Plan {
  readonly service: 'postgres' | 'redis' | 'mail' | 'scheduler' | 'errors';
  readonly name: string;
  /** null: as many as the server allows. */
  readonly connections: number | null;
  /** Rows of a Postgres database; null: no limit. */
  readonly rows: number | null;
  /** Memory of a Redis server; null: no limit. */
  readonly memoryMb: number | null;
  /** Of a mail server; null: no limit. */
  readonly messagesPerHour: number | null;
  /** Errors that an app may report; null: no limit. */
  readonly eventsPerMinute: number | null;
}

const none = { connections: null, rows: null, memoryMb: null, messagesPerHour: null, eventsPerMinute: null } as const;

const postgres = (name: string, connections: number | null, rows: number | null): Plan => ({
  ...none,
  service: 'postgres',
  name,
  connections,
  rows,
});

const redis = (name: string, connections: number | null, memoryMb: number | null): Plan => ({
  ...none,
  service: 'redis',
  name,
  connections,
  memoryMb,
});

const mail = (name: string, messagesPerHour: number | null): Plan => ({ ...none, service: 'mail', name, messagesPerHour });

const errors = (name: string, eventsPerMinute: number | null): Plan => ({ ...none, service: 'errors', name, eventsPerMinute });

export const plans: readonly Plan[] = [
  postgres('hobby-dev', 20, 10_000),
  postgres('hobby-basic', 20, 10_000_000),
  postgres('essential-0', 20, null),
  postgres('essential-1', 20, null),
  postgres('essential-2', 40, null),
  postgres('standard-0', 120, null),
  postgres('standard-2', 400, null),
  postgres('unlimited', null, null),
  redis('hobby-dev', 20, 25),
  redis('mini', 20, 25),
  redis('premium-0', 40, 50),
  redis('rediscloud-30', 30, 30),
  redis('rediscloud-100', 256, 100),
  redis('unlimited', null, null),
  mail('starter', 500),
  mail('bronze', 5_000),
  mail('unlimited', null),
  { ...none, service: 'scheduler', name: 'standard' },
  errors('standard', 300),
  errors('plus', 3_000),
  errors('unlimited', null),
];

interface ServiceName {
  readonly service: Plan['service'];
  /** Put before the plan's own name: `rediscloud:100` is our `rediscloud-100`. */
  readonly prefix: string;
  readonly smallest: string;
  /** The config var without `_URL`. */
  readonly attachesAs: string;
  /** The config var carries the encrypted address, as the original's does. */
  readonly prefersTls?: true;
}

/** Our services and the names under which an unmodified app.json asks for them. */
const services: Readonly<Record<string, ServiceName>> = {
  postgres: { service: 'postgres', prefix: '', smallest: 'hobby-dev', attachesAs: 'DATABASE' },
  'heroku-postgresql': { service: 'postgres', prefix: '', smallest: 'hobby-dev', attachesAs: 'DATABASE' },
  redis: { service: 'redis', prefix: '', smallest: 'hobby-dev', attachesAs: 'REDIS' },
  'heroku-redis': { service: 'redis', prefix: '', smallest: 'hobby-dev', attachesAs: 'REDIS', prefersTls: true },
  rediscloud: { service: 'redis', prefix: 'rediscloud-', smallest: '30', attachesAs: 'REDISCLOUD' },
  mail: { service: 'mail', prefix: '', smallest: 'starter', attachesAs: 'MAIL' },
  sendgrid: { service: 'mail', prefix: '', smallest: 'starter', attachesAs: 'MAIL' },
  errors: { service: 'errors', prefix: '', smallest: 'standard', attachesAs: 'SENTRY' },
  scheduler: { service: 'scheduler', prefix: '', smallest: 'standard', attachesAs: 'SCHEDULER' },
};

export type PlanFound =
  | { readonly ok: true; readonly plan: Plan; readonly attachesAs: string; readonly prefersTls: boolean }
  | { readonly ok: false; readonly fault: string; readonly known: readonly string[] };

/** The plan that `service:plan` names, or the service's smallest for `service` alone. `known` are the names that would do. */
export function findPlan(text: string): PlanFound {
  const [serviceName = '', planName] = text.split(':', 2);
  const service = Object.hasOwn(services, serviceName) ? services[serviceName] : undefined;
  if (service === undefined) return { ok: false, fault: `There is no add-on service "${serviceName}".`, known: Object.keys(services) };
  const name = service.prefix + (planName ?? service.smallest);
  const ofService = plans.filter((plan) => plan.service === service.service && plan.name.startsWith(service.prefix));
  const plan = ofService.find((candidate) => candidate.name === name);
  if (plan !== undefined) return { ok: true, plan, attachesAs: service.attachesAs, prefersTls: service.prefersTls ?? false };
  const known = ofService.map((candidate) => `${serviceName}:${candidate.name.slice(service.prefix.length)}`);
  return { ok: false, fault: `${serviceName} has no plan "${planName ?? ''}".`, known };
}

/** The most dynos of one process type (CON-03). */
export const mostDynos = 100;
