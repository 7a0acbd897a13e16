import type { CliCommand } from '../../command.ts';

export const revokeToken: CliCommand = {
  name: 'tokens:revoke',
  summary: 'end an API token at once',
  args: '<id>',
  example: 'rostra tokens:revoke tok_1a2b',
  run: async ({ platform, args: [id = ''] }) => {
    await platform.revokeToken(id);
    return { json: { revoked: id }, lines: [`${id} lets nobody in any more.`] };
  },
};
