import type { Call, CliCommand } from '../../command.ts';
import { bold } from '../../output.ts';

export const listConfig: CliCommand = {
  name: 'config',
  summary: 'show the config vars, in clear',
  needsApp: true,
  options: [{ flags: '-s, --shell', text: "as a shell reads them: NAME='value'" }],
  example: 'rostra config --app hello',
  run: async (call) => {
    const app = await call.app();
    const vars = await call.platform.config(app);
    const pairs = Object.entries(vars).sort(([a], [b]) => (a < b ? -1 : 1));
    if (call.flag('shell'))
      return { json: vars, lines: pairs.map(([name, value]) => `${name}='${value.replaceAll("'", String.raw`'\''`)}'`) };
    const width = Math.max(0, ...pairs.map(([name]) => name.length)) + 1;
    if (!call.output.isJson) await tellWhereFrom(call, app);
    return { json: vars, lines: [bold(`=== ${app} Config Vars`), ...pairs.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`)] };
  },
};

/** Beside the values, so that a line stays `NAME: value`. */
async function tellWhereFrom({ platform, output }: Call, app: string): Promise<void> {
  const { attached } = await platform.configRefs(app);
  for (const { key, source, sourceKey } of attached)
    output.progress(`${key} follows ${key === sourceKey ? '' : `${sourceKey} of `}${source}.`);
}
