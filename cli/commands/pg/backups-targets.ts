import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';

export const pgBackupsTargets: CliCommand = {
  name: 'pg:backups:targets',
  summary: 'show where every backup is copied to',
  example: 'rostra pg:backups:targets',
  run: async (call) => {
    const targets = await call.platform.backupTargets();
    const rows = targets.map(({ name, to, endpoint }) => [name, to, endpoint ?? '']);
    const lines = targets.length === 0 ? ['Backups are on this machine only.'] : columns(['Name', 'Place', 'Server'], rows);
    return { json: targets, lines: [bold('=== Backup Targets'), ...lines] };
  },
};

export const pgBackupsTargetsAdd: CliCommand = {
  name: 'pg:backups:targets:add',
  summary: 'copy every backup to a folder on another disk, or to a bucket of any S3 provider',
  args: '<name> <folder|s3://bucket/prefix>',
  options: [
    { flags: '--endpoint <url>', text: "the bucket's server; Amazon's unless said" },
    { flags: '--region <region>', text: 'us-east-1 unless said' },
    { flags: '--key-id <id>', text: 'of the access key' },
    { flags: '--secret-file <file>', text: 'a file with its secret' },
  ],
  example: 'rostra pg:backups:targets:add usb /mnt/usb/rostra',
  run: async (call) => {
    const [name = '', to = ''] = call.args;
    const secretFile = call.option('secret-file');
    const given = (option: string): string | undefined => call.option(option) ?? undefined;
    const target = await call.platform.addBackupTarget({
      name,
      to: to.includes('://') ? to : resolve(to),
      endpoint: given('endpoint'),
      region: given('region'),
      keyId: given('key-id'),
      secret: secretFile === null ? undefined : (await readFile(resolve(secretFile), 'utf8')).trim(),
    });
    return { json: target, lines: [`Every backup is copied to ${target.to} from now on; a trial file was written there and read again.`] };
  },
};

export const pgBackupsTargetsRemove: CliCommand = {
  name: 'pg:backups:targets:remove',
  summary: 'copy no more backups there; what is there stays',
  args: '<name>',
  example: 'rostra pg:backups:targets:remove usb',
  run: async (call) => {
    const [name = ''] = call.args;
    await call.platform.removeBackupTarget(name);
    return { json: { removed: name }, lines: [`Nothing more is copied to ${name}. What is there stays.`] };
  },
};
