import { backupId } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';

export const pgBackupsDelete: CliCommand = {
  name: 'pg:backups:delete',
  summary: 'delete a backup with its file',
  args: '<backup>',
  needsApp: true,
  example: 'rostra pg:backups:delete b12 --app tab',
  run: async (call) => {
    const app = await call.app();
    const id = backupId(call.args[0] ?? '');
    await call.platform.deleteBackup(app, id);
    return { json: { deleted: id }, lines: [`b${id} is deleted.`] };
  },
};
