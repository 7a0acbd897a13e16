import type { CliCommand } from '../../command.ts';

export const removeCertificate: CliCommand = {
  name: 'certs:remove',
  summary: 'use a certificate no more',
  args: '<id>',
  needsApp: true,
  example: 'rostra certs:remove 3 --app hello',
  run: async (call) => {
    const app = await call.app();
    const id = Number(call.args[0]);
    await call.platform.removeCertificate(app, Number.isSafeInteger(id) ? id : 0);
    return { json: { app, id }, lines: [`Certificate ${id} is in use no more.`] };
  },
};
