/** A Python of this machine. */
export interface InstalledPython {
  /** Absolute: a version manager's own command would choose again inside the app's folder. */
  readonly path: string;
  /** `3.11.2` */
  readonly version: string;
}

export type PythonChoice = { readonly ok: true; readonly python: InstalledPython } | { readonly ok: false; readonly fault: string };

/** What the folder says about its Python; null where it has no such file. */
export interface PythonWish {
  /** Content of `.python-version`: `3.11` or `3.11.9`. */
  readonly versionFile: string | null;
  /** Content of `runtime.txt`: `python-3.11.9`. */
  readonly runtimeFile: string | null;
}

/**
 * The Python that builds and runs an app (platform specification, CON-08): that very version, else the newest of the same minor
 * version; without a wish the first that is installed. `installed` stands in the order of preference, which breaks ties.
 */
export function choosePython(wish: PythonWish, installed: readonly InstalledPython[]): PythonChoice {
  const file = wish.versionFile === null ? 'runtime.txt' : '.python-version';
  const written = firstLine(wish.versionFile ?? wish.runtimeFile);
  if (written === null) return firstOf(installed);
  const wanted = /^(?:python-)?(3\.\d+)(?:\.\d+)?$/.exec(written);
  const [, minor = ''] = wanted ?? [];
  if (wanted === null) return { ok: false, fault: `${file} says "${written}"; a version is written as 3.11 or 3.11.9` };
  const same = installed.filter(({ version }) => version.startsWith(`${minor}.`)).toSorted((a, b) => patchOf(b) - patchOf(a));
  const python = same.find(({ version }) => written.endsWith(version)) ?? same[0];
  if (python !== undefined) return { ok: true, python };
  return { ok: false, fault: `${file} wants Python ${minor}, which is not installed here; there ${namesOf(installed)}` };
}

function firstOf([python]: readonly InstalledPython[]): PythonChoice {
  if (python !== undefined) return { ok: true, python };
  return { ok: false, fault: 'No Python 3 is installed here: install it, on Debian with `apt-get install python3-venv`' };
}

function firstLine(content: string | null): string | null {
  const lines = (content ?? '').split(/\r?\n/).map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? null;
}

const patchOf = ({ version }: InstalledPython): number => Number(version.split('.')[2] ?? 0);

function namesOf(installed: readonly InstalledPython[]): string {
  const versions = [...new Set(installed.map(({ version }) => version))];
  return versions.length === 0 ? 'is no Python at all' : `${versions.length === 1 ? 'is' : 'are'} ${versions.join(', ')}`;
}
