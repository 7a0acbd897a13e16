import { RostraError } from '#kit/errors/rostra-error.ts';

export const wrongAutoscale = (fault: string): RostraError =>
  new RostraError({
    code: 'AUTOSCALE_WRONG',
    status: 422,
    message: fault,
    hint: 'Nothing was changed. For example: rostra ps:autoscale:enable --min 1 --max 10 --p95 800',
  });

export const nothingToAutoscale = (app: string, type: string): RostraError =>
  new RostraError({
    code: 'AUTOSCALE_NO_TRAFFIC',
    status: 422,
    message: `Only the web dynos of ${app} answer requests; there is nothing by which ${type} could be scaled.`,
    hint: 'Set its number with `rostra ps:scale`, or at set times with `rostra schedule:scale`.',
  });

export const notAutoscaled = (app: string, type: string): RostraError =>
  new RostraError({
    code: 'AUTOSCALE_IS_OFF',
    status: 404,
    message: `The autoscaler of ${type} of ${app} is off.`,
    hint: `Turn it on: rostra ps:autoscale:enable --app ${app}`,
  });

export const wrongScaleSchedule = (fault: string): RostraError =>
  new RostraError({
    code: 'SCHEDULE_NOT_POSSIBLE',
    status: 422,
    message: fault,
    hint: 'For example: rostra schedule:scale web=10 --from 09:00 --to 18:00 --days sat,sun --tz Europe/Dublin --after web=1',
  });

export const noSuchSchedule = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'SCHEDULE_NOT_THERE',
    status: 404,
    message: `${app} has no schedule ${id}.`,
    hint: `List them: rostra schedule:scale --app ${app}`,
  });

export const notOnThisTier = (message: string): RostraError =>
  new RostraError({
    code: 'SCALING_TIER',
    status: 409,
    message,
    hint: 'Nothing was changed. ROSTRA_TIER_RULES=none turns tier rules off.',
  });

export const wrongSleep = (fault: string): RostraError => new RostraError({ code: 'SLEEP_WRONG', status: 422, message: fault });
