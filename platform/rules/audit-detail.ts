import { createHash } from 'node:crypto';

/** Under these names stands what nobody may read in an audit log: only whether it was the same as another time can be seen. */
const secretNames = new Set(['key', 'certificate', 'password', 'token', 'set', 'env', 'url']);

const longestText = 200;

/** The arguments of a verb as one JSON text for the audit log: secrets as the start of their hash, streams and functions left out. */
export function auditDetail(args: readonly unknown[]): string {
  const [only, ...others] = args.map((arg) => shown(arg, false)).filter((arg) => arg !== undefined);
  if (only === undefined) return '';
  return JSON.stringify(others.length === 0 ? only : [only, ...others]);
}

function shown(value: unknown, isSecret: boolean): unknown {
  if (typeof value === 'string') return isSecret ? fingerprint(value) : value.slice(0, longestText);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'object' ? shownObject(value, isSecret) : undefined;
}

function shownObject(value: object, isSecret: boolean): unknown {
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => shown(item, isSecret));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shown(item, isSecret || secretNames.has(name))]));
}

/** `sha256:1a2b3c4d5e6f` */
function fingerprint(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
