import type { CliCommand } from '../../command.ts';

export const maintenanceOff: CliCommand = {
  name: 'maintenance:off',
  summary: 'let visitors in again',
  needsApp: true,
  example: 'rostra maintenance:off --app hello',
  run: async (call) => {
    const app = await call.platform.setMaintenance(await call.app(), false);
    return { json: { app: app.name, maintenance: app.maintenance }, lines: [`${app.name} answers its visitors again.`] };
  },
};
