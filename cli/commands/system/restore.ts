import { resolve } from 'node:path';
import type { CliCommand } from '../../command.ts';
import { passphraseOption, readPassphrase } from '../../passphrase.ts';
import { runPlatform } from '../../run-platform.ts';

export const systemRestore: CliCommand = {
  name: 'system:restore',
  summary: 'make an installation out of its backup on an empty data folder, and run it until Ctrl-C',
  args: '<file>',
  options: [passphraseOption],
  example: 'ROSTRA_HOME=/srv/rostra rostra system:restore rostra.backup --passphrase-file secret.txt',
  runsUntilStopped: true,
  run: async (call) => {
    const passphrase = await readPassphrase(call);
    const { restorePlatform } = await import('../../../platform/main.ts');
    await restorePlatform({ file: resolve(call.args[0] ?? ''), passphrase });
    call.output.progress('The data folder is there; databases come back while the platform starts.');
    await runPlatform(call, { isDemo: false });
    return null;
  },
};
