import { envFlag, envInteger, envText, readEnv } from '#kit/config/env.ts';

/** What the environment says about this process. */
export interface TabConfig {
  readonly port: number;
  readonly host: string;
  /** Null: a server of our own, its data in the folder's `.rostra/`. */
  readonly databaseUrl: string | null;
  /** Null: nobody can log in. */
  readonly adminPassword: string | null;
  /** With full rights; null: the API takes no key. */
  readonly apiKey: string | null;
  /** Signs cookies; null: one that the database keeps. */
  readonly secret: string | null;
  /** Where errors are reported; null: nowhere. */
  readonly sentryDsn: string | null;
  /** Makes a demo tournament in an empty database. */
  readonly demoData: boolean;
}

/** Reads the environment; throws one fault that names every wrong variable. */
export function tabConfig(env: NodeJS.ProcessEnv = process.env): TabConfig {
  const values = readEnv(env, {
    port: envInteger('PORT', { fallback: 8001, max: 65_535 }),
    host: envText('TAB_HOST', { fallback: '127.0.0.1' }),
    databaseUrl: envText('DATABASE_URL', { fallback: '' }),
    adminPassword: envText('TAB_ADMIN_PASSWORD', { fallback: '' }),
    apiKey: envText('TAB_API_KEY', { fallback: '' }),
    secret: envText('TAB_SECRET', { fallback: '' }),
    sentryDsn: envText<string | null>('SENTRY_DSN', { fallback: null }),
    demoData: envFlag('DEMO_DATA'),
  });
  return Object.freeze({
    ...values,
    databaseUrl: values.databaseUrl || null,
    adminPassword: values.adminPassword || null,
    apiKey: values.apiKey || null,
    secret: values.secret || null,
  });
}
