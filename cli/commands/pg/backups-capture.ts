import { chosenAddon } from '../../addon-choice.ts';
import { sizeWords, takenBackup } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';

export const pgBackupsCapture: CliCommand = {
  name: 'pg:backups:capture',
  summary: 'back a database up now, beside everything that uses it',
  args: '[database]',
  needsApp: true,
  example: 'rostra pg:backups:capture --app tab',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? null, 'postgres');
    const { id } = await call.platform.captureBackup(app, { database: name });
    call.output.progress(`b${id} of ${name} is being taken.`);
    const backup = await takenBackup(call.platform, app, id);
    const what = `${backup.tables.length} tables, ${backup.rows} rows, ${sizeWords(backup.bytes)}`;
    return { json: backup, lines: [`b${id}: ${what}.`, `Try it: rostra pg:backups:drill b${id} --app ${app}`] };
  },
};
