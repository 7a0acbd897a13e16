import { envFlag, envInteger, envText, readEnv } from '#kit/config/env.ts';

/** Takes e-mails that leave the tab; named as Django names it, which is what a mail add-on gives. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Empty: it asks for no account. */
  readonly user: string;
  readonly password: string;
  /** Whether the connection must be encrypted before anything is sent. */
  readonly useTls: boolean;
  /** The address that mails come from. */
  readonly from: string;
}

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
  /** Null: no e-mail leaves. */
  readonly mail: MailServer | null;
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
    mailHost: envText('EMAIL_HOST', { fallback: '' }),
    mailPort: envInteger('EMAIL_PORT', { fallback: 587, max: 65_535 }),
    mailUser: envText('EMAIL_HOST_USER', { fallback: '' }),
    mailPassword: envText('EMAIL_HOST_PASSWORD', { fallback: '' }),
    mailUseTls: envText('EMAIL_USE_TLS', { fallback: 'true' }),
    mailFrom: envText('DEFAULT_FROM_EMAIL', { fallback: 'no-reply@localhost' }),
  });
  const { mailHost: host, mailPort: port, mailUser: user, mailPassword: password, mailUseTls, mailFrom: from } = values;
  const useTls = !['', 'false', '0', 'no', 'off'].includes(mailUseTls.toLowerCase());
  return Object.freeze({
    port: values.port,
    host: values.host,
    databaseUrl: values.databaseUrl || null,
    adminPassword: values.adminPassword || null,
    apiKey: values.apiKey || null,
    secret: values.secret || null,
    sentryDsn: values.sentryDsn,
    demoData: values.demoData,
    mail: host === '' ? null : { host, port, user, password, useTls, from },
  });
}
