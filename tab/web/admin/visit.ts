import type { FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Html } from '#kit/html/html.ts';
import type { Logins } from '#kit/http/login.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { Account } from '../../accounts/account.ts';
import type { Tab } from '../../tab.ts';
import { accountOfRequest } from '../admission.ts';
import type { PageFault, Visitor } from './views/frame.ts';

/** The tab room at work. */
export interface Desk {
  readonly tab: Tab;
  readonly logins: Logins;
  /** Lets the first account in; null: nobody can sign in as it. */
  readonly adminPassword: string | null;
}

/** One request of somebody who is signed in. */
export interface Visit {
  readonly actor: string;
  readonly account: Account;
  readonly visitor: Visitor;
  readonly show: (page: Html, fault?: Refusal | null) => FastifyReply;
  /** To another page, which says the news once. */
  readonly goTo: (path: string, news?: readonly string[]) => FastifyReply;
}

const newsCookie = 'tab_news';

export async function visitOf(request: FastifyRequest, reply: FastifyReply, _desk: Desk): Promise<Visit> {
  const account = accountOfRequest(request);
  const { name: actor, may } = account;
  reply.header('cache-control', 'no-store');
  const isScript = request.headers['x-rostra-submit'] === 'script';
  return {
    actor,
    account,
    visitor: { csrf: reply.generateCsrf(), news: takeNews(request, reply), name: actor, may },
    show: (page, fault) => sendHtml(reply, page, fault?.status ?? 200),
    goTo: (path, news = []) => {
      if (news.length > 0)
        reply.setCookie(newsCookie, JSON.stringify(news), { signed: true, httpOnly: true, sameSite: 'lax', path: '/', maxAge: 60 });
      return isScript ? reply.header('x-rostra-location', path).send('') : reply.redirect(path, 303);
    },
  };
}

/** Only a page that is opened takes the news; what an open page fetches to refresh itself leaves it for the next. */
function takeNews(request: FastifyRequest, reply: FastifyReply): readonly string[] {
  const cookie = request.cookies[newsCookie];
  const isOpened = request.method === 'GET' && (request.headers['sec-fetch-mode'] ?? 'navigate') === 'navigate';
  const read = cookie === undefined || !isOpened ? null : request.unsignCookie(cookie);
  if (!read?.valid || read.value === null) return [];
  reply.clearCookie(newsCookie, { path: '/' });
  const news: unknown = JSON.parse(read.value);
  return Array.isArray(news) ? news.map(String) : [];
}

/** What was asked for and refused. */
export interface Refusal extends PageFault {
  readonly status: number;
}

export type Attempt<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly refusal: Refusal };

/** What came of it; what a person can mend as words, and anything else goes on as our mistake. */
export async function attempt<Result>(work: Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    return { ok: false, refusal: { code: error.code, status: error.status, message: error.message, hint: error.hint } };
  }
}

/** A text of a submitted form; empty when it is not there. */
export function formText(body: unknown, name: string): string {
  const value = formValue(body, name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Every value of a name that may stand several times, such as ticks. */
export function formTexts(body: unknown, name: string): string[] {
  const value = formValue(body, name);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? [value] : [];
}

function formValue(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
}
