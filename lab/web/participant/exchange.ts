import type { FastifyReply, FastifyRequest } from 'fastify';
import { cleanText } from '../../rules/field-input.ts';

/** For what anybody may send who has the link: whoever has it is the participant, and no cookie gives any right. */
export const byLink = { config: { csrf: false }, bodyLimit: 1_000_000 };

/** The number of a page in an address; -1, where nobody ever is, for everything else. */
export const indexIn = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : -1);

/** A label as people type it; null when there is none. */
export function labelIn(label: unknown): string | null {
  const text = typeof label === 'string' ? cleanText(label).trim() : '';
  return text === '' ? null : text;
}

export const isByScript = ({ headers }: FastifyRequest): boolean => headers['x-rostra-submit'] === 'script';

/** The page's script is told where to go without following: that saves a page that nobody would see. */
export function redirect(reply: FastifyReply, url: string): FastifyReply {
  if (isByScript(reply.request)) return reply.code(204).header('x-rostra-location', url).send();
  return reply.redirect(url, 303);
}

/** By which a browser is the same participant when it comes again by the same link. */
export interface SeatCookie {
  read(request: FastifyRequest): string | null;
  keep(reply: FastifyReply, code: string): void;
}

const days30 = 30 * 24 * 3600;

export function seatCookie({ path, name }: { readonly path: '/join' | '/room'; readonly name: string }): SeatCookie {
  const cookie = `lab_seat_${name.replaceAll(/\W/g, '')}`;
  return {
    read: (request) => request.unsignCookie(request.cookies[cookie] ?? '').value,
    keep: (reply, code) => void reply.setCookie(cookie, code, { path, httpOnly: true, sameSite: 'lax', signed: true, maxAge: days30 }),
  };
}
