import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const listTokens: CliCommand = {
  name: 'tokens',
  summary: 'list the API tokens for --token, without their secrets',
  example: 'rostra tokens',
  run: async ({ platform }) => {
    const tokens = await platform.tokens();
    const rows = tokens.map(({ id, label, role, createdAt, lastUsedAt, expiresAt }) => [
      id,
      label,
      role,
      herokuTime(createdAt),
      lastUsedAt === null ? 'never' : herokuTime(lastUsedAt),
      expiresAt === null ? 'for ever' : herokuTime(expiresAt),
    ]);
    const none = ['No token. `rostra tokens:create laptop` makes one.'];
    return { json: tokens, lines: tokens.length === 0 ? none : columns(['Id', 'Label', 'Role', 'Made', 'Last used', 'Until'], rows) };
  },
};
