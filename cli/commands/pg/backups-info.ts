import { chosenBackup, proofWords, sizeWords } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns, facts } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const pgBackupsInfo: CliCommand = {
  name: 'pg:backups:info',
  summary: 'show a backup: what is in it, of which versions, and whether it was tried',
  args: '[backup]',
  needsApp: true,
  example: 'rostra pg:backups:info b12 --app tab',
  run: async (call) => {
    const app = await call.app();
    const backup = await chosenBackup(call, app, call.args[0]);
    const { drill } = backup;
    const lines = facts([
      ['Database', backup.database],
      ['State', backup.failure === null ? backup.state : `${backup.state}: ${backup.failure}`],
      ['Taken', `${herokuTime(backup.startedAt)}, ${backup.reason}, by ${backup.actor}`],
      ['Took', backup.seconds === null ? '' : `${backup.seconds.toFixed(1)} s`],
      ['Size', sizeWords(backup.bytes)],
      ['SHA-256', backup.sha256 ?? ''],
      ['Versions', [backup.server, backup.tool].filter((each) => each !== null).join(', by ')],
      ['Proof', drill === null ? proofWords(backup) : `${proofWords(backup)} ${herokuTime(drill.at)}: ${drill.words}`],
      ['Kept', backup.keptUntil === null ? 'until it is deleted' : `until ${herokuTime(backup.keptUntil)}`],
    ]);
    const tables = columns(
      ['Table', 'Rows'],
      backup.tables.map(({ table, rows }) => [table, String(rows)]),
    );
    return { json: backup, lines: [bold(`=== b${backup.id} of ${app}`), ...lines, ...(backup.tables.length === 0 ? [] : ['', ...tables])] };
  },
};
