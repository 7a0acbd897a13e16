import type { ApiConnection } from './api-connection.ts';
import type { ErrorVerbs } from './control/error-verbs.ts';

/** The error service's verbs over HTTP. `at` makes an app's path. */
export function errorVerbs(api: ApiConnection, at: (app: string, rest?: string) => string): ErrorVerbs {
  const issueAt = (app: string, id: number, rest = ''): string => at(app, `/issues/${id}${rest}`);
  return {
    issues: (app, { state = 'open', search = '', limit = 50 }) =>
      api.call({ method: 'GET', path: at(app, `/issues?${new URLSearchParams({ state, search, limit: String(limit) }).toString()}`) }),
    issue: (app, id) => api.call({ method: 'GET', path: issueAt(app, id) }),
    issueEvent: async (app, id, event) => {
      const { found } = await api.call<{ found: Awaited<ReturnType<ErrorVerbs['issueEvent']>> }>({
        method: 'GET',
        path: issueAt(app, id, `/events/${encodeURIComponent(event ?? 'latest')}`),
      });
      return found;
    },
    decideIssue: (app, id, decision) => api.call({ method: 'PUT', path: issueAt(app, id, '/state'), body: decision }),
    noteIssue: (app, id, text) => api.call({ method: 'POST', path: issueAt(app, id, '/notes'), body: { text } }),
    putSourceMap: (app, upload) => api.call({ method: 'PUT', path: at(app, '/source-maps'), body: upload }),
    errorProject: (app) => api.call({ method: 'GET', path: at(app, '/error-project') }),
    setErrorProject: (app, change) => api.call({ method: 'PUT', path: at(app, '/error-project'), body: change }),
    errorKeys: (app) => api.call({ method: 'GET', path: at(app, '/error-keys') }),
    addErrorKey: (app, name) => api.call({ method: 'POST', path: at(app, '/error-keys'), body: { name } }),
    rotateErrorKey: (app, name) => api.call({ method: 'POST', path: at(app, `/error-keys/${encodeURIComponent(name)}/rotate`) }),
    switchErrorKey: (app, name, isOn) =>
      api.call({ method: 'PUT', path: at(app, `/error-keys/${encodeURIComponent(name)}`), body: { isOn } }),
    assignIssue: (app, id, assignee) => api.call({ method: 'PUT', path: issueAt(app, id, '/assignee'), body: { assignee } }),
    mergeIssue: (app, id, into) => api.call({ method: 'PUT', path: issueAt(app, id, '/merge'), body: { into } }),
    splitIssue: (app, id) => api.call({ method: 'DELETE', path: issueAt(app, id, '/merge') }),
  };
}
