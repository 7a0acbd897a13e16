import { varIn } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { bold, facts } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const appInfo: CliCommand = {
  name: 'apps:info',
  aliases: ['info'],
  summary: 'show an app: address, release, dynos, add-ons',
  needsApp: true,
  example: 'rostra apps:info --app hello',
  run: async (call) => {
    const name = await call.app();
    const [app, formation, addons] = await Promise.all([
      call.platform.app(name),
      call.platform.formation(name),
      call.platform.addons(name),
    ]);
    const dynos = formation.map(({ type, quantity }) => `${type}=${quantity}`).join(' ');
    const lines = facts([
      ['Address', app.url],
      ['State', app.state],
      ['Release', app.release === null ? 'none yet' : `v${app.release}`],
      ['Dynos', dynos === '' ? 'none yet' : `${dynos} (${app.dynos.up} of ${app.dynos.wanted} up)`],
      ['Add-ons', addons.map((addon) => `${addon.service}:${addon.plan} (${varIn(addon, name)})`).join(', ') || 'none'],
      ['Maintenance', app.maintenance ? 'on' : 'off'],
      ['Created', herokuTime(app.createdAt)],
    ]);
    return { json: { ...app, formation, addons }, lines: [bold(`=== ${app.name}`), ...lines] };
  },
};
