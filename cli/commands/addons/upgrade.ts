import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';

export const upgradeAddon: CliCommand = {
  name: 'addons:upgrade',
  aliases: ['addons:downgrade'],
  summary: 'put an add-on on another plan while the app goes on; smaller ones only when what is in use fits',
  args: '<addon> [plan]',
  needsApp: true,
  example: 'rostra addons:upgrade DATABASE_URL postgres:standard-0 --app hello',
  completes: 'addons',
  run: async (call) => {
    const [first = '', second] = call.args;
    const [word, plan] = second === undefined ? [first.split(':')[0] ?? first, first] : [first, second]; // `heroku-redis:premium-0` names both
    const before = await chosenAddon(call, word);
    const addon = await call.platform.changePlan(before.app, before.name, plan.replace(`${before.name}:`, `${before.service}:`));
    const connections =
      addon.connectionLimit === null ? 'as many connections as the server allows' : `${addon.connectionLimit} connections`;
    if (addon.plan === before.plan)
      return { json: addon, lines: [`${addon.name} of ${addon.app} is on ${addon.plan} already, ${connections}.`] };
    return { json: addon, lines: [`${addon.name} of ${addon.app}: ${before.plan} → ${addon.plan}, ${connections}.`] };
  },
};
