/** Text of an answer, by the names on the way to it. */
export function textAt(value: unknown, ...names: (string | number)[]): string {
  let at = value;
  for (const name of names) at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
  return String(at);
}
