import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { envText, readEnv } from '#kit/config/env.ts';

/** What the environment says about how the command line is to work. */
export interface CliConfig {
  /** The data folder of the platform on this machine. */
  readonly home: string;
  readonly app: string | null;
  /** A platform elsewhere: its address and a token. */
  readonly host: string | null;
  readonly token: string | null;
  readonly port: string | null;
  /** Where programs are looked for. */
  readonly path: string;
}

export function readCliConfig(): CliConfig {
  const { home, ...rest } = readEnv(process.env, {
    home: envText<string | null>('ROSTRA_HOME', { fallback: null }),
    app: envText<string | null>('ROSTRA_APP', { fallback: null }),
    host: envText<string | null>('ROSTRA_HOST', { fallback: null }),
    token: envText<string | null>('ROSTRA_TOKEN', { fallback: null }),
    port: envText<string | null>('ROSTRA_PORT', { fallback: null }),
    path: envText('PATH', { fallback: '' }),
  });
  return { home: home ?? nearestHome(process.cwd()), ...rest };
}

/** The environment of a program that the command line starts: its own, with more. */
export function childEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** The `.rostra` of this folder or of the nearest one above that has one, as git finds its own. */
function nearestHome(folder: string): string {
  const here = join(folder, '.rostra');
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.rostra'))) return join(at, '.rostra');
    if (dirname(at) === at) return here;
  }
}
