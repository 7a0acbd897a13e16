import { RostraError } from '#kit/errors/rostra-error.ts';
import type { ProcessType } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { sizeMb } from '../../dyno-sizes.ts';
import { columns } from '../../output.ts';

export const dynoType: CliCommand = {
  name: 'ps:type',
  aliases: ['ps:resize'],
  summary: 'show how large the dynos are',
  args: '[size...]',
  needsApp: true,
  example: 'rostra ps:type --app hello',
  run: async (call) => {
    const app = await call.app();
    const formation = await call.platform.formation(app);
    const wrong = call.args.flatMap((word) => otherSizes(word, formation))[0];
    if (wrong !== undefined) throw new OneSize(wrong);
    const rows = formation.map(({ type, memoryQuotaMb, quantity }) => [type, `${memoryQuotaMb} MB`, String(quantity)]);
    return { json: formation, lines: columns(['Type', 'Memory', 'Quantity'], rows) };
  },
};

/** `standard-1x` for all, `web=standard-1x` for one: the sizes asked for that the dynos do not have already. */
function otherSizes(word: string, formation: readonly ProcessType[]): string[] {
  const [size = '', type = null] = word.split('=', 2).toReversed();
  const wantedMb = sizeMb(size);
  const meant = formation.filter((each) => type === null || each.type === type);
  return meant.some(({ memoryQuotaMb }) => memoryQuotaMb !== wantedMb) ? [size] : [];
}

class OneSize extends RostraError {
  constructor(size: string) {
    super({
      code: 'CLI_ONE_DYNO_SIZE',
      status: 422,
      message: `Rostra has no dynos of the size ${size}: each has 512 MB, as standard-1x.`,
      hint: 'More dynos carry more people: rostra ps:scale web=4. Nothing was changed.',
    });
  }
}
