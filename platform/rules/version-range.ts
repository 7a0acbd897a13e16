/**
 * Whether a version lies in a range as package.json writes them: `^1.2.0`, `~1.2`, `>=20 <27`, `20.x`, `1.2.3 || 2`, `*`. Anything
 * else, an address or a tag, is not satisfied. Pre-releases count as their version.
 */
export function satisfies(version: string, range: string): boolean {
  const given = parts(version);
  if (given === null) return false;
  return range.split('||').some((alternative) => {
    const spelledOut = alternative
      .trim()
      .replace(/^(\S+)\s+-\s+(\S+)$/, '>=$1 <=$2')
      .replaceAll(/([<>=^~])\s+/g, '$1');
    return spelledOut.split(/\s+/).every((comparator) => matches(given, comparator));
  });
}

type Version = readonly [major: number, minor: number, patch: number];

interface Bound {
  readonly at: Version;
  /** How many of the three numbers were written. */
  readonly precision: number;
}

function matches(given: Version, comparator: string): boolean {
  const [, operator = '', rest = ''] = /^(>=|<=|>|<|=|\^|~)?(.*)$/.exec(comparator) ?? [];
  const bound = boundOf(rest);
  if (bound === null) return false;
  const from = compared(given, bound.at);
  const below = compared(given, upperEnd(bound, operator)) < 0;
  switch (operator) {
    case '>=':
      return from >= 0;
    case '>':
      return !below;
    case '<':
      return from < 0;
    case '<=':
      return below;
    default:
      return from >= 0 && below;
  }
}

/** The first version past what was written: `1.2` ends before `1.3.0`, `^1.2` before `2.0.0`. */
function upperEnd({ at: [major, minor, patch], precision }: Bound, operator: string): Version {
  if (precision === 0) return [Infinity, 0, 0];
  if (operator === '^') {
    if (major > 0 || precision === 1) return [major + 1, 0, 0];
    return minor > 0 || precision === 2 ? [0, minor + 1, 0] : [0, 0, patch + 1];
  }
  if (precision === 1) return [major + 1, 0, 0];
  return precision === 2 || operator === '~' ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function boundOf(text: string): Bound | null {
  const [core = ''] = text.replace(/^v/, '').split(/[-+]/);
  const written = core.split('.');
  const open = written.findIndex((part) => part === '' || part === '*' || part.toLowerCase() === 'x');
  const numbers = (open === -1 ? written : written.slice(0, open)).map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 0) || numbers.length > 3) return null;
  return { at: [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0], precision: numbers.length };
}

function parts(version: string): Version | null {
  const bound = boundOf(version);
  return bound?.precision === 3 ? bound.at : null;
}

function compared(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
