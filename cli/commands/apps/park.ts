import type { CliCommand } from '../../command.ts';

export const parkApp: CliCommand = {
  name: 'apps:park',
  summary: 'turn an app off with its add-ons, after a backup that was tried: then it costs nothing',
  needsApp: true,
  options: [{ flags: '--force', text: 'also while somebody uses it' }],
  example: 'rostra apps:park --app lab',
  run: async (call) => {
    const app = await call.app();
    const parked = await call.platform.parkApp(app, { force: call.flag('force') });
    const proof = parked.backups.length === 0 ? '' : ` Its data are in ${parked.backups.map((id) => `b${id}`).join(', ')}, tried.`;
    return { json: parked, lines: [`${app} is parked.${proof}`, `Turn it on again: rostra apps:unpark --app ${app}`] };
  },
};

export const unparkApp: CliCommand = {
  name: 'apps:unpark',
  summary: 'turn a parked app on again, with its data, dynos and add-ons as they were',
  needsApp: true,
  example: 'rostra apps:unpark --app lab',
  run: async (call) => {
    const app = await call.app();
    await call.platform.unparkApp(app);
    return { json: { unparked: app }, lines: [`${app} is on again.`] };
  },
};
