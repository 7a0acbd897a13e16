import { RostraError } from '#kit/errors/rostra-error.ts';

/** Faults of mirrors. */

export const cannotMirror = (message: string, hint: string): RostraError =>
  new RostraError({ code: 'PLATFORM_CANNOT_MIRROR', status: 422, message, hint });

export const wrongDoor = (message: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_DOOR', status: 422, message, hint: 'Nothing was changed.' });

export const noSuchMirror = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_MIRROR',
    status: 404,
    message: `${app} is no mirror of another app.`,
    hint: 'List them: rostra mirror; make one: rostra mirror:create APP --name NAME',
  });

export const mirrorFailed = (app: string, what: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_MIRROR_FAILED',
    status: 502,
    message: `${app} was made, and ${what}.`,
    hint: `See rostra logs --app ${app}, or take it away again: rostra apps:destroy --app ${app}`,
  });

export const mirrorFollows = (app: string, primary: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_MIRROR_FOLLOWS',
    status: 409,
    message: `${app} is a mirror and gets each release of ${primary}.`,
    hint: `Deploy to ${primary}, or let it go its own way first: rostra mirror:follow off --app ${app}`,
  });
