import { randomUUID } from 'node:crypto';

const acceptable = /^[A-Za-z0-9-]{20,200}$/;

/** The id that came with the request when it is one (20–200 letters, digits, hyphens), else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && acceptable.test(header) ? header : randomUUID();
}
