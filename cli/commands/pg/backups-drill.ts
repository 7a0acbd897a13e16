import { chosenBackup } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';

export const pgBackupsDrill: CliCommand = {
  name: 'pg:backups:drill',
  summary: 'try a backup: restore it into a database that nobody uses, and compare every table',
  args: '[backup]',
  needsApp: true,
  example: 'rostra pg:backups:drill --app tab',
  run: async (call) => {
    const app = await call.app();
    const { id } = await chosenBackup(call, app, call.args[0]);
    const backup = await call.platform.drillBackup(app, id);
    const passed = backup.drill?.passed === true;
    return { json: backup, lines: [`b${id} is ${passed ? 'proven' : 'not good'}: ${backup.drill?.words ?? ''}.`], isBadNews: !passed };
  },
};
