import type { CliCommand } from '../../command.ts';

export const addDomain: CliCommand = {
  name: 'domains:add',
  summary: 'let an app answer at one more host',
  args: '<host>',
  needsApp: true,
  example: 'rostra domains:add tab.example.org --app hello',
  run: async (call) => {
    const app = await call.app();
    const domain = await call.platform.addDomain(app, call.args[0] ?? '');
    const pointed = `Let its DNS record (A, AAAA or CNAME) lead to this machine.`;
    return { json: domain, lines: [`${app} answers at ${domain.host}.`, pointed] };
  },
};
