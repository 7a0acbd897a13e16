import { RostraError } from '#kit/errors/rostra-error.ts';

export const updateKeyMissing = (file: string): RostraError =>
  new RostraError({
    code: 'UPDATE_KEY_MISSING',
    status: 409,
    message: 'This installation knows no key that updates are signed with.',
    hint: `Put the maker's public key (Ed25519, PEM) into ${file}.`,
  });

export const updateNotSigned = (reason: string): RostraError =>
  new RostraError({
    code: 'UPDATE_NOT_SIGNED',
    status: 422,
    message: `This update is not used: ${reason}.`,
    hint: 'Nothing was changed. Fetch it again from where it is published.',
  });

export const updateNotUsable = (reason: string): RostraError =>
  new RostraError({ code: 'UPDATE_NOT_USABLE', status: 422, message: `This update is not used: ${reason}.`, hint: 'Nothing was changed.' });

export const updateInEvent = (app: string): RostraError =>
  new RostraError({
    code: 'UPDATE_IN_EVENT',
    status: 409,
    message: `${app} has an event now, and nothing of the platform is exchanged beside it.`,
    hint: 'Update half an hour after its end.',
  });

export const updateUnderWay = (): RostraError =>
  new RostraError({
    code: 'UPDATE_UNDER_WAY',
    status: 409,
    message: 'An update is under way already.',
    hint: 'See how it goes on: rostra system:update',
  });

export const noRoomForUpdate = (freeMb: number, neededMb: number): RostraError =>
  new RostraError({
    code: 'UPDATE_NO_ROOM',
    status: 507,
    message: `${freeMb} MB are free in the data folder, and the update needs ${neededMb} MB.`,
    hint: 'Delete old backups with `rostra pg:backups:delete`, or make room.',
  });
