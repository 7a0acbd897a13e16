/** One line of a Procfile. */
export interface ProcfileEntry {
  /** The process type: `web`, `worker`. */
  readonly type: string;
  readonly command: string;
}

export type ProcfileRead =
  | { readonly ok: true; readonly entries: readonly ProcfileEntry[] }
  | { readonly ok: false; readonly line: number; readonly fault: string };

const entryShape = /^([^:\s]+)\s*:\s*(.*)$/;
const typeShape = /^[A-Za-z0-9_-]{1,63}$/;
const reserved: ReadonlySet<string> = new Set(['run', 'scheduler']);

/**
 * The process types of a Procfile, in its order. The first line that is malformed or repeats a type is a fault with its line
 * number, counted from 1; `#` and `//` at a line's start are comments (platform specification, CON-02).
 */
export function readProcfile(text: string): ProcfileRead {
  const entries = new Map<string, ProcfileEntry>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith('//')) continue;
    const entry = readEntry(line);
    if (typeof entry === 'string') return { ok: false, line: index + 1, fault: entry };
    if (entries.has(entry.type)) return { ok: false, line: index + 1, fault: `the process type ${entry.type} is there twice` };
    entries.set(entry.type, entry);
  }
  if (entries.size === 0) return { ok: false, line: 1, fault: 'it names no process type' };
  return { ok: true, entries: [...entries.values()] };
}

function readEntry(line: string): ProcfileEntry | string {
  if (/^(<{7}|={7}|>{7})/.test(line)) return 'a merge conflict is not resolved';
  const [, type, command] = entryShape.exec(line) ?? [];
  if (type === undefined || command === undefined) return `a line is "type: command", this one is "${shortened(line)}"`;
  if (!typeShape.test(type)) return `"${shortened(type)}" is no process type: use letters, digits, - and _`;
  if (reserved.has(type)) return `the process type ${type} is reserved`;
  if (command === '') return `the process type ${type} has no command`;
  return { type, command };
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
