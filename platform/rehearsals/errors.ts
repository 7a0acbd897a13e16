import { RostraError } from '#kit/errors/rostra-error.ts';

export const noSuchRehearsal = (app: string, id: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_REHEARSAL',
    status: 404,
    message: `${app} has no rehearsal ${id}.`,
    hint: `List them: rostra rehearse list --app ${app}`,
  });

export const rehearsalUnderWay = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_REHEARSAL_UNDER_WAY',
    status: 409,
    message: `${app} is being rehearsed already; two crowds at once would measure each other.`,
    hint: `Wait for it, or end it: rostra rehearse stop --app ${app}`,
  });

export const nothingToRehearse = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NOTHING_TO_REHEARSE',
    status: 422,
    message: `${app} has no release that serves.`,
    hint: `Deploy it first: rostra deploy --app ${app}`,
  });

/** In place, with real people about. `what` is a sentence. */
export const notInPlace = (what: string, hint: string): RostraError =>
  new RostraError({ code: 'PLATFORM_REHEARSAL_NOT_IN_PLACE', status: 409, message: what, hint });

export const cloneFailed = (app: string, why: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_CLONE_FAILED',
    status: 502,
    message: `The copy of ${app} did not come up: ${why}`,
    hint: 'Look at what it wrote: rostra logs --app followed by its name.',
  });

export const nothingToBreak = (what: string): RostraError =>
  new RostraError({ code: 'PLATFORM_NOTHING_TO_BREAK', status: 409, message: what, hint: 'Dynos are named as in rostra ps: web.1.' });

export const wrongRehearsal = (what: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_REHEARSAL_WRONG',
    status: 422,
    message: what,
    hint: 'rostra rehearse init writes a plan to start from.',
  });
