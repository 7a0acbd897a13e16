/** Under these names stands what nobody may read in an audit log: only whether it was the same as another time can be seen. */
const secretNames = new Set(['key', 'secret', 'certificate', 'token', 'set', 'env', 'url']);

/** What people think up can be guessed from a hash: nothing of it is kept. */
const leftOut = new Set(['password', 'passphrase']);

const longestText = 200;

type Hide = (secret: string) => string;

/** The arguments of a verb as one JSON text for the audit log: secrets as `hide` makes them, streams and functions left out. */
export function auditDetail(args: readonly unknown[], hide: Hide): string {
  const [only, ...others] = args.map((arg) => shown(arg, { isSecret: false, hide })).filter((arg) => arg !== undefined);
  if (only === undefined) return '';
  return JSON.stringify(others.length === 0 ? only : [only, ...others]);
}

interface Around {
  /** It stands under a name of secrets. */
  readonly isSecret: boolean;
  readonly hide: Hide;
}

function shown(value: unknown, around: Around): unknown {
  if (typeof value === 'string') return around.isSecret ? around.hide(value) : value.slice(0, longestText);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'object' ? shownObject(value, around) : undefined;
}

function shownObject(value: object, around: Around): unknown {
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => shown(item, around));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !leftOut.has(name))
      .map(([name, item]) => [name, shown(item, { ...around, isSecret: around.isSecret || secretNames.has(name) })]),
  );
}
