const needsQuotes = /[\s"=\p{Cc}]/u;

export type LogfmtValue = string | number | boolean | null | undefined;

/**
 * One logfmt line: `key=value` pairs in the order given. Empty values are `key=`; values with a space, `"`, `=` or control
 * characters are quoted, `"` as `\"` and newline as `\n` (platform specification, RTR-60).
 */
export function logfmt(pairs: readonly (readonly [key: string, value: LogfmtValue])[]): string {
  return pairs.map(([key, value]) => `${key}=${logfmtValue(value)}`).join(' ');
}

/** A single value, quoted when it must be, or always with `always` (paths are). */
export function logfmtValue(value: LogfmtValue, always = false): string {
  const text = value === null || value === undefined ? '' : String(value);
  if (!always && !needsQuotes.test(text)) return text;
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
