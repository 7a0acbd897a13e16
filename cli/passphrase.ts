import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Call, CliOption } from './command.ts';
import { UsageFault } from './parse.ts';

export const passphraseOption: CliOption = {
  flags: '--passphrase-file <file>',
  text: 'its first line is the passphrase; - reads it from standard input',
};

/** On the command line everybody on the machine could read it. */
export async function readPassphrase(call: Call): Promise<string> {
  const file = call.option('passphrase-file');
  if (file === null)
    throw new UsageFault('A backup of an installation is closed with a passphrase.', 'Put it into a file, and say --passphrase-file FILE.');
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(() => null);
  if (content === null) throw new UsageFault(`There is no file ${file}.`, 'Put the passphrase into it.');
  return content.split('\n')[0]?.trim() ?? '';
}
