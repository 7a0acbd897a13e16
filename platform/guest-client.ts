import { resolve } from 'node:path';
import type { ApiConnection } from './api-connection.ts';
import type { GuestVerbs } from './control/guest-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** What the client asks about another version of a guest. */
export function guestVerbs(api: ApiConnection, at: Path): GuestVerbs {
  return {
    startUpgrade: (app, source, { ref, rehearses }) => {
      const query = new URLSearchParams({ rehearses: String(rehearses), ...(ref === null ? {} : { ref }) }).toString();
      const path = at(app, `/upgrades?${query}`);
      return source.kind === 'tar'
        ? api.call({ method: 'POST', path, tar: source.stream })
        : api.call({ method: 'POST', path, body: { folder: resolve(source.path) } });
    },
    guest: (app) => api.call({ method: 'GET', path: at(app, '/guest') }),
    guestVersions: (app) => api.call({ method: 'GET', path: at(app, '/guest/versions') }),
    upgradeGuest: (app, wish) => api.call({ method: 'POST', path: at(app, '/guest/upgrades'), body: wish }),
    takeUpgradeBack: (app, id, confirm) => api.call({ method: 'POST', path: at(app, `/upgrades/${id}/take-back`), body: { confirm } }),
    upgrade: (app, id) => api.call({ method: 'GET', path: at(app, `/upgrades/${id}`) }),
    upgrades: (app) => api.call({ method: 'GET', path: at(app, '/upgrades') }),
  };
}
