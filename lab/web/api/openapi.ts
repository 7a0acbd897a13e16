import type { FastifyInstance } from 'fastify';

/** One way to call the API. */
interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  /** Names in the query, or in the body of the others; `?`: may be left out. */
  readonly takes?: readonly string[];
  /** Not JSON. */
  readonly gives?: string;
}

const files = { gives: 'text/csv' } as const;

/** Every way, as the document lists them. */
export const operations: readonly Operation[] = [
  { method: 'get', path: '/otree_version', summary: 'The version of oTree whose paths and columns these are.' },
  { method: 'get', path: '/session_configs', summary: 'The recipes that sessions are made of.' },
  { method: 'get', path: '/apps', summary: 'The games, with what they are about.' },
  { method: 'get', path: '/rooms', summary: 'The rooms, and which session is in each.' },
  { method: 'get', path: '/sessions', summary: 'Sessions that are no demos, the oldest first.' },
  {
    method: 'post',
    path: '/sessions',
    summary: 'Makes a session.',
    takes: ['session_config_name', 'num_participants?', 'room_name?', 'modified_session_config_fields?', 'label?'],
  },
  {
    method: 'get',
    path: '/sessions/{code}',
    summary: 'A session with its participants.',
    takes: ['participant_labels?', 'participant_vars?', 'session_vars?'],
  },
  { method: 'delete', path: '/sessions/{code}', summary: 'Deletes a session with all its data.' },
  {
    method: 'post',
    path: '/get_session/{code}',
    summary: 'A session with its participants.',
    takes: ['participant_labels?', 'participant_vars?', 'session_vars?'],
  },
  { method: 'get', path: '/sessions/{code}/events', summary: 'Who is where, as it changes.', gives: 'text/event-stream' },
  {
    method: 'post',
    path: '/sessions/{code}/advance',
    summary: 'Moves the slowest on, or one participant.',
    takes: ['participant_code?', 'page_index?', 'only_started?'],
  },
  { method: 'post', path: '/sessions/{code}/pause', summary: 'Nobody goes on; the time of every page stands still.' },
  { method: 'post', path: '/sessions/{code}/resume', summary: 'People go on with as much time as they had.' },
  {
    method: 'post',
    path: '/sessions/{code}/bots',
    summary: 'Lets bots take free seats: those named, or all.',
    takes: ['participant_codes?', 'people?'],
  },
  { method: 'post', path: '/sessions/{code}/seats', summary: 'Adds seats to a session that may be running.', takes: ['people'] },
  { method: 'post', path: '/sessions/{code}/gate', summary: 'Opens a gate for good.', takes: ['page_index'] },
  {
    method: 'post',
    path: '/sessions/{code}/message',
    summary: 'Says something to one participant, or to all.',
    takes: ['text', 'participant_code?'],
  },
  { method: 'post', path: '/session_vars/{code}', summary: 'Merges values into a session.', takes: ['vars'] },
  { method: 'post', path: '/participant_vars/{code}', summary: 'Merges values into a participant.', takes: ['vars'] },
  {
    method: 'post',
    path: '/participant_vars',
    summary: 'Values for somebody who is expected in a room.',
    takes: ['room_name', 'participant_label', 'vars'],
  },
  {
    method: 'patch',
    path: '/participants/{code}',
    summary: 'Changes a label or a status, or puts a payment right.',
    takes: ['label?', 'status?', 'payoff_adjustment?'],
  },
  { method: 'get', path: '/export_wide', summary: 'Everything, one row a participant.', takes: ['session_code?', 'format?'], ...files },
  {
    method: 'get',
    path: '/export_app',
    summary: 'One game, one row a player and round.',
    takes: ['app', 'session_code?', 'format?'],
    ...files,
  },
  {
    method: 'get',
    path: '/export_app_custom',
    summary: 'A table of a game’s author.',
    takes: ['app', 'function_name?', 'session_code?', 'format?'],
    ...files,
  },
  { method: 'get', path: '/export_page_times', summary: 'When everybody left each page.', takes: ['session_code?', 'format?'], ...files },
  { method: 'get', path: '/export_chat', summary: 'What people wrote to each other.', takes: ['session_code?', 'format?'], ...files },
  { method: 'get', path: '/webhooks', summary: 'Who is told what happens.' },
  {
    method: 'post',
    path: '/webhooks',
    summary: 'Tells an address what happens, with signed bodies.',
    takes: ['url', 'events?', 'secret?'],
  },
  { method: 'delete', path: '/webhooks/{id}', summary: 'Tells an address no more.' },
];

/** `GET /openapi.json`: all of this for programs that make clients. */
export function registerOpenApi(api: FastifyInstance): void {
  api.get('/openapi.json', async () => document());
}

function document(): object {
  const byPath = Map.groupBy([...operations, self], ({ path }) => path);
  return {
    openapi: '3.1.0',
    info: { title: 'Rostra lab', version: '1', description: 'oTree’s REST paths, and more. The same under /api and under /api/v1.' },
    servers: [{ url: '/api/v1' }, { url: '/api' }],
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'otree-rest-key' }, bearer: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ key: [] }, { bearer: [] }],
    paths: Object.fromEntries([...byPath].map(([path, own]) => [path, Object.fromEntries(own.map((one) => [one.method, described(one)]))])),
  };
}

const self: Operation = { method: 'get', path: '/openapi.json', summary: 'This document.' };

function described({ method, path, summary, takes = [], gives = 'application/json' }: Operation): object {
  const names = takes.map((name) => ({ name: name.replace('?', ''), required: !name.endsWith('?') }));
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = method === 'get' ? names.map(({ name, required }) => ({ name, in: 'query', required, schema: { type: 'string' } })) : [];
  const body = {
    required: names.some(({ required }) => required),
    content: {
      'application/json': {
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(names.map(({ name }) => [name, {}])),
          required: names.flatMap(({ name, required }) => (required ? [name] : [])),
        },
      },
    },
  };
  const fault = { description: 'What is wrong: {error, field, code, hint, requestId}.' };
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(method !== 'get' && method !== 'delete' && { requestBody: body }),
    responses: { 200: { description: summary, content: { [gives]: {} } }, 400: fault, 403: fault, 404: fault },
  };
}
