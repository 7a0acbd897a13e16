/** What a program of Rostra consists of, as its maker has signed it. */
export interface ProgramManifest {
  readonly version: string;
  /** By path in its folder: `sha256:…` of a file, `link:…` of a link's target. */
  readonly files: Readonly<Record<string, string>>;
}

/** Null when it is none. */
export function programManifest(text: string): ProgramManifest | null {
  const value = parsed(text);
  if (!isObject(value)) return null;
  const { version, files } = value;
  if (typeof version !== 'string' || numbersOf(version) === null || !isObject(files)) return null;
  const entries = Object.entries(files).flatMap(([path, mark]) => (typeof mark === 'string' ? [[path, mark] as const] : []));
  return entries.length === Object.keys(files).length ? { version, files: Object.fromEntries(entries) } : null;
}

/** The first thing in which a folder is not what its maker signed, in words; null when there is none. */
export function programFault(signed: ProgramManifest['files'], found: ProgramManifest['files']): string | null {
  const changed = Object.keys(signed).find((path) => found[path] !== signed[path]);
  if (changed !== undefined) return found[changed] === undefined ? `${changed} is missing` : `${changed} is not as it was signed`;
  const added = Object.keys(found).find((path) => signed[path] === undefined);
  return added === undefined ? null : `${added} was added`;
}

/** Why an installation does not go from one version to another; null when it may. One minor version back works on the same data (SUP-54). */
export function versionFault(present: string, next: string): string | null {
  const [from, to] = [numbersOf(present), numbersOf(next)];
  if (from === null || to === null) return `${next} is no version`;
  const isTooOld = to.major < from.major || (to.major === from.major && to.minor < from.minor - 1);
  return isTooOld ? `version ${next} is too old for the data of ${present}` : null;
}

/** Whether the one is older than the other. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(than)];
  if (a === null || b === null) return false;
  return a.major !== b.major ? a.major < b.major : a.minor !== b.minor ? a.minor < b.minor : a.patch < b.patch;
}

/** What a CHANGELOG.md says of the newest version, without its heading; at most some screens of it. */
export function newestNotes(changelog: string): string {
  const [, newest = ''] = changelog.split(/^## .*$/m);
  return newest.trim().slice(0, mostNotes);
}

const mostNotes = 4000;

function numbersOf(version: string): { readonly major: number; readonly minor: number; readonly patch: number } | null {
  const [, major, minor, patch] = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:[-+][\w.+-]{1,80})?$/.exec(version) ?? [];
  return major === undefined ? null : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
