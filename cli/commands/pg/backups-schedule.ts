import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const pgBackupsSchedules: CliCommand = {
  name: 'pg:backups:schedules',
  summary: 'show when databases are backed up by themselves',
  needsApp: true,
  example: 'rostra pg:backups:schedules --app tab',
  run: async (call) => {
    const app = await call.app();
    const schedules = await call.platform.backupSchedules(app);
    const rows = schedules.map(({ database, isOn, at, timezone, nextAt }) => [
      database,
      isOn ? `each day at ${at} ${timezone}` : 'never',
      nextAt === null ? '' : herokuTime(nextAt),
    ]);
    return { json: schedules, lines: [bold(`=== ${app} Backup Schedules`), ...columns(['Database', 'When', 'Next'], rows)] };
  },
};

export const pgBackupsSchedule: CliCommand = {
  name: 'pg:backups:schedule',
  summary: 'set when a database is backed up each day; seven days, four weeks and three months are kept',
  args: '[database]',
  needsApp: true,
  options: [
    { flags: '--at <time>', text: '04:00 unless said' },
    { flags: '--timezone <zone>', text: 'Europe/Dublin; UTC unless said' },
  ],
  example: 'rostra pg:backups:schedule --app tab --at 04:00 --timezone Europe/Dublin',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? null, 'postgres');
    const [at, zone] = (call.option('at') ?? '04:00').split(' '); // Heroku's way: '04:00 Europe/Dublin'
    const wish = { database: name, at: at ?? '', timezone: call.option('timezone') ?? zone ?? 'UTC' };
    const schedule = await call.platform.setBackupSchedule(app, wish);
    return { json: schedule, lines: [`${name} is backed up each day at ${schedule.at} ${schedule.timezone}.`] };
  },
};

export const pgBackupsUnschedule: CliCommand = {
  name: 'pg:backups:unschedule',
  summary: 'back a database up no more by itself',
  args: '[database]',
  needsApp: true,
  example: 'rostra pg:backups:unschedule --app tab',
  completes: 'addons',
  run: async (call) => {
    const { app, name } = await chosenAddon(call, call.args[0] ?? null, 'postgres');
    const schedule = await call.platform.setBackupSchedule(app, { database: name, at: null, timezone: 'UTC' });
    return { json: schedule, lines: [`${name} is backed up only when somebody asks for it.`] };
  },
};
