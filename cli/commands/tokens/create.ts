import type { CliCommand } from '../../command.ts';

export const createToken: CliCommand = {
  name: 'tokens:create',
  summary: 'make an API token, to use this platform from elsewhere',
  args: '<label>',
  example: 'rostra tokens:create laptop',
  run: async ({ platform, args: [label = ''], output }) => {
    const token = await platform.createToken(label);
    output.progress('This is the only time that it is shown:');
    return { json: token, lines: [token.token] };
  },
};
