import { unreachable } from '#kit/errors/invariant.ts';
import type { Plan } from './plans.ts';

/** Where a server takes connections. */
export interface ServerPlace {
  readonly port: number;
  /** Null: it speaks no TLS. */
  readonly tlsPort: number | null;
}

/** What an app needs to be told of an add-on that it holds. */
export interface HeldAddon {
  readonly service: Plan['service'];
  /** `DATABASE_URL` */
  readonly configVar: string;
  /** The add-on's number, which an address of the error service ends with. */
  readonly number: number;
  /** Of the user, the database or the account: made by us, letters, digits and _. */
  readonly account: string;
  readonly password: string;
  /** The config var itself carries the encrypted address. */
  readonly prefersTls: boolean;
}

const host = '127.0.0.1';

/** Names of every config var that an add-on held as `configVar` gives to an app. */
export function addonVarNames({ service, configVar }: Pick<HeldAddon, 'service' | 'configVar'>): readonly string[] {
  switch (service) {
    case 'postgres':
      return [configVar];
    case 'redis':
      return [configVar, tlsName(configVar)];
    case 'mail':
      return [configVar, ...mailNames];
    case 'errors':
      return [configVar, reportEndpoint];
    case 'scheduler':
      return [];
    default:
      return unreachable(service);
  }
}

/** The values for those names; null for one that there is nothing to say about. */
export function addonVars(addon: HeldAddon, place: ServerPlace): Readonly<Record<string, string | null>> {
  switch (addon.service) {
    case 'postgres':
      return { [addon.configVar]: `postgres://${addon.account}:${addon.password}@${host}:${place.port}/${addon.account}` };
    case 'redis':
      return redisVars(addon, place);
    case 'mail':
      return mailVars(addon, place);
    case 'errors':
      return errorVars(addon, place);
    case 'scheduler':
      return {};
    default:
      return unreachable(addon.service);
  }
}

const tlsName = (configVar: string): string => configVar.replace(/_URL$/, '_TLS_URL');

function redisVars({ configVar, password, prefersTls }: HeldAddon, { port, tlsPort }: ServerPlace): Record<string, string | null> {
  const plain = `redis://default:${password}@${host}:${port}/0`;
  const encrypted = tlsPort === null ? null : `rediss://default:${password}@${host}:${tlsPort}/0`;
  return { [configVar]: prefersTls ? (encrypted ?? plain) : plain, [tlsName(configVar)]: encrypted };
}

/** Where oTree posts its errors itself. */
const reportEndpoint = 'OTREE_ERROR_REPORT_ENDPOINT';

function errorVars({ configVar, password, number }: HeldAddon, { port }: ServerPlace): Record<string, string> {
  return {
    [configVar]: `http://${password}@${host}:${port}/${number}`,
    [reportEndpoint]: `http://${host}:${port}/api/${number}/otree/?sentry_key=${password}`,
  };
}

/** As Django and with it most hosting guides name them. */
const mailNames = ['EMAIL_HOST', 'EMAIL_PORT', 'EMAIL_HOST_USER', 'EMAIL_HOST_PASSWORD', 'EMAIL_USE_TLS', 'DEFAULT_FROM_EMAIL'] as const;

function mailVars({ configVar, account, password }: HeldAddon, { port }: ServerPlace): Record<string, string> {
  return {
    [configVar]: `smtp://${account}:${password}@${host}:${port}`,
    EMAIL_HOST: host,
    EMAIL_PORT: String(port),
    EMAIL_HOST_USER: account,
    EMAIL_HOST_PASSWORD: password,
    EMAIL_USE_TLS: '', // it listens on the machine itself; the empty word is Django's no
    DEFAULT_FROM_EMAIL: 'no-reply@localhost',
  };
}
