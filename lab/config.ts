import { createHash } from 'node:crypto';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { envFlag, envInteger, envText, readEnv } from '#kit/config/env.ts';

/** Who may see what without a login. */
export type Access = 'OPEN' | 'DEMO' | 'STUDY';

/** What the environment says about this process. */
export interface LabConfig {
  readonly port: number;
  readonly host: string;
  /** Null: a server of our own, its data in the project's `.rostra/`. */
  readonly databaseUrl: string | null;
  readonly isProduction: boolean;
  readonly access: Access;
  readonly adminUser: string;
  /** Null: nobody can log in. */
  readonly adminPassword: string | null;
  readonly restKeys: readonly string[];
  /** Signs cookies, and makes the links of secure rooms. */
  readonly secret: string;
  /** False when the admin password stands in for it, so that another password would change all that is made of it. */
  readonly hasOwnSecret: boolean;
  /** The public address, when a proxy hides it. */
  readonly baseUrl: string | null;
  /** Where errors are reported; null: nowhere. */
  readonly sentryDsn: string | null;
  /** Is told of every error; null: nobody is. */
  readonly errorWebhook: string | null;
  /** Web processes on the port; on the platform always one, because it runs as many dynos as it is told to. */
  readonly processes: number;
  /** Makes a session of the project's first recipe in an empty database. */
  readonly demoData: boolean;
}

/** Lab's own names; oTree's are understood too. */
const aliases: Readonly<Record<string, string>> = {
  LAB_PRODUCTION: 'OTREE_PRODUCTION',
  LAB_AUTH: 'OTREE_AUTH_LEVEL',
  LAB_ADMIN_PASSWORD: 'OTREE_ADMIN_PASSWORD',
  LAB_REST_KEY: 'OTREE_REST_KEY',
  LAB_ERROR_WEBHOOK: 'OTREE_ERROR_REPORT_ENDPOINT',
};

const notSecret = 'not-secret-because-this-is-not-in-production';

/** Reads the environment; throws one fault that names every wrong variable. */
export function labConfig(env: NodeJS.ProcessEnv = process.env): LabConfig {
  const values = readEnv(withAliases(env), {
    port: envInteger('PORT', { fallback: 8000, max: 65_535 }),
    host: envText('LAB_HOST', { fallback: hostFor(env) }),
    databaseUrl: envText('DATABASE_URL', { fallback: '' }),
    isProduction: envFlag('LAB_PRODUCTION'),
    auth: envText('LAB_AUTH', { fallback: '' }),
    adminUser: envText('LAB_ADMIN_USER', { fallback: 'admin' }),
    adminPassword: envText('LAB_ADMIN_PASSWORD', { fallback: '' }),
    restKeys: envText('LAB_REST_KEY', { fallback: '' }),
    secret: envText('LAB_SECRET', { fallback: '' }),
    baseUrl: envText('LAB_BASE_URL', { fallback: '' }),
    sentryDsn: envText<string | null>('SENTRY_DSN', { fallback: null }),
    errorWebhook: envText('LAB_ERROR_WEBHOOK', { fallback: '' }),
    processes: envInteger('LAB_PROCESSES', { fallback: 1, min: 1, max: 64 }),
    demoData: envFlag('DEMO_DATA'),
  });
  return Object.freeze({
    ...values,
    databaseUrl: values.databaseUrl || null,
    adminPassword: values.adminPassword || null,
    baseUrl: values.baseUrl || null,
    errorWebhook: addressOrNull('LAB_ERROR_WEBHOOK', values.errorWebhook),
    processes: env['DYNO'] ? 1 : values.processes,
    access: accessOf(values.auth, values.isProduction),
    restKeys: values.restKeys.split(',').flatMap((key) => key.trim() || []),
    secret: secretOf(values),
    hasOwnSecret: values.secret !== '' || !values.isProduction,
  });
}

function addressOrNull(name: string, text: string): string | null {
  if (text === '') return null;
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: `${name} is no address.`,
    hint: 'Write it like https://example.org/errors.',
  });
}

/** On the platform the router stands on the same machine; elsewhere in production others must reach us. */
function hostFor(env: NodeJS.ProcessEnv): string {
  const isAlone = Boolean(env['LAB_PRODUCTION'] ?? env['OTREE_PRODUCTION']) && !env['ROSTRA_APP'];
  return isAlone ? '0.0.0.0' : '127.0.0.1';
}

function withAliases(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const old = Object.entries(aliases).filter(([name, alias]) => !env[name] && env[alias]);
  return { ...env, ...Object.fromEntries(old.map(([name, alias]) => [name, env[alias]])) };
}

function accessOf(text: string, isProduction: boolean): Access {
  if (text === 'OPEN' || text === 'DEMO' || text === 'STUDY') return text;
  if (text === '' && !isProduction) return 'OPEN';
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: text === '' ? 'LAB_AUTH is missing, and LAB_PRODUCTION is on.' : `LAB_AUTH is "${text}"; it must be STUDY, DEMO or OPEN.`,
    hint: 'STUDY: only participants come in without a login. DEMO: the demo page too. OPEN: everybody may do everything.',
  });
}

/** Without LAB_SECRET the password takes its place: every process of the app has the same one. */
function secretOf({ secret, adminPassword, isProduction }: { secret: string; adminPassword: string; isProduction: boolean }): string {
  const given = secret || (isProduction ? adminPassword : notSecret);
  if (given) return createHash('sha256').update(`rostra lab ${given}`).digest('hex');
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: 'LAB_SECRET is missing, and LAB_PRODUCTION is on.',
    hint: 'Set it to any text of 32 characters or more, the same for every process.',
  });
}
