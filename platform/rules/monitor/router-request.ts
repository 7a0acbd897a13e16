/** A request as the router's line in the log tells of it. */
export interface LoggedRequest {
  /** When it was over, seconds since 1970. */
  readonly second: number;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** `H12`; empty when all went well. */
  readonly code: string;
  readonly requestId: string;
  readonly client: string;
  readonly dyno: string;
  /** Of the dyno; null: it never got there. */
  readonly serviceMs: number | null;
  readonly queueMs: number | null;
  readonly status: number;
  readonly cache: string;
  /** The group of its path. */
  readonly route: string;
  readonly userAgent: string;
  /** The line stands for so many. */
  readonly count: number;
}

/** Null: it is no line of the router. */
export function loggedRequest(second: number, line: string): LoggedRequest | null {
  if (!line.startsWith('at=')) return null;
  const fields = new Map([...line.matchAll(pair)].map(([, name = '', quoted, plain = '']): [string, string] => [name, quoted ?? plain]));
  const field = (name: string): string => fields.get(name) ?? '';
  const path = field('path');
  if (path === '') return null;
  return {
    second,
    method: field('method'),
    path: path.split('?', 1)[0] ?? path,
    code: field('code'),
    requestId: field('request_id'),
    client: field('fwd'),
    dyno: field('dyno'),
    serviceMs: milliseconds(field('service')),
    queueMs: milliseconds(field('queue')),
    status: Number(field('status')),
    cache: field('cache'),
    route: field('route'),
    userAgent: field('ua'),
    count: Number(field('sampled')) || 1,
  };
}

const pair = /(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

const milliseconds = (text: string): number | null => (/^\d+ms$/.test(text) ? Number.parseInt(text, 10) : null);

/** The app was not asked. */
export const isCached = ({ cache }: LoggedRequest): boolean => cache === 'hit' || cache === 'stale' || cache === 'coalesced';
