import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';
import { childEnvironment } from '../../config.ts';
import { firstProgram } from '../../programs.ts';
import { chosenStore } from '../../store-choice.ts';

export const pgPsql: CliCommand = {
  name: 'pg:psql',
  aliases: ['psql'],
  summary: "open psql on an app's database",
  args: '[database]',
  needsApp: true,
  options: [{ flags: '-c, --command <sql>', text: 'run this and end; or send SQL through a pipe' }],
  example: 'rostra pg:psql --app hello --command "select count(*) from votes"',
  completes: 'addons',
  runsUntilStopped: true,
  run: async (call) => {
    const { url } = await chosenStore(call, 'postgres');
    const program = await firstProgram(['psql'], call.config.path);
    if (program === null) throw new PsqlMissing();
    const sql = call.option('command');
    const args = ['--no-password', ...(sql === null ? [] : ['--command', sql])];
    const exitStatus = await ran(program, args, { ...connection(new URL(url)), PGAPPNAME: 'psql' });
    return { json: { exitStatus }, lines: [], exitStatus };
  },
};

/** By the environment: on the command line everybody on the machine could read the password. */
function connection(url: URL): Record<string, string> {
  const sslmode = url.searchParams.get('sslmode');
  return {
    PGHOST: url.hostname.replace(/^\[|\]$/g, ''),
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    ...(sslmode === null ? {} : { PGSSLMODE: sslmode }),
  };
}

/** It has the terminal while it runs; Ctrl-C is its own. */
function ran(program: string, args: readonly string[], variables: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const ignore = (): void => {};
    process.on('SIGINT', ignore);
    const child = spawn(program, args, { stdio: 'inherit', env: childEnvironment(variables) });
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      process.off('SIGINT', ignore);
      resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

class PsqlMissing extends RostraError {
  constructor() {
    super({
      code: 'CLI_NO_PSQL',
      status: 503,
      message: 'There is no psql on this machine.',
      hint: 'Install the package postgresql-client. `rostra config:get DATABASE_URL` gives the address for any other client.',
    });
  }
}
