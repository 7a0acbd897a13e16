import { RostraError } from '../errors/rostra-error.ts';

/** At which pass of each named point the process dies: `ROSTRA_FAILPOINTS=lab.after_commit_before_reply@20,…`. */
export function failpointsConfig(
  env: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = process.argv,
): ReadonlyMap<string, number> {
  const text = env['ROSTRA_FAILPOINTS'] ?? '';
  if (text === '') return new Map();
  if (env['NODE_ENV'] === 'production' && !args.includes('--chaos')) throw new FailpointsRefused('they are not for production');
  return new Map(text.split(',').map((entry) => readEntry(entry)));
}

function readEntry(entry: string): [name: string, pass: number] {
  const [, name, pass] = /^([a-z_.]+)@([1-9]\d*)$/.exec(entry.trim()) ?? [];
  if (name === undefined) throw new FailpointsRefused(`"${entry}" is not like lab.after_commit_before_reply@20`);
  return [name, Number(pass)];
}

class FailpointsRefused extends RostraError {
  constructor(reason: string) {
    super({
      code: 'FAILPOINTS_REFUSED',
      status: 500,
      message: `ROSTRA_FAILPOINTS cannot be used: ${reason}.`,
      hint: 'Take the variable away: it makes processes die on purpose, to show what happens then.',
    });
  }
}
