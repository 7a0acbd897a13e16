import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Role } from './rules/roles.ts';

/** The faults of who may do what, and of two people at once. */

export const notAllowed = (role: Role, allowed: readonly Role[]): RostraError =>
  new RostraError({
    code: 'PLATFORM_NOT_ALLOWED',
    status: 403,
    message: `The role ${role} does not allow this.`,
    hint: `Nothing was changed. It takes the role ${allowed.join(' or ')}: an owner gives it on the page People of the dashboard.`,
  });

export const notYourApp = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NOT_YOUR_APP',
    status: 403,
    message: `Your login does not reach the app ${app}.`,
    hint: 'Nothing was changed. An owner says who works on which apps, on the page People of the dashboard.',
  });

export const changedMeanwhile = (what: string, hint: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_CHANGED_MEANWHILE',
    status: 409,
    message: `Somebody else was faster: ${what}.`,
    hint: `Nothing of yours was done. ${hint}`,
  });

export const noSuchUser = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_USER',
    status: 404,
    message: `There is no user "${name}".`,
    hint: 'The page People of the dashboard lists them.',
  });

export const wrongUser = (fault: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_USER', status: 422, message: fault, hint: 'Nothing was changed.' });

export const tooManyGuesses = (seconds: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_TOO_MANY_GUESSES',
    status: 429,
    message: 'Too many wrong tries came one after another.',
    hint: `Wait ${seconds} s, then try again. A token can be made anew on the machine: \`rostra tokens:create NAME\`.`,
  });

export const noSuchToken = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_TOKEN',
    status: 404,
    message: 'There is no such token.',
    hint: 'List them with `rostra tokens`.',
  });

export const wrongToken = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_TOKEN',
    status: 401,
    message: 'This needs an API token, and none that is valid came with the request.',
    hint: 'Send `Authorization: Bearer TOKEN`; make a token on the machine itself with `rostra tokens:create`.',
  });
