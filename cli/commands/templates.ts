import type { CliCommand } from '../command.ts';
import { columns } from '../output.ts';
import { templates } from '../templates.ts';

export const listTemplates: CliCommand = {
  name: 'templates',
  summary: 'list the projects that an app can begin with',
  example: 'rostra templates',
  run: async () => {
    const rows = Object.entries(templates).map(([name, { summary }]) => [name, summary]);
    const json = rows.map(([name, summary]) => ({ name, summary }));
    return { json, lines: [...columns(['Template', ''], rows), 'rostra apps:create NAME --template TEMPLATE'] };
  },
};
