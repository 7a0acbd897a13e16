const tolerance = 1e-6;

/** Equal to 1e-6, relative above 1. */
export function isClose(expected: number, given: number): boolean {
  return Math.abs(expected - given) <= tolerance * Math.max(1, Math.abs(expected));
}

/** At most the expected cost, to the tolerance of costs; a cost can be below nought, where tied teams are nearer than the method asks. */
export function isAtMost(expected: number, given: number): boolean {
  return given <= expected + tolerance * (1 + Math.abs(expected));
}

/**
 * The first place where the answer is not what was expected, in one sentence; null when there is none. Of objects only
 * `expected`'s fields and, where given, `fields` are looked at; absent and null are the same.
 */
export function firstDifference(expected: unknown, given: unknown, where: string): string | null {
  if (Array.isArray(expected) && Array.isArray(given)) return listDifference(expected, given, where);
  if (isRecord(expected) && isRecord(given)) return fieldDifference({ expected, given, fields: Object.keys(expected) }, where);
  return isSameValue(expected, given) ? null : `${where} should be ${show(expected)} and is ${show(given)}.`;
}

function isSameValue(expected: unknown, given: unknown): boolean {
  if (typeof expected === 'number' && typeof given === 'number') return isClose(expected, given);
  return expected === given || (isNothing(expected) && isNothing(given));
}

/** The first of the fields that differs; a value where none was expected differs too. */
export function fieldDifference(
  {
    expected,
    given,
    fields,
  }: { expected: Readonly<Record<string, unknown>>; given: Readonly<Record<string, unknown>>; fields: readonly string[] },
  where: string,
): string | null {
  return first(fields, (field) => firstDifference(expected[field], given[field], `${where} ${field}`.trim()));
}

/** What `difference` says of the first item that it says anything about. */
export function first<Item>(items: Iterable<Item>, difference: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = difference(item);
    if (found !== null) return found;
  }
  return null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listDifference(expected: readonly unknown[], given: readonly unknown[], where: string): string | null {
  if (expected.length !== given.length) return `${where} should have ${expected.length} entries and has ${given.length}.`;
  return first(expected.keys(), (index) => firstDifference(expected[index], given[index], `${where} ${index + 1}`));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
