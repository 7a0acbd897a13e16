import type { CliCommand } from '../../command.ts';
import { wantedScale } from '../../parse.ts';

export const scale: CliCommand = {
  name: 'ps:scale',
  aliases: ['scale'],
  summary: 'change how many dynos run, and how large they are; without a change, show how many do',
  args: '[change...]',
  needsApp: true,
  example: 'rostra ps:scale web=4 worker=1 --app hello',
  completes: 'types',
  run: async (call) => {
    const app = await call.app();
    const present = await call.platform.formation(app);
    if (call.args.length === 0) return { json: present, lines: present.map(({ type, quantity }) => `${type}=${quantity}`) };
    const before = Object.fromEntries(present.map(({ type, quantity }) => [type, quantity]));
    const wanted = wantedScale(call.args, before);
    const formation = await call.platform.scale(app, wanted);
    const changed = formation.filter(({ type }) => Object.hasOwn(wanted, type));
    return { json: formation, lines: changed.map(({ type, quantity }) => `${type} of ${app}: ${before[type] ?? 0} → ${quantity}`) };
  },
};
