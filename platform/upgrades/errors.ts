import { RostraError } from '#kit/errors/rostra-error.ts';

/** Faults of upgrades. */

export const upgradeInEvent = (app: string): RostraError =>
  new RostraError({
    code: 'UPGRADE_IN_EVENT',
    status: 409,
    message: `An event of ${app} is on, and an upgrade in the middle of it is no good idea.`,
    hint: 'Upgrade when it is over.',
  });

export const upgradeUnderWay = (app: string): RostraError =>
  new RostraError({
    code: 'UPGRADE_UNDER_WAY',
    status: 409,
    message: `${app} is being upgraded.`,
    hint: 'Wait until it is over: it goes on by itself, also when the one who began it has left.',
  });

export const nothingToUpgrade = (app: string): RostraError =>
  new RostraError({
    code: 'UPGRADE_NOTHING_THERE',
    status: 422,
    message: `${app} has no build that serves.`,
    hint: `Deploy it first: rostra deploy --app ${app}`,
  });

export const noSuchUpgrade = (app: string, id: number): RostraError =>
  new RostraError({ code: 'UPGRADE_NOT_FOUND', status: 404, message: `${app} has no upgrade ${id}.` });

export const noGuestSource = (message: string, hint = 'Say where it is: --source FOLDER, or --source URL with --ref TAG'): RostraError =>
  new RostraError({ code: 'GUEST_NO_SOURCE', status: 422, message, hint });

export const notFromHere = (app: string, hint: string): RostraError =>
  new RostraError({ code: 'GUEST_NOT_FROM_HERE', status: 422, message: `${app} cannot be upgraded from here.`, hint });

export const notUndone = (app: string, reason: string): RostraError =>
  new RostraError({ code: 'UPGRADE_NOT_UNDONE', status: 409, message: `The upgrade of ${app} is not undone: ${reason}.` });

/** What the new version does wrong; then build and data go back. */
export const brokenUpgrade = (message: string): RostraError => new RostraError({ code: 'UPGRADE_BROKEN', status: 502, message });
