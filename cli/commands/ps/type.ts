import type { ProcessType, ScaleWish } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const dynoType: CliCommand = {
  name: 'ps:type',
  aliases: ['ps:resize'],
  summary: 'change how large the dynos are, which restarts them; without a size, show how large they are',
  args: '[size...]',
  needsApp: true,
  example: 'rostra ps:type web=standard-2x --app hello',
  run: async (call) => {
    const app = await call.app();
    const present = await call.platform.formation(app);
    const formation = call.args.length === 0 ? present : await call.platform.scale(app, wantedSizes(call.args, present));
    const rows = formation.map(({ type, size, memoryQuotaMb, quantity }) => [type, size, `${memoryQuotaMb} MB`, String(quantity)]);
    return { json: formation, lines: columns(['Type', 'Size', 'Memory', 'Quantity'], rows) };
  },
};

/** `standard-2x` for all, `web=standard-2x` for one. */
function wantedSizes(words: readonly string[], formation: readonly ProcessType[]): ScaleWish {
  return Object.fromEntries(
    words.flatMap((word) => {
      const [size = '', type] = word.split('=', 2).toReversed();
      const types = type === undefined ? formation.map((each) => each.type) : [type];
      return types.map((each) => [each, { size }] as const);
    }),
  );
}
