/** Never part of a slug: history, secrets, and state that would be lost with the next deploy (platform specification, CON-10). */
const neverPacked = ['.git', '.env', '*.sqlite3', '.rostra', '__pycache__'];

/** A folder with this file is a Python environment of the machine it was made on: the build makes one of its own. */
const environments = '--exclude-tag-all=pyvenv.cfg';

/**
 * The options that make GNU tar leave out what an ignore file names, and what never belongs in a slug. Patterns are those of
 * .gitignore without `!`: such a line is skipped, so what it would bring back stays out.
 */
export function tarExcludes(ignoreFile: string): readonly string[] {
  const patterns = ignoreFile
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('!'));
  return [environments, ...[...neverPacked, ...patterns].flatMap((pattern) => excludeOf(pattern.replace(/\/+$/, '')))];
}

function excludeOf(pattern: string): string[] {
  if (pattern === '') return [];
  const isAnchored = pattern.includes('/') && !pattern.startsWith('**/');
  const plain = pattern.replace(/^\/|^\*\*\//, '');
  return isAnchored ? ['--anchored', '--no-wildcards-match-slash', `--exclude=./${plain}`] : ['--no-anchored', `--exclude=${plain}`];
}
