import type { ApiConnection } from './api-connection.ts';
import type { PipelineVerbs } from './control/pipeline-verbs.ts';

type Path = (app: string, rest?: string) => string;

/** What the client asks about pipelines and config vars that follow others. */
export function pipelineVerbs(api: ApiConnection, at: Path): PipelineVerbs {
  const refAt = (app: string, key: string): string => at(app, `/config-refs/${encodeURIComponent(key)}`);
  return {
    pipelines: () => api.call({ method: 'GET', path: '/api/pipelines' }),
    joinPipeline: (app, wish) => api.call({ method: 'PUT', path: at(app, '/pipeline'), body: wish }),
    leavePipeline: (app) => api.call({ method: 'DELETE', path: at(app, '/pipeline') }),
    pipelineDiff: (app) => api.call({ method: 'GET', path: at(app, '/pipeline/diff') }),
    promote: (app, { evenLive = false } = {}) => api.call({ method: 'POST', path: at(app, `/pipeline/promotions?evenLive=${evenLive}`) }),
    configRefs: (app) => api.call({ method: 'GET', path: at(app, '/config-refs') }),
    attachConfig: (app, { key, ...source }) => api.call({ method: 'PUT', path: refAt(app, key), body: source }),
    detachConfig: (app, key) => api.call({ method: 'DELETE', path: refAt(app, key) }),
  };
}
