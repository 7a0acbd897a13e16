import type { FastifyInstance } from 'fastify';
import type { ErrorProjectChange, IssueDecision, IssueQuery, SourceMapUpload } from '../../rules/errors/issue-resources.ts';
import { largestSourceMap } from '../../rules/errors/source-map.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

interface OfIssue {
  Params: { app: string; issue: string };
}

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const anything = { type: 'object', additionalProperties: true };
const issue = {
  ...anything,
  properties: {
    id: count,
    app: text,
    title: text,
    culprit: text,
    level: text,
    state: text,
    firstSeen: text,
    lastSeen: text,
    count,
    users: count,
    isOfPlatform: { type: 'boolean' },
  },
};
const query = {
  state: { type: 'string', enum: ['open', 'resolved', 'ignored', 'all'], default: 'open' },
  search: { type: 'string', maxLength: 200, default: '' },
  limit: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
};
const decision = {
  type: 'object',
  required: ['state'],
  properties: {
    state: { type: 'string', enum: ['resolved', 'ignored', 'unresolved'] },
    inNextRelease: { type: 'boolean' },
    forHours: { type: 'number', exclusiveMinimum: 0, maximum: 8760 },
    forCount: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
  },
};
const note = { type: 'object', required: ['text'], properties: { text: { ...text, minLength: 1, maxLength: 2000 } } };
const sourceMap = {
  type: 'object',
  required: ['release', 'name', 'map'],
  properties: { release: { ...text, minLength: 1, maxLength: 200 }, name: { ...text, minLength: 1, maxLength: 500 }, map: text },
};
/** First of its choices: otherwise it would be read as a number. */
const nothing = { type: 'null' };
const often = { anyOf: [nothing, { type: 'object', required: ['count', 'minutes'], properties: { count, minutes: count } }] };
const alerts = {
  type: 'object',
  required: ['times', 'people', 'crashFreePercent'],
  properties: { times: often, people: often, crashFreePercent: { anyOf: [nothing, { type: 'number' }] } },
};
const change = { type: 'object', properties: { keepsLabels: { type: 'boolean' }, rules: { ...text, maxLength: 20_000 }, alerts } };
const errorKey = shapes.object({ name: text, dsn: text, browserDsn: text, offAt: { type: ['string', 'null'] } });
const keyName = { type: 'object', required: ['name'], properties: { name: { ...text, maxLength: 100 } } };
const isOn = { type: 'object', required: ['isOn'], properties: { isOn: { type: 'boolean' } } };
const assignee = {
  type: 'object',
  required: ['assignee'],
  properties: { assignee: { anyOf: [nothing, { ...text, maxLength: 200 }] } },
};
const into = { type: 'object', required: ['into'], properties: { into: count } };

/** What went wrong in an app. */
export function errorRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp & { Querystring: IssueQuery }>(
    '/api/apps/:app/issues',
    described({ summary: 'What went wrong, the one seen last first', query, answer: shapes.listOf(issue) }),
    (request) => verbs(context, request).issues(request.params.app, request.query),
  );
  api.get<OfIssue>(
    '/api/apps/:app/issues/:issue',
    described({ summary: 'One issue: how often, when, to whom', answer: issue }),
    (request) => verbs(context, request).issue(request.params.app, Number(request.params.issue)),
  );
  api.get<{ Params: OfIssue['Params'] & { event: string } }>(
    '/api/apps/:app/issues/:issue/events/:event',
    described({ summary: 'One time it happened; `latest` for the newest', answer: anything }),
    (request) => {
      const { app, issue: id, event } = request.params;
      const asked = verbs(context, request).issueEvent(app, Number(id), event === 'latest' ? null : event);
      return asked.then((found) => ({ found }));
    },
  );
  api.put<OfIssue & { Body: IssueDecision }>(
    '/api/apps/:app/issues/:issue/state',
    described({ summary: 'Resolves, ignores or opens an issue', body: decision, answer: issue }),
    (request) => verbs(context, request).decideIssue(request.params.app, Number(request.params.issue), request.body),
  );
  api.post<OfIssue & { Body: { text: string } }>(
    '/api/apps/:app/issues/:issue/notes',
    described({ summary: 'Notes something about an issue', body: note, answer: issue }),
    (request) => verbs(context, request).noteIssue(request.params.app, Number(request.params.issue), request.body.text),
  );
  projectRoutes(api, context);
  keyRoutes(api, context);
  togetherRoutes(api, context);
}

/** Whose an issue is, and which others are the same. */
function togetherRoutes(api: FastifyInstance, context: ApiContext): void {
  api.put<OfIssue & { Body: { assignee: string | null } }>(
    '/api/apps/:app/issues/:issue/assignee',
    described({ summary: 'Whose an issue is', body: assignee, answer: issue }),
    (request) => verbs(context, request).assignIssue(request.params.app, Number(request.params.issue), request.body.assignee),
  );
  api.put<OfIssue & { Body: { into: number } }>(
    '/api/apps/:app/issues/:issue/merge',
    described({ summary: 'Makes an issue part of another', body: into, answer: issue }),
    (request) => verbs(context, request).mergeIssue(request.params.app, Number(request.params.issue), request.body.into),
  );
  api.delete<OfIssue>(
    '/api/apps/:app/issues/:issue/merge',
    described({ summary: 'Takes apart what was merged into an issue', answer: issue }),
    (request) => verbs(context, request).splitIssue(request.params.app, Number(request.params.issue)),
  );
}

interface OfKey {
  Params: { app: string; key: string };
}

/** With which keys reports are taken. */
function keyRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>(
    '/api/apps/:app/error-keys',
    described({ summary: 'Keys with which reports are taken; the app’s own first', answer: shapes.listOf(errorKey) }),
    (request) => verbs(context, request).errorKeys(request.params.app),
  );
  api.post<OfApp & { Body: { name: string } }>(
    '/api/apps/:app/error-keys',
    described({ summary: 'One more key', body: keyName, answer: errorKey, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).addErrorKey(request.params.app, request.body.name)),
  );
  api.put<OfKey & { Body: { isOn: boolean } }>(
    '/api/apps/:app/error-keys/:key',
    described({ summary: 'Switches a key off, or on again', body: isOn, answer: errorKey }),
    (request) => verbs(context, request).switchErrorKey(request.params.app, request.params.key, request.body.isOn),
  );
  api.post<OfKey>(
    '/api/apps/:app/error-keys/:key/rotate',
    described({ summary: 'A new key under the name; the one before goes on as NAME-old', answer: errorKey }),
    (request) => verbs(context, request).rotateErrorKey(request.params.app, request.params.key),
  );
}

/** Where an app reports, and what is made of it. */
function projectRoutes(api: FastifyInstance, context: ApiContext): void {
  api.put<OfApp & { Body: SourceMapUpload }>(
    '/api/apps/:app/source-maps',
    {
      bodyLimit: 2 * largestSourceMap,
      ...described({ summary: 'A source map of one script of a release', body: sourceMap, answer: anything }),
    },
    (request) =>
      verbs(context, request)
        .putSourceMap(request.params.app, request.body)
        .then(() => ({})),
  );
  api.get<OfApp>('/api/apps/:app/error-project', described({ summary: 'Where the app reports', answer: anything }), (request) =>
    verbs(context, request).errorProject(request.params.app),
  );
  api.put<OfApp & { Body: ErrorProjectChange }>(
    '/api/apps/:app/error-project',
    described({ summary: 'Whether labels are kept, which events are one issue, when somebody is told', body: change, answer: anything }),
    (request) => verbs(context, request).setErrorProject(request.params.app, request.body),
  );
}
