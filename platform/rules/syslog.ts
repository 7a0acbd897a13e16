/** A log line on its way to somebody else's log. */
export interface DrainedLine {
  readonly at: string;
  readonly source: 'app' | 'rostra';
  readonly dyno: string;
  readonly text: string;
}

export interface DrainNames {
  /** Stands where syslog has the host: it says whose log it is. */
  readonly token: string;
  /** `heroku[router]` for `rostra[router]`. */
  readonly herokuNames: boolean;
}

/** Facility and severity as Heroku's logplex sends them: local7.info of dynos, local3.info of the router, syslog.notice of the platform. */
const priorities = { app: 190, router: 158, platform: 45 } as const;

/** RFC 5424, without structured data. A line break in the text would begin another message for some readers. */
export function syslogMessage({ at, source, dyno, text }: DrainedLine, { token, herokuNames }: DrainNames): string {
  const priority = source === 'app' ? priorities.app : dyno === 'router' ? priorities.router : priorities.platform;
  const name = source === 'rostra' && herokuNames ? 'heroku' : source;
  return `<${priority}>1 ${at.replace(/Z$/, '+00:00')} ${token} ${name} ${dyno} - - ${text.replace(/[\r\n]+/g, ' ')}`;
}

/** RFC 6587's octet counting: the length in bytes, a blank, the message. */
export function octetCounted(message: string): string {
  return `${new TextEncoder().encode(message).length} ${message}`;
}

export type DrainKind = 'syslog' | 'syslog+tls' | 'https' | 'http';

const kinds: Readonly<Record<string, { readonly kind: DrainKind; readonly port: number }>> = {
  'syslog:': { kind: 'syslog', port: 514 },
  'syslog+tls:': { kind: 'syslog+tls', port: 6514 },
  'https:': { kind: 'https', port: 443 },
  'http:': { kind: 'http', port: 80 },
};

export type DrainAddress =
  | { readonly ok: true; readonly kind: DrainKind; readonly host: string; readonly port: number }
  | { readonly ok: false; readonly fault: string };

/** Where a drain's URL leads. */
export function drainAddress(text: string): DrainAddress {
  if (!URL.canParse(text)) return { ok: false, fault: `"${text.slice(0, 80)}" is no address.` };
  const url = new URL(text);
  const found = kinds[url.protocol];
  const known = Object.keys(kinds).map((protocol) => `${protocol}//`);
  if (found === undefined) return { ok: false, fault: `A drain's address begins with ${known.join(', ')}, not ${url.protocol}//.` };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '') return { ok: false, fault: 'The address names no host.' };
  return { ok: true, kind: found.kind, host, port: url.port === '' ? found.port : Number(url.port) };
}

/** Milliseconds to wait after so many failures in a row: a drain that is away is asked once a minute. */
export const drainPauseMs = (failures: number): number => Math.min(1_000 * 2 ** Math.min(failures - 1, 6), 60_000);

/** How much a drain may be behind before the oldest is left out (platform specification, CON-23): so many lines, and then so many bytes. */
export const drainBuffer = { lines: 5_000, bytes: 50 * 1024 * 1024 } as const;

/** Faults of TLS that say: this certificate is not to be trusted (L14). */
export function isCertificateFault(code: string): boolean {
  return /^(ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET_ISSUER))/.test(code);
}
