import type { ApiConnection } from './api-connection.ts';
import type { MirrorVerbs } from './control/mirror-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** What the client asks about apps that run beside others on the same data. */
export function mirrorVerbs(api: ApiConnection, at: Path): MirrorVerbs {
  return {
    mirrors: () => api.call({ method: 'GET', path: '/api/mirrors' }),
    createMirror: (primary, { name, size, door }) =>
      api.call({ method: 'POST', path: at(primary, '/mirrors'), body: { name, door, ...(size === null ? {} : { size }) } }),
    setMirrorDoor: (app, door) => api.call({ method: 'PUT', path: at(app, '/mirror/door'), body: { door } }),
    setMirrorFollow: (app, follows) => api.call({ method: 'PUT', path: at(app, '/mirror/follow'), body: { follows } }),
    resyncMirror: (app) => api.call({ method: 'POST', path: at(app, '/mirror/resync') }),
    promoteMirror: (app) => api.call({ method: 'POST', path: at(app, '/mirror/promote') }),
  };
}
