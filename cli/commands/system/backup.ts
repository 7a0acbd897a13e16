import { resolve } from 'node:path';
import { saveFile, sizeWords } from '../../backup-words.ts';
import type { CliCommand } from '../../command.ts';
import { passphraseOption, readPassphrase } from '../../passphrase.ts';

export const systemBackup: CliCommand = {
  name: 'system:backup',
  summary: 'save the whole installation in one file: apps, code, config, databases, certificates, history',
  args: '[file]',
  options: [passphraseOption],
  example: 'rostra system:backup rostra.backup --passphrase-file secret.txt',
  run: async (call) => {
    const passphrase = await readPassphrase(call);
    call.output.progress('Every database is backed up first.');
    const file = await call.platform.systemBackup({ passphrase });
    const place = resolve(call.args[0] ?? file.name);
    const bytes = await saveFile(file, place);
    const lines = [
      `Everything is in ${place} (${sizeWords(bytes)}), closed with the passphrase.`,
      'On a fresh machine: rostra system:restore FILE --passphrase-file FILE',
    ];
    return { json: { file: place, bytes }, lines };
  },
};
