import { resolve } from 'node:path';
import { chosenBackup, saveFile, sizeWords } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';

export const pgBackupsDownload: CliCommand = {
  name: 'pg:backups:download',
  summary: 'save a backup as a file: any pg_restore reads it',
  args: '[backup]',
  needsApp: true,
  options: [{ flags: '-o, --output <file>', text: 'where to; named after the backup unless said' }],
  example: 'rostra pg:backups:download b12 --app tab --output tab.dump',
  run: async (call) => {
    const app = await call.app();
    const { id } = await chosenBackup(call, app, call.args[0]);
    const file = await call.platform.downloadBackup(app, id);
    const place = resolve(call.option('output') ?? file.name);
    const bytes = await saveFile(file, place);
    return { json: { file: place, bytes }, lines: [`b${id} is in ${place} (${sizeWords(bytes)}).`] };
  },
};
