/**
 * A script that an installer made with its environment's place in the first line, so that it runs wherever the environment is
 * moved to: the shell finds the Python beside it. Null when it names no place, or is no such script.
 */
export function relocated(script: string, venv: string): string | null {
  const end = script.indexOf('\n');
  const first = end === -1 ? script : script.slice(0, end);
  const program = /^#!\s*"?(.+?\/bin\/python[\d.]*)"?\s*$/.exec(first)?.[1] ?? exec.exec(script)?.[1];
  if (program === undefined || !program.startsWith(`${venv}/bin/`)) return null;
  const rest = first === '#!/bin/sh' ? script.split('\n').slice(3).join('\n') : script.slice(end + 1);
  return `${beside(program.slice(venv.length + '/bin/'.length))}${rest}`;
}

/** What installers write where the place is too long for a first line, or has a blank in it. */
const exec = /^#!\/bin\/sh\n'''exec' "?([^"\n]+?)"? "\$0" "\$@"\n' '''\n/;

/** To the shell a command and a quoted word, to Python one string. */
const beside = (python: string): string => `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")/${python}" "$0" "$@"\n' '''\n`;
