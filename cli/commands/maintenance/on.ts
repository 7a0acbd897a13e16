import type { CliCommand } from '../../command.ts';

export const maintenanceOn: CliCommand = {
  name: 'maintenance:on',
  summary: 'show visitors the maintenance page; the dynos go on',
  needsApp: true,
  example: 'rostra maintenance:on --app hello',
  run: async (call) => {
    const app = await call.platform.setMaintenance(await call.app(), true);
    return { json: { app: app.name, maintenance: app.maintenance }, lines: [`Visitors of ${app.name} see the maintenance page.`] };
  },
};
