/** The text as one word of a shell's command line. */
export function shellQuoted(text: string): string {
  return /^[A-Za-z0-9_./=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
