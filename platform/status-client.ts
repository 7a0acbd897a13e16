import type { ApiConnection } from './api-connection.ts';
import type { StatusVerbs } from './control/status-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** What the client asks about the page that says how an app stands. */
export function statusVerbs(api: ApiConnection, at: Path): StatusVerbs {
  return {
    statusPage: (app) => api.call({ method: 'GET', path: at(app, '/status-page') }),
    setStatusPage: (app, on) => api.call({ method: 'PUT', path: at(app, '/status-page'), body: { on } }),
    addStatusNote: (app, { text, nextMinutes }) =>
      api.call({ method: 'POST', path: at(app, '/status-page/notes'), body: { text, ...(nextMinutes === null ? {} : { nextMinutes }) } }),
  };
}
