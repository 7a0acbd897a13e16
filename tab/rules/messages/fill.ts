/** `{{ NAME }}`, with any space inside. */
const slot = /\{\{\s*([A-Za-z_]+)\s*\}\}/g;

/** Puts values into a text that people wrote; a name that is not known stays as it stands. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(slot, (whole: string, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole));
}

/** The names in a text that no value is given for, each once. */
export function unknownNames(text: string, known: readonly string[]): string[] {
  const names = new Set([...text.matchAll(slot)].map(([, name = '']) => name));
  return [...names].filter((name) => !known.includes(name));
}
