/** Lines of a `.env` file as config vars, or the first line that is none. */
export type Dotenv =
  | { readonly ok: true; readonly vars: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly line: number; readonly fault: string };

/** `NAME=value`, `export NAME="value"`; empty lines and those that begin with # say nothing. In double quotes `\n` is a line end. */
export function parseDotenv(text: string): Dotenv {
  const vars: Record<string, string> = {};
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return { ok: false, line: at + 1, fault: 'it is no NAME=value.' };
    vars[name] = valueOf(value.trim());
  }
  return Object.keys(vars).length === 0 ? { ok: false, line: 1, fault: 'there is no NAME=value.' } : { ok: true, vars };
}

function valueOf(text: string): string {
  const [, double] = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(text) ?? [];
  if (double !== undefined) return double.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
  const [, single] = /^'([^']*)'\s*(?:#.*)?$/.exec(text) ?? [];
  return single ?? text.replace(/\s+#.*$/, '');
}
