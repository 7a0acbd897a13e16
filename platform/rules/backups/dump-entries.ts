/**
 * The table of contents of a custom dump (`pg_restore --list`), without what belongs to the server it came from: owners and rights are
 * left out by pg_restore itself, and extensions that this server may not make for an ordinary user (pg_stat_statements …) here.
 */
export function restorableEntries(list: string, extensions: ReadonlySet<string>): string {
  return list
    .split('\n')
    .filter((line) => !isForeign(line, extensions))
    .join('\n');
}

function isForeign(line: string, extensions: ReadonlySet<string>): boolean {
  const entry = /^\d+; \d+ \d+ (.*)$/.exec(line)?.[1];
  if (entry === undefined) return false;
  if (/^COMMENT - (EXTENSION|SCHEMA public)\b/.test(entry)) return true;
  if (/^(SCHEMA - (public|heroku_ext)|ACL |DEFAULT ACL |EVENT TRIGGER |PUBLICATION |SUBSCRIPTION )/.test(entry)) return true;
  const extension = /^EXTENSION - (\S+)/.exec(entry)?.[1];
  return extension !== undefined && !extensions.has(extension);
}
