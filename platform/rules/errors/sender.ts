/** What of a request says who sends; each may be there or not. */
export interface SenderWords {
  readonly sentryAuth: string | undefined;
  readonly authorization: string | undefined;
  /** `sentry_key=…&sentry_version=7` */
  readonly query: string;
}

/** The public key that a request names, the first found; null: none before its body is read (ERR-03). */
export function publicKey({ sentryAuth, authorization, query }: SenderWords): string | null {
  for (const header of [sentryAuth, authorization]) {
    const key = /^Sentry\b.*?\bsentry_key\s*=\s*"?([0-9a-zA-Z]+)/i.exec(header ?? '')?.[1];
    if (key !== undefined) return key;
  }
  return /(?:^|&)sentry_key=([0-9a-zA-Z]+)/.exec(query)?.[1] ?? null;
}

/** The public key of a DSN, `https://KEY@host/12`; null when it is none. */
export function keyOfDsn(dsn: unknown): string | null {
  return typeof dsn === 'string' ? (/^https?:\/\/([0-9a-zA-Z]+)(?::[0-9a-zA-Z]*)?@[^/]+\/(?:.*\/)?\d+\/?$/.exec(dsn)?.[1] ?? null) : null;
}

export type Endpoint = 'envelope' | 'store' | 'security' | 'otree';

/** What is asked for at `/api/12/envelope/`; null: nothing of ours. */
export function endpointOf(path: string): { readonly project: number; readonly endpoint: Endpoint } | null {
  const [, project, word] = /^\/api\/(\d{1,15})\/([a-z]+)\/?$/.exec(path) ?? [];
  const endpoint = endpoints.find((each) => each === word);
  return project === undefined || endpoint === undefined ? null : { project: Number(project), endpoint };
}

const endpoints: readonly Endpoint[] = ['envelope', 'store', 'security', 'otree'];
