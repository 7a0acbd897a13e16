import { proofWords, sizeWords } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const pgBackups: CliCommand = {
  name: 'pg:backups',
  summary: "list an app's backups, and whether they were tried",
  needsApp: true,
  example: 'rostra pg:backups --app tab',
  run: async (call) => {
    const app = await call.app();
    const backups = await call.platform.backups(app);
    const rows = backups.map((backup) => [
      `b${backup.id}`,
      herokuTime(backup.startedAt),
      backup.state === 'failed' ? `failed: ${backup.failure ?? ''}` : backup.state,
      sizeWords(backup.bytes),
      backup.tables.length === 0 ? '' : String(backup.rows),
      proofWords(backup),
      backup.reason,
      backup.database,
    ]);
    const none = `No backup yet. Take one: rostra pg:backups:capture --app ${app}`;
    const table = columns(['Backup', 'Taken', 'State', 'Size', 'Rows', 'Proof', 'Why', 'Database'], rows);
    return { json: backups, lines: [bold(`=== ${app} Backups`), ...(backups.length === 0 ? [none] : table)] };
  },
};
