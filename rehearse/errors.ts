import { RostraError } from '#kit/errors/rostra-error.ts';

/** A rehearsal.json that cannot be followed. `what` is a sentence. */
export const wrongPlan = (what: string): RostraError =>
  new RostraError({
    code: 'REHEARSAL_PLAN_WRONG',
    status: 422,
    message: what,
    hint: 'rostra rehearse init writes a plan to start from.',
  });

/** A recording that must not be played as it is. `what` is a sentence. */
export const wrongRecording = (what: string, hint: string): RostraError =>
  new RostraError({ code: 'REHEARSAL_RECORDING_WRONG', status: 422, message: what, hint });

export const noBrowser = (cause: unknown): RostraError =>
  new RostraError({
    code: 'REHEARSAL_NO_BROWSER',
    status: 501,
    message: `“browserBots” need Chromium, and it does not start here: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)}.`,
    hint: 'Install chromium (CHROMIUM_PATH says where it is), or leave “browserBots” out.',
  });
