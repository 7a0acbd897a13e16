import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { addressFault, reachableLookup } from './reachable.ts';

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowsLoopback: boolean;
}

const limitMs = 5_000;

/** One request; redirects are not followed, what it answers is not kept. Throws what went wrong, in words. */
export async function post({ url, body, headers, allowsLoopback }: Post): Promise<void> {
  const address = new URL(url);
  const fault = addressFault(address.hostname, allowsLoopback);
  if (fault !== null) throw new Error(fault);
  const request = (address.protocol === 'https:' ? requestTls : requestPlain)(address, {
    method: 'POST',
    agent: false,
    headers: { 'content-length': Buffer.byteLength(body), 'user-agent': 'rostra-alerts/1', ...headers },
    lookup: reachableLookup(allowsLoopback),
    signal: AbortSignal.timeout(limitMs),
  });
  const status = await new Promise<number>((resolve, reject) => {
    request.once('error', (error) => reject(error.name === 'TimeoutError' || error.name === 'AbortError' ? tooSlow(address.host) : error));
    request.once('response', (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    request.end(body);
  });
  if (status < 200 || status > 299) throw new Error(`${address.host} answered ${status}`);
}

const tooSlow = (host: string): Error => new Error(`${host} did not answer within ${limitMs / 1000} s`);
