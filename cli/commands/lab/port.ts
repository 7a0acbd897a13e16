import { resolve } from 'node:path';
import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const labPort: CliCommand = {
  name: 'lab port',
  summary: 'a draft of an oTree project: fields, constants, pages and sessions, with a checklist of what to rewrite',
  args: '<kind> <path>',
  options: [{ flags: '--into <folder>', text: 'where the draft goes; ported unless said' }],
  example: 'rostra lab port otree ../my-otree-project --into my-lab',
  run: async (call) => {
    const [kind, path = ''] = call.args;
    if (kind !== 'otree') throw new UsageFault(`"${kind}" cannot be ported.`, 'Write: rostra lab port otree PATH.');
    const { port } = await import('../../../lab/author/main.ts');
    const into = call.option('into') ?? 'ported';
    const files = await port(resolve(path), resolve(into));
    return { json: { files }, lines: [...files.map((file) => `${into}/${file}`), '', `Next: read ${into}/PORTING.md`] };
  },
};
