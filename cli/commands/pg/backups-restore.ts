import { mirrorsWarning } from '../../../platform/client.ts';
import { chosenAddon } from '../../addon-choice.ts';
import { backupId, endedRestore, fileToSend, sizeWords } from '../../backup-words.ts';
import type { Call, CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

export const pgBackupsRestore: CliCommand = {
  name: 'pg:backups:restore',
  summary:
    'put a backup, a file, an address or another app’s backup (app::b12) in the place of a database; what is there stays beside it for a day',
  args: '<backup|file|url> [database]',
  needsApp: true,
  options: [{ flags: '--confirm <app>', text: "the app's name again: its present data give way" }],
  example: 'rostra pg:backups:restore b12 --app tab --confirm tab',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[1] ?? null, 'postgres');
    const confirm = call.option('confirm');
    const warning = mirrorsWarning(app, await call.platform.mirrors());
    if (confirm === null)
      throw new UsageFault(
        [`This puts other data in the place of those of ${app}.`, ...(warning === null ? [] : [warning])].join(' '),
        `Say it twice: --app ${app} --confirm ${app}`,
      );
    const { from, backup } = await sourceOf(call, { app, database: name });
    const { id } = await call.platform.restoreBackup(app, { backup, from, database: name, confirm });
    call.output.progress(`b${backup} is being restored beside ${name}; ${app} goes on meanwhile.${warning === null ? '' : ` ${warning}`}`);
    const restore = await endedRestore(call.platform, app, id);
    const until = restore.formerUntil === null ? '' : ` until ${herokuTime(restore.formerUntil)}`;
    const safety = restore.safety === null ? '' : `, and as b${restore.safety}`;
    const rows = restore.rows === null ? '' : ` with ${restore.rows} rows`;
    return { json: restore, lines: [`${app} has b${backup}${rows}. What was there stays beside it${until}${safety}.`] };
  },
};

interface Source {
  readonly from: string | null;
  readonly backup: number;
}

/** `b12`, `other::b12`, or a file or an address, which becomes a backup first. */
async function sourceOf(call: Call, { app, database }: { readonly app: string; readonly database: string }): Promise<Source> {
  const word = call.args[0] ?? '';
  const [, other, id] = /^(?:([a-z][a-z0-9-]*)::)?(b[1-9]\d*)$/.exec(word) ?? [];
  if (id !== undefined) return { from: other ?? null, backup: backupId(id) };
  const upload = /^https?:\/\//.test(word)
    ? await call.platform.fetchBackup(app, { database, url: word })
    : await call.platform.uploadBackup(app, { database, stream: await fileToSend(word) });
  call.output.progress(`${word} (${sizeWords(upload.bytes)}) is b${upload.id} now.`);
  return { from: null, backup: upload.id };
}
