import type { CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';
import { roleOption, roleOf } from '../../role-choice.ts';

export const createToken: CliCommand = {
  name: 'tokens:create',
  summary: 'make an API token, to use this platform from elsewhere',
  args: '<label>',
  options: [roleOption('admin'), { flags: '--days <days>', text: 'how long it is good for, 90 unless said; 0: for ever' }],
  example: 'rostra tokens:create laptop --role operator --days 30',
  run: async (call) => {
    const [label = ''] = call.args;
    const days = wholeNumber(call.option('days') ?? '90', { name: '--days', min: 0, max: 3_650 });
    const token = await call.platform.createToken(label, { role: roleOf(call.option('role') ?? 'admin'), days });
    call.output.progress(`This is the only time that it is shown. ${token.role}, ${until(token.expiresAt)}:`);
    return { json: token, lines: [token.token] };
  },
};

const until = (expiresAt: string | null): string => (expiresAt === null ? 'for ever' : `until ${expiresAt.slice(0, 10)}`);
