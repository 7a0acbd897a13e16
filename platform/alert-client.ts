import type { ApiConnection } from './api-connection.ts';
import type { AlertVerbs } from './control/alert-verbs.ts';
import type { FindingVerbs } from './control/finding-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** The verbs of alerts over HTTP. `at` makes an app's path. */
export function alertVerbs(api: ApiConnection, at: Path): AlertVerbs {
  const channelAt = (name: string, rest = ''): string => `/api/alerts/channels/${encodeURIComponent(name)}${rest}`;
  return {
    alertRules: (app) => api.call({ method: 'GET', path: at(app, '/alerts/rules') }),
    putAlertRule: (app, wish) => api.call({ method: 'POST', path: at(app, '/alerts/rules'), body: wish }),
    applyAlertPreset: (app, preset, wish) => api.call({ method: 'POST', path: at(app, '/alerts/preset'), body: { preset, ...wish } }),
    removeAlertRule: (app, id) => api.call({ method: 'DELETE', path: at(app, `/alerts/rules/${id}`) }),
    snoozeAlerts: (app, wish) => api.call({ method: 'PUT', path: at(app, '/alerts/snooze'), body: wish }),
    incidents: (app) => api.call({ method: 'GET', path: at(app, '/alerts/incidents') }),
    allIncidents: () => api.call({ method: 'GET', path: '/api/alerts/incidents' }),
    alertChannels: () => api.call({ method: 'GET', path: '/api/alerts/channels' }),
    addAlertChannel: (wish) => api.call({ method: 'POST', path: '/api/alerts/channels', body: wish }),
    addLoopbackChannel: (wish) => api.call({ method: 'POST', path: '/api/alerts/channels', body: { ...wish, allowsLoopback: true } }),
    setAlertChannel: (name, wish) => api.call({ method: 'PATCH', path: channelAt(name), body: wish }),
    removeAlertChannel: (name) => api.call({ method: 'DELETE', path: channelAt(name) }),
    testAlertChannels: (name) => api.call({ method: 'POST', path: name === null ? '/api/alerts/test' : channelAt(name, '/test') }),
    alertDeliveries: () => api.call({ method: 'GET', path: '/api/alerts/deliveries' }),
    resendAlert: (id) => api.call({ method: 'POST', path: `/api/alerts/deliveries/${id}/resend` }),
  };
}

/** The verbs of the monitor over HTTP. */
export function findingVerbs(api: ApiConnection, at: Path): FindingVerbs {
  return {
    findings: (app, which = 'living') => api.call({ method: 'GET', path: at(app, `/findings?which=${which}`) }),
    finding: (app, id) => api.call({ method: 'GET', path: at(app, `/findings/${id}`) }),
    actOnFinding: (app, id, action) => api.call({ method: 'POST', path: at(app, `/findings/${id}/act`), body: { action } }),
    undoFinding: (app, id) => api.call({ method: 'POST', path: at(app, `/findings/${id}/undo`) }),
    upcomingEvents: () => api.call({ method: 'GET', path: '/api/upcoming-events' }),
    trySiteRules: (app, { seconds = 86_400 }) => api.call({ method: 'GET', path: at(app, `/monitor/rules?seconds=${seconds}`) }),
    monitorReport: (app, { from, to, seconds, people }) => {
      const given = Object.entries({ from, to, seconds, people }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      );
      return api.call({ method: 'GET', path: at(app, `/monitor/report?${new URLSearchParams(given)}`) });
    },
    dismissFinding: (app, id, reason) => api.call({ method: 'POST', path: at(app, `/findings/${id}/dismiss`), body: { reason } }),
  };
}
