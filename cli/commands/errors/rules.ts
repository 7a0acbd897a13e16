import { readFile } from 'node:fs/promises';
import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const errorRules: CliCommand = {
  name: 'errors:rules',
  summary: 'show or set which errors are one issue, a rule a line: type:TimeoutError path:games/* -> timeouts',
  args: '[file]',
  needsApp: true,
  example: 'rostra errors:rules rules.txt --app lab',
  run: async (call) => {
    const app = await call.app();
    const [file] = call.args;
    const rules = file === undefined ? null : await readFile(file, 'utf8').catch(() => null);
    if (file !== undefined && rules === null)
      throw new UsageFault(`${file} cannot be read.`, 'Name a file with a rule a line; an empty one takes all rules away.');
    const project =
      rules === null ? await call.platform.errorProject(app) : await call.platform.setErrorProject(app, { rules: rules.trim() });
    const lines = project.rules === '' ? [`${app} has no rules: errors that break in the same way are one.`] : project.rules.split('\n');
    return { json: { rules: project.rules }, lines };
  },
};
