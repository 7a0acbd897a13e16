import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Fields, Input } from '../../rules/setup/fields.ts';
import { kinds } from '../../setup/kinds.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
}

/** Notes every route of the API as it is registered. */
export class RouteList {
  readonly #operations: Operation[] = [];

  note({ method, url }: RouteOptions): void {
    const methods = Array.isArray(method) ? method : [method];
    for (const one of methods) if (one !== 'HEAD' && one !== 'OPTIONS') this.#operations.push({ method: one.toLowerCase(), path: url });
  }

  all(): readonly Operation[] {
    return this.#operations;
  }
}

/** What the API offers, as OpenAPI 3.1. */
export function registerSchema(server: FastifyInstance, routes: RouteList): void {
  server.get('/schema.json', async () => ({
    openapi: '3.1.0',
    info: { title: 'Rostra Tab', version: '1', description: 'Paths and field names as programs for Tabbycat know them.' },
    components: { securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Token KEY' } } },
    security: [{ token: [] }, {}],
    paths: pathsOf(routes.all()),
  }));
}

function pathsOf(operations: readonly Operation[]): Record<string, unknown> {
  const byPath = Map.groupBy(operations, ({ path }) => path.replaceAll(/:(\w+)/g, '{$1}'));
  return Object.fromEntries(
    [...byPath].map(([path, all]) => [
      path,
      {
        parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
        ...Object.fromEntries(all.map((operation) => [operation.method, operationOf(operation, path)])),
      },
    ]),
  );
}

function operationOf({ method }: Operation, path: string): Record<string, unknown> {
  const fields = Object.values(kinds).find(({ name }) => path.includes(`{slug}/${name}`))?.fields;
  const takesBody = method === 'post' || method === 'put' || method === 'patch';
  return {
    operationId: `${method}${path.replaceAll(/[^a-z0-9]+/gi, '_')}`,
    responses: { default: { description: 'JSON; what went wrong stands in error.code and error.message' } },
    ...(takesBody && { requestBody: { content: { 'application/json': { schema: bodyOf(path, fields) } } } }),
  };
}

/** Things that are set up by hand say their fields; of other bodies the documentation tells. */
function bodyOf(path: string, fields: Fields | undefined): unknown {
  const isThing = /\{slug\}\/[a-z-]+(\/\{(id|seq)\})?$/.test(path);
  if (!isThing || fields === undefined) return {};
  const properties = Object.entries(fields).map(([name, { input, label }]) => [name, { ...typeOf(input), description: label }]);
  const required = Object.entries(fields).flatMap(([name, { isRequired }]) => (isRequired ? [name] : []));
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}

const address = { type: ['string', 'integer'], description: 'an id, or an address of this API' } as const;

function typeOf(input: Input): Record<string, unknown> {
  const types: Readonly<Record<Input['kind'], () => Record<string, unknown>>> = {
    text: () => ({ type: 'string', ...(input.kind === 'text' && { maxLength: input.longest }) }),
    number: () => ({ type: 'number', ...(input.kind === 'number' && { minimum: input.min, maximum: input.max }) }),
    flag: () => ({ type: 'boolean' }),
    choice: () => ({ type: 'string', ...(input.kind === 'choice' && { enum: input.choices.map(({ value }) => value) }) }),
    ref: () => address,
    refs: () => ({ type: 'array', items: address }),
    moment: () => ({ type: 'string', format: 'date-time' }),
  };
  return types[input.kind]();
}
