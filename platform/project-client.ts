import type { ApiConnection } from './api-connection.ts';
import type { ProjectVerbs } from './control/project-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** What the client asks about the page that says to everybody what an app is. */
export function projectVerbs(api: ApiConnection, at: Path): ProjectVerbs {
  return {
    projectPage: (app) => api.call({ method: 'GET', path: at(app, '/project-page') }),
    setProjectPage: (app, page) => api.call({ method: 'PUT', path: at(app, '/project-page'), body: { page } }),
  };
}
