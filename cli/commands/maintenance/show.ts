import type { CliCommand } from '../../command.ts';

export const showMaintenance: CliCommand = {
  name: 'maintenance',
  summary: 'say whether an app is in maintenance',
  needsApp: true,
  example: 'rostra maintenance --app hello',
  run: async (call) => {
    const { name, maintenance } = await call.platform.app(await call.app());
    return { json: { app: name, maintenance }, lines: [maintenance ? 'on' : 'off'] };
  },
};
