import { readFile } from 'node:fs/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';

export const addCertificate: CliCommand = {
  name: 'certs:add',
  summary: 'use a certificate of your own: its file (with the intermediate ones behind it) and its key',
  args: '<certificate> <key>',
  needsApp: true,
  example: 'rostra certs:add fullchain.pem privkey.pem --app hello',
  run: async (call) => {
    const app = await call.app();
    const [certificate, key] = await Promise.all([fileText(call.args[0] ?? ''), fileText(call.args[1] ?? '')]);
    const added = await call.platform.addCertificate(app, { certificate, key });
    const lines = [`The certificate for ${added.hosts.join(', ')} is in use until ${added.validUntil.slice(0, 10)}.`];
    return { json: added, lines };
  },
};

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new RostraError({ code: 'CLI_USAGE', status: 422, message: `The file ${path} cannot be read.` });
  }
}
