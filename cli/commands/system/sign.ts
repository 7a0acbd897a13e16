import { resolve } from 'node:path';
import type { CliCommand } from '../../command.ts';

export const systemSign: CliCommand = {
  name: 'system:sign',
  summary: 'sign the folder of a program, so that installations which know your key take it as an update',
  args: '<folder>',
  options: [{ flags: '--key <file>', text: 'your private key (Ed25519, PEM)' }],
  example: 'rostra system:sign ./rostra-1.3.0 --key release-key.pem',
  run: async (call) => {
    const { signProgram } = await import('../../../platform/main.ts');
    const folder = resolve(call.args[0] ?? '');
    const { version, files } = await signProgram({ folder, keyFile: resolve(call.option('key') ?? 'release-key.pem') });
    return { json: { version, files }, lines: [`Version ${version} with ${files} files is signed.`] };
  },
};
