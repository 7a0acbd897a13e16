/**
 * Why a process ended, from the end of its log: the message of the last JSON line that carries an error, else the last line of a
 * stack's first line (`Error: …`), else the last line. Null for an empty log.
 */
export function lastWords(log: string): string | null {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const newestFirst = lines.toReversed();
  return firstOf(newestFirst, loggedError) ?? firstOf(newestFirst, thrownError) ?? newestFirst[0] ?? null;
}

function firstOf(lines: readonly string[], read: (line: string) => string | null): string | null {
  for (const line of lines) {
    const found = read(line);
    if (found !== null) return found;
  }
  return null;
}

function loggedError(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry: unknown = JSON.parse(line);
    return messageIn(isObject(entry) ? entry['error'] : null);
  } catch {
    return null;
  }
}

function messageIn(error: unknown): string | null {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : null;
}

function thrownError(line: string): string | null {
  return /^(?:\w*Error|RostraError)(?: \[[\w.]+\])?: (.+)$/.exec(line)?.[1] ?? null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
