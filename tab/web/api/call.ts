import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { WrongInput } from '../../errors.ts';
import { readId } from '../../rules/ids.ts';

/** Who the journal says it was. */
export const apiActor = 'api';

/** Reads a JSON body; a fault names the first field that is wrong. */
export function bodyOf<Output>(request: FastifyRequest, schema: v.GenericSchema<unknown, Output>): Output {
  const read = v.safeParse(schema, request.body ?? {});
  if (read.success) return read.output;
  const [issue] = read.issues;
  const path = issue.path?.map((item) => String(item.key)).join('.') ?? '';
  throw new WrongInput(path === '' ? `The body is wrong: ${issue.message}.` : `${path}: ${issue.message}.`);
}

/** Addresses of the API's own things, as other programs write them down. */
export type Urls = (path: string) => string;

export function urlsOf(request: FastifyRequest): Urls {
  return (path) => `${request.protocol}://${request.host}/api/v1/${path}`;
}

/** The id of a thing named by its number or by its address; a fault names the field when it is neither. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says which kind of id the caller reads
export function refOf<Id extends number>(value: unknown, field: string): Id {
  const last = typeof value === 'string' ? (value.replace(/\/$/, '').split('/').at(-1) ?? '') : value;
  const id = readId<Id>(last);
  if (id === null)
    throw new WrongInput(`${field} must be an id or an address of this API, and it is ${JSON.stringify(value) ?? 'missing'}.`);
  return id;
}

/** What makes a repeat of the same call a repeat: `client_uuid` in the body. Without it every call counts. */
export function intentOf(clientUuid: string | undefined): string {
  if (clientUuid === undefined) return newIntent();
  return isIntent(clientUuid) ? clientUuid : createHash('sha256').update(clientUuid).digest('hex').slice(0, 32);
}
