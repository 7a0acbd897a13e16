/** Who builds a folder, in this order; none of them takes it as it is. */
export type Builders = { readonly ok: true; readonly builders: readonly Builder[] } | { readonly ok: false; readonly fault: string };

export type Builder = 'node' | 'python' | 'static';

/** Names that say that a folder is more than a site: with one of them its files are not served as they are. */
const appFiles = ['Procfile', 'package.json', 'requirements.txt', 'Pipfile', 'pyproject.toml'] as const;

/**
 * By the names in the folder (platform specification, CON-07): `package.json` is a Node app, `requirements.txt` a Python app, both
 * together are built one after the other, Node first. Other lists of Python packages are named, not guessed at.
 */
export function buildersFor(files: ReadonlySet<string>): Builders {
  if (isStaticSite(files)) return { ok: true, builders: ['static'] };
  const isPython = files.has('requirements.txt');
  const isNode = files.has('package.json');
  const other = ['Pipfile', 'pyproject.toml'].find((name) => files.has(name));
  if (other !== undefined && !isPython && !isNode) return { ok: false, fault: otherList(other) };
  return { ok: true, builders: [...(isNode ? ['node' as const] : []), ...(isPython ? ['python' as const] : [])] };
}

/** A folder of pages: it needs no Procfile. */
export function isStaticSite(files: ReadonlySet<string>): boolean {
  return (files.has('index.html') || files.has('static.json')) && !appFiles.some((name) => files.has(name));
}

function otherList(name: string): string {
  const command = name === 'Pipfile' ? 'pipenv requirements > requirements.txt' : 'uv export --no-hashes > requirements.txt';
  return `The folder has a ${name} and no requirements.txt, which is the list that is installed here: write one with \`${command}\``;
}
