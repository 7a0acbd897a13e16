import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { RostraError } from '../errors/rostra-error.ts';
import type { FaultText } from '../errors/rostra-error.ts';
import { html } from '../html/html.ts';
import type { Html } from '../html/html.ts';
import { layout } from '../html/layout.ts';
import type { Logger } from '../log/logger.ts';

/** What Fastify and its plugins refuse by themselves, in plain words. */
const refusals: Readonly<Record<string, Omit<FaultText, 'status'>>> = {
  FST_CSRF_MISSING_SECRET: {
    code: 'FORM_EXPIRED',
    message: 'This form is too old to be sent.',
    hint: 'Go back, reload the page and send it again.',
  },
  FST_CSRF_INVALID_TOKEN: {
    code: 'FORM_EXPIRED',
    message: 'This form is too old to be sent.',
    hint: 'Go back, reload the page and send it again.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'TOO_LARGE', message: 'That is more than this page takes.', hint: 'Send a smaller file or text.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'WRONG_TYPE',
    message: 'This address does not take that kind of content.',
    hint: 'Send a form or JSON.',
  },
  FST_ERR_VALIDATION: {
    code: 'WRONG_INPUT',
    message: 'Something in this request is missing or wrong.',
    hint: 'Check the names and values of its fields.',
  },
};

const ourMistake: FaultText = {
  code: 'OUR_MISTAKE',
  status: 500,
  message: 'Something went wrong on our side.',
  hint: 'What you sent before this is safe. Try again; if it stays, tell the organiser the code below.',
};

/** The one place where what was thrown becomes an answer: a fault in its own words, a bug as a 500 with the request id. */
export function faultOf(error: unknown): FaultText {
  if (error instanceof RostraError) return ownWords(error);
  const { code = '', statusCode = 500, message } = fastifyError(error);
  const refusal = refusals[code];
  if (refusal) return { ...refusal, ...(code === 'FST_ERR_VALIDATION' ? { message: `Wrong input: ${message}.` } : {}), status: statusCode };
  if (statusCode === 429)
    return { code: 'TOO_MANY', status: 429, message: 'Too many tries in a short time.', hint: 'Wait a minute, then try again.' };
  if (statusCode >= 400 && statusCode < 500)
    return { code: 'WRONG_REQUEST', status: statusCode, message: 'This request could not be understood.' };
  return ourMistake;
}

function ownWords({ code, status, message, hint }: RostraError): FaultText {
  if (code === 'DATABASE_REFUSED') return ourMistake; // its words are for the log
  return { code, status, message, ...(hint ? { hint } : {}) };
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface ErrorAnswer {
  readonly product: 'platform' | 'lab' | 'tab';
  readonly logger: Logger;
}

/** Answers with a page for browsers and JSON for programs; logs our own mistakes with the request id. */
export function answerError(error: unknown, { request, reply }: Exchange, options: ErrorAnswer): Promise<FastifyReply> {
  const fault = faultOf(error);
  if (fault.status >= 500)
    options.logger.error('request_failed', { requestId: request.id, method: request.method, route: routeOf(request), error });
  return answerFault(fault, { request, reply }, options);
}

export async function answerFault(fault: FaultText, { request, reply }: Exchange, options: ErrorAnswer): Promise<FastifyReply> {
  reply.code(fault.status).header('cache-control', 'no-store');
  if ((request.headers.accept ?? '').includes('text/html')) {
    const isPassing = fault.status === 503 && request.method === 'GET';
    if (isPassing) reply.header('refresh', Math.round(3 + 4 * Math.random())); // not all at once
    const shown = isPassing ? { ...fault, hint: 'What was saved is safe. This page tries again by itself in a few seconds.' } : fault;
    return reply.type('text/html; charset=utf-8').send(errorPage(shown, request.id, options.product).toString());
  }
  return reply.send({ error: { code: fault.code, message: fault.message, hint: fault.hint, requestId: request.id } });
}

function errorPage(fault: FaultText, requestId: string, face: ErrorAnswer['product']): Html {
  return layout({
    title: fault.message,
    face,
    kind: 'guest',
    bootstrap: false,
    state: html`<b>Rostra</b><span class="r-muted">${face}</span>`,
    body: html`<section class="r-card"><div class="in r-stack"><h1>${fault.message}</h1>
      ${fault.hint && html`<p>${commandsIn(fault.hint)}</p>`}${face !== 'lab' && html`<p><a class="btn btn-outline" href="/">Go to the start page</a></p>`}</div></section>
      <p class="r-muted r-small"><code>${fault.code}</code> · <code>${requestId}</code></p>`,
  });
}

/** What stands between backticks is a command. */
function commandsIn(words: string): Html[] {
  return words.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

/** The pattern, not the address: addresses of private links are secrets. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none';

function fastifyError(error: unknown): Partial<FastifyError> {
  return error instanceof Error ? error : {};
}
