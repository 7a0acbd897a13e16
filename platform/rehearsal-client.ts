import type { ApiConnection } from './api-connection.ts';
import type { RehearsalVerbs } from './control/rehearsal-verbs.ts';

/** Rehearsals over HTTP. `at` makes an app's path. */
export function rehearsalVerbs(api: ApiConnection, at: (app: string, rest?: string) => string): RehearsalVerbs {
  const rehearsalAt = (app: string, id: string, rest = ''): string => at(app, `/rehearsals/${encodeURIComponent(id)}${rest}`);
  return {
    rehearsals: (app) => api.call({ method: 'GET', path: at(app, '/rehearsals') }),
    rehearsal: (app, id) => api.call({ method: 'GET', path: rehearsalAt(app, id) }),
    planRehearsal: (app, wish) => api.call({ method: 'POST', path: at(app, '/rehearsals'), body: wish }),
    stageRehearsal: (app, id) => api.call({ method: 'POST', path: rehearsalAt(app, id, '/stage') }),
    reportRehearsal: (app, id, report) => api.call({ method: 'POST', path: rehearsalAt(app, id, '/report'), body: report }),
    endRehearsal: (app, id, end) => api.call({ method: 'POST', path: rehearsalAt(app, id, '/end'), body: end }),
    breakRehearsed: (app, id, wish) => api.call({ method: 'POST', path: rehearsalAt(app, id, '/break'), body: wish }),
    stopRehearsal: (app, id) => api.call({ method: 'POST', path: rehearsalAt(app, id, '/stop') }),
  };
}
