/** What a parent writes down of a process that it started, so that the next parent finds it again. */
export interface PartRecord {
  readonly id: { readonly pid: number; readonly startTicks: number };
  /** The machine's run: pid and ticks mean nothing in another. */
  readonly bootId: string;
  /** What it was started with. */
  readonly fingerprint: string;
}

/** Reads a record; null when it is missing, half written or of another kind. */
export function partRecord(text: string): PartRecord | null {
  const value = parsed(text);
  if (!isObject(value)) return null;
  const { id, bootId, fingerprint } = value;
  if (!isObject(id) || typeof bootId !== 'string' || typeof fingerprint !== 'string') return null;
  const { pid, startTicks } = id;
  return Number.isSafeInteger(pid) && Number.isSafeInteger(startTicks)
    ? { id: { pid: Number(pid), startTicks: Number(startTicks) }, bootId, fingerprint }
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
