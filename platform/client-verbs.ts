import type { ApiConnection } from './api-connection.ts';
import type { DrainVerbs, HeldAddonVerbs, JobVerbs, MailVerbs } from './control/addon-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** What the client asks about add-ons that are used, their databases and their mail. */
export function heldAddonVerbs(api: ApiConnection, at: Path): HeldAddonVerbs & MailVerbs {
  const addonAt = (app: string, addon: string, rest = ''): string => at(app, `/addons/${encodeURIComponent(addon)}${rest}`);
  return {
    attachAddon: (app, wish) => api.call({ method: 'POST', path: at(app, '/addon-attachments'), body: wish }),
    detachAddon: (app, addon) => api.call({ method: 'DELETE', path: at(app, `/addon-attachments/${encodeURIComponent(addon)}`) }),
    rotateCredentials: (app, addon) => api.call({ method: 'POST', path: addonAt(app, addon, '/credentials') }),
    resetDatabase: (app, addon, confirm) => api.call({ method: 'POST', path: addonAt(app, addon, '/reset'), body: { confirm } }),
    databaseConnections: (app, addon) => api.call({ method: 'GET', path: addonAt(app, addon, '/connections') }),
    endDatabaseWork: (app, addon, wish) => api.call({ method: 'POST', path: addonAt(app, addon, '/connections/end'), body: wish }),
    mails: (app, limit) => api.call({ method: 'GET', path: at(app, `/mails?limit=${limit}`) }),
    mail: (app, id) => api.call({ method: 'GET', path: at(app, `/mails/${id}`) }),
    clearMails: (app) => api.call({ method: 'DELETE', path: at(app, '/mails') }),
    mailRelay: (app) => api.call({ method: 'GET', path: at(app, '/mail-relay') }),
    setMailRelay: (app, relay) => api.call({ method: 'PUT', path: at(app, '/mail-relay'), body: { relay } }),
  };
}

/** Jobs of the scheduler. */
export function jobVerbs(api: ApiConnection, at: Path): JobVerbs {
  return {
    jobs: (app) => api.call({ method: 'GET', path: at(app, '/jobs') }),
    addJob: (app, wish) => api.call({ method: 'POST', path: at(app, '/jobs'), body: wish }),
    removeJob: (app, id) => api.call({ method: 'DELETE', path: at(app, `/jobs/${id}`) }),
    runJob: (app, id) => api.call({ method: 'POST', path: at(app, `/jobs/${id}/runs`) }),
    jobRuns: (app, id) => api.call({ method: 'GET', path: at(app, `/jobs/${id}/runs`) }),
  };
}

/** Where log lines go beside the log. */
export function drainVerbs(api: ApiConnection, at: Path): DrainVerbs {
  return {
    logDrains: (app) => api.call({ method: 'GET', path: at(app, '/log-drains') }),
    addLogDrain: (app, wish) => api.call({ method: 'POST', path: at(app, '/log-drains'), body: wish }),
    removeLogDrain: (app, id) => api.call({ method: 'DELETE', path: at(app, `/log-drains/${id}`) }),
    setRuntimeMetrics: (app, on) => api.call({ method: 'PUT', path: at(app, '/runtime-metrics'), body: { on } }),
  };
}
