import { once } from 'node:events';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { isPrivate, lookupFor } from '../observe/drains/public-lookup.ts';
import { dumpNotFetched } from './errors.ts';

export interface FetchRules {
  /** For trials on one machine; otherwise nobody has the platform call what is behind the door (SEC-12). */
  readonly allowsPrivate: boolean;
}

const mostRedirects = 5;
const silenceMs = 30_000;

/** The file at an address that somebody names. Each address on the way is looked at, and the connection goes to that very one. */
export async function fetchDump(url: string, rules: FetchRules = { allowsPrivate: false }): Promise<AsyncIterable<Uint8Array>> {
  let address = addressIn(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await answerOf(address, rules);
    const { statusCode: status = 0, headers } = answer;
    if (status === 200) return answer;
    answer.destroy();
    if (status < 300 || status > 399 || headers.location === undefined) throw dumpNotFetched(address.host, `it answered ${status}`);
    address = addressIn(new URL(headers.location, address).href);
  }
  throw dumpNotFetched(address.host, 'it sends on and on to other addresses');
}

function addressIn(url: string): URL {
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) throw dumpNotFetched(url, 'it is no web address');
  return address;
}

async function answerOf(address: URL, { allowsPrivate }: FetchRules): Promise<IncomingMessage> {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && isIP(host) !== 0 && isPrivate(host)) throw dumpNotFetched(host, 'it lies in a private network');
  const request = (address.protocol === 'https:' ? requestTls : requestPlain)(address, {
    agent: false,
    headers: { 'user-agent': 'rostra-backups/1' },
    lookup: lookupFor(allowsPrivate),
    timeout: silenceMs,
  });
  request.once('timeout', () => request.destroy(new Error('it said nothing for half a minute')));
  request.end();
  try {
    const [answer]: IncomingMessage[] = await once(request, 'response');
    if (answer === undefined) throw new Error('it did not answer');
    return answer;
  } catch (error) {
    throw dumpNotFetched(address.host, error instanceof Error ? error.message : String(error));
  }
}
