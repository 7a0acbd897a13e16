import type { FastifyReply, FastifyRequest } from 'fastify';
import { WrongInput } from '../../errors.ts';

/** The part of a list that `limit` and `offset` ask for, the next and the previous part in the Link header; all of it without a limit. */
export function sendPage<Row>(request: FastifyRequest, reply: FastifyReply, rows: readonly Row[]): readonly Row[] {
  const limit = countIn(request.query, 'limit');
  const offset = countIn(request.query, 'offset') ?? 0;
  if (limit === null) return rows.slice(offset);
  const links = [
    ...(offset + limit < rows.length ? [linkTo(request, { limit, offset: offset + limit }, 'next')] : []),
    ...(offset > 0 ? [linkTo(request, { limit, offset: Math.max(0, offset - limit) }, 'prev')] : []),
  ];
  if (links.length > 0) reply.header('link', links.join(', '));
  return rows.slice(offset, offset + limit);
}

function countIn(query: unknown, name: string): number | null {
  const text: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  if (text === undefined) return null;
  if (typeof text !== 'string' || !/^\d{1,6}$/.test(text)) throw new WrongInput(`${name} must be a whole number.`);
  return Number(text);
}

function linkTo(request: FastifyRequest, page: { readonly limit: number; readonly offset: number }, rel: string): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  url.searchParams.set('limit', String(page.limit));
  url.searchParams.set('offset', String(page.offset));
  return `<${url.href}>; rel="${rel}"`;
}
