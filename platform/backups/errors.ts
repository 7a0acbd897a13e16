import { RostraError } from '#kit/errors/rostra-error.ts';

export const noSuchBackup = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'BACKUP_NOT_FOUND',
    status: 404,
    message: `${app} has no backup b${id}.`,
    hint: `List them: rostra pg:backups --app ${app}`,
  });

export const noSuchRestore = (app: string, id: number): RostraError =>
  new RostraError({ code: 'RESTORE_NOT_FOUND', status: 404, message: `${app} has no restore ${id}.` });

export const backupNotWhole = (id: number, state: string): RostraError =>
  new RostraError({
    code: 'BACKUP_NOT_WHOLE',
    status: 409,
    message: state === 'running' ? `b${id} is still being taken.` : `b${id} failed, so there is nothing in it.`,
    hint: 'Choose one that is done.',
  });

export const backupFileGone = (id: number): RostraError =>
  new RostraError({
    code: 'BACKUP_FILE_GONE',
    status: 409,
    message: `The file of b${id} is not as it was written: it is gone or has changed.`,
    hint: 'Nothing was changed. Choose another backup, and look after the disk.',
  });

export const backupInUse = (id: number, why: string): RostraError =>
  new RostraError({ code: 'BACKUP_IN_USE', status: 409, message: `b${id} stays: ${why}.`, hint: 'Nothing was changed.' });

export const chooseDatabase = (app: string, names: readonly string[]): RostraError =>
  new RostraError({
    code: 'BACKUP_WHICH_DATABASE',
    status: 422,
    message: names.length === 0 ? `${app} has no database of its own.` : `${app} has more than one database.`,
    hint: names.length === 0 ? `Make one: rostra addons:create postgres --app ${app}` : `Name one of them: ${names.join(', ')}.`,
  });

export const backupFailed = (database: string, reason: string): RostraError =>
  new RostraError({
    code: 'BACKUP_FAILED',
    status: 503,
    message: `${database} could not be backed up: ${reason}`,
    hint: 'Nothing was changed.',
  });

/** The dump is none, or not whole, or not for this server. */
export const dumpNotUsable = (reason: string): RostraError =>
  new RostraError({
    code: 'BACKUP_NOT_USABLE',
    status: 422,
    message: `This cannot be restored: ${reason}.`,
    hint: 'Nothing was changed. Take the dump again with `pg_dump --format=custom`, or as plain SQL.',
  });

/** What somebody wanted from an address. */
export const dumpNotFetched = (host: string, reason: string): RostraError =>
  new RostraError({
    code: 'BACKUP_NOT_FETCHED',
    status: 422,
    message: `The dump at ${host} was not fetched: ${reason}.`,
    hint: 'Nothing was changed. Fetch it yourself and bring the file.',
  });

export const restoreUnderWay = (database: string): RostraError =>
  new RostraError({
    code: 'RESTORE_UNDER_WAY',
    status: 409,
    message: `${database} is being restored already.`,
    hint: 'Wait until that is over.',
  });

export const releaseUnderWay = (app: string): RostraError =>
  new RostraError({
    code: 'RESTORE_DURING_RELEASE',
    status: 409,
    message: `A release of ${app} is on its way, and it could need the database as it is.`,
    hint: 'Wait until it serves or has failed.',
  });

export const noRoomForBackup = (freeMb: number): RostraError =>
  new RostraError({
    code: 'BACKUP_NO_ROOM',
    status: 507,
    message: `Only ${freeMb} MB are free on the disk of the backups.`,
    hint: 'Delete old ones with `rostra pg:backups:delete`, or make room.',
  });

export const wrongBackupSchedule = (fault: string): RostraError =>
  new RostraError({
    code: 'BACKUP_SCHEDULE_WRONG',
    status: 422,
    message: fault,
    hint: 'For example: --at 04:00 --timezone Europe/Dublin',
  });

export const targetNotUsable = (name: string, reason: string): RostraError =>
  new RostraError({
    code: 'BACKUP_TARGET_WRONG',
    status: 422,
    message: `${name} is no place for backups: ${reason}.`,
    hint: 'For example: rostra pg:backups:targets:add usb /mnt/usb/rostra',
  });

export const targetTaken = (name: string): RostraError =>
  new RostraError({
    code: 'BACKUP_TARGET_TAKEN',
    status: 409,
    message: `There is a place named ${name} already.`,
    hint: 'Choose another name, or remove that one first.',
  });

export const noSuchTarget = (name: string): RostraError =>
  new RostraError({
    code: 'BACKUP_TARGET_NOT_FOUND',
    status: 404,
    message: `There is no place named ${name} that backups are copied to.`,
    hint: 'List them: rostra pg:backups:targets',
  });

export const parkedAlready = (app: string): RostraError =>
  new RostraError({ code: 'PARK_IS_PARKED', status: 409, message: `${app} is parked already.`, hint: `rostra apps:unpark --app ${app}` });

export const notParked = (app: string): RostraError =>
  new RostraError({ code: 'PARK_NOT_PARKED', status: 409, message: `${app} is not parked.` });

export const notNow = (app: string, reason: string): RostraError =>
  new RostraError({
    code: 'PARK_NOT_NOW',
    status: 409,
    message: `${app} is not parked: ${reason}.`,
    hint: 'Park it when nobody needs it any more.',
  });

export const notInBin = (app: string): RostraError =>
  new RostraError({
    code: 'BIN_NOT_FOUND',
    status: 404,
    message: `The bin has no app "${app}".`,
    hint: 'Destroyed apps are kept for seven days: rostra apps:bin',
  });
