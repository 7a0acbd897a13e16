import type { ApiConnection } from './api-connection.ts';
import type { ScalingVerbs } from './control/scaling-verbs.ts';

/** The verbs of the autoscaler and of schedules over HTTP. `at` makes an app's path. */
export function scalingVerbs(api: ApiConnection, at: (app: string, rest?: string) => string): ScalingVerbs {
  const autoscaleAt = (app: string, type: string): string => at(app, `/autoscale/${encodeURIComponent(type)}`);
  return {
    autoscales: (app) => api.call({ method: 'GET', path: at(app, '/autoscale') }),
    enableAutoscale: (app, { type = 'web', ...wish }) => api.call({ method: 'PUT', path: autoscaleAt(app, type), body: wish }),
    disableAutoscale: (app, type) => api.call({ method: 'DELETE', path: autoscaleAt(app, type) }),
    autoscaleDecisions: (app, { limit, changes }) =>
      api.call({ method: 'GET', path: at(app, `/autoscale-decisions?limit=${limit}&changes=${changes}`) }),
    adviseScaling: (app, range) => api.call({ method: 'GET', path: at(app, `/scaling-advice?${new URLSearchParams(range).toString()}`) }),
    schedules: (app) => api.call({ method: 'GET', path: at(app, '/schedules') }),
    addSchedule: (app, wish) => api.call({ method: 'POST', path: at(app, '/schedules'), body: wish }),
    previewSchedule: (app, wish) => api.call({ method: 'POST', path: at(app, '/schedules/preview'), body: wish }),
    moments: () => api.call({ method: 'GET', path: '/api/moments' }),
    sleep: (app) => api.call({ method: 'GET', path: at(app, '/sleep') }),
    setSleep: (app, wish) => api.call({ method: 'PUT', path: at(app, '/sleep'), body: wish }),
    removeSchedule: (app, id) => api.call({ method: 'DELETE', path: at(app, `/schedules/${id}`) }),
  };
}
