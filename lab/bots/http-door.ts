import { parse } from 'node-html-parser';
import { invariant } from '#kit/errors/invariant.ts';
import { send, type Answer } from '#kit/http/client.ts';
import type { FormFaults } from '../rules/form.ts';
import { BotFault } from './bot-fault.ts';
import { pageIndexIn, postedFrom, type Door } from './door.ts';
import { openOverHttp } from './live-door.ts';
import { readMarkup } from './read-page.ts';

/** What a bot's browser has before it. */
interface Seen {
  /** Path and query. */
  readonly path: string;
  readonly body: string;
}

/**
 * As browsers without scripts do, over HTTP. Each request goes to the next of the `urls`, so that somebody may meet another web process
 * each time. A page that is sent as timed out before its time is taken as an ordinary one, as the server does.
 */
export function httpDoor(urls: readonly string[]): Door {
  const seen = new Map<string, Seen>();
  let requests = 0;
  const nextUrl = (path: string): string => {
    requests += 1;
    return new URL(path, urls[requests % urls.length]).href;
  };
  return {
    live: (people) => openOverHttp(people, urls),
    arrive: async (code) => {
      const page = await open(`/InitializeParticipant/${code}`, nextUrl);
      seen.set(code, page);
      return { pageIndex: pageIndexIn(new URL(page.path, 'http://lab').pathname), page: isForm(page) ? readMarkup(page.body) : null };
    },
    send: async ({ code }, { values, timedOut }) => {
      const page = seen.get(code);
      invariant(page, 'a bot arrives before it sends');
      const intent = parse(page.body).querySelector('input[name=intent]')?.getAttribute('value') ?? '';
      const body = new URLSearchParams({ intent, ...postedFrom(values), ...(timedOut && { timeout_happened: '1' }) }).toString();
      const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
      const answer = checked(page.path, await send({ method: 'POST', url: nextUrl(page.path), headers, body }));
      return answer.headers['x-lab-form-errors'] === undefined ? null : faultsIn(answer.text);
    },
  };
}

const mostRedirects = 20;

export async function open(path: string, nextUrl: (path: string) => string): Promise<Seen> {
  let here = path;
  for (let redirects = 0; redirects < mostRedirects; redirects += 1) {
    const answer = checked(here, await send({ url: nextUrl(here), headers: { accept: 'text/html' } }));
    const { location } = answer.headers;
    if (typeof location !== 'string') return { path: here, body: answer.text };
    here = location;
  }
  throw new BotFault(`${path} redirects more than ${mostRedirects} times`);
}

function checked(path: string, answer: Answer): Answer {
  if (answer.status < 400) return answer;
  throw new BotFault(`${path} answers ${answer.status}: ${parse(answer.text).querySelector('h1')?.text ?? ''}`);
}

export const isForm = ({ body }: Pick<Seen, 'body'>): boolean => body.includes('data-page="form"');

/** What a refused page says is wrong: the fields with an error beside them; the form as a whole when there is none. */
export function faultsIn(body: string): FormFaults {
  const page = parse(body);
  const errors = page.querySelectorAll('[id$="-error"]').map((error) => [/^id_(.*)-error$/.exec(error.id)?.[1] ?? '', error.text] as const);
  if (errors.length > 0) return { form: null, fields: Object.fromEntries(errors) };
  return { form: page.querySelector('[role=alert]')?.text.trim() ?? '', fields: {} };
}
