import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../control/caller.ts';
import type { Operations, OperationsFor } from '../../control/operations.ts';
import { fault } from './shapes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: the user of the machine, or the holder of a token. */
    apiCaller: Caller;
  }
}

export interface ApiContext {
  readonly operationsFor: OperationsFor;
  /** A folder of this machine may be named only by who is on this machine. */
  readonly takesFolders: boolean;
}

/** The verbs in the name of who asks. */
export const verbs = (context: ApiContext, request: FastifyRequest): Operations => context.operationsFor(request.apiCaller);

type Shape = Readonly<Record<string, unknown>>;

export interface RouteWords {
  readonly summary: string;
  readonly answer?: Shape;
  readonly status?: number;
  readonly body?: Shape;
  readonly query?: Readonly<Record<string, Shape>>;
}

/** What Fastify checks and the OpenAPI document says of a route. Without an answer it is 204. */
export function described({ summary, answer, status = 200, body, query }: RouteWords): { schema: Shape } {
  const success = answer === undefined ? { 204: { type: 'null', description: 'Done' } } : { [status]: { description: summary, ...answer } };
  return {
    schema: {
      summary,
      response: { ...success, '4xx': fault, '5xx': fault },
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { querystring: { type: 'object', properties: query } }),
    },
  };
}
