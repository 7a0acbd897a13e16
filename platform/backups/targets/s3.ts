import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { addAbortSignal } from 'node:stream';
import { lookup } from '#kit/http/client.ts';
import type { S3Target } from '../../rules/backups/targets.ts';
import type { LocalFile, TargetPlace } from './place.ts';
import { signedHeaders } from './sigv4.ts';

/** More does not fit into one request. */
const mostBytes = 5 * 1024 ** 3;
const silenceMs = 60_000;
/** Of an answer that says what is wrong: its reason stands at the beginning. */
const mostOfReason = 64 * 1024;
const nothing = createHash('sha256').digest('hex');

/** A bucket of any provider that speaks S3, by path: `endpoint/bucket/prefix/name`. */
export function s3Place(target: S3Target): TargetPlace {
  return {
    put: async (name, file) => {
      if (file.bytes > mostBytes) throw new Error('it is larger than the 5 GB that go in one request');
      await settled(await ask(target, { method: 'PUT', name, file }), [200]);
    },
    get: async (name) => {
      const answer = await ask(target, { method: 'GET', name, file: null });
      if (answer.statusCode !== 200) await settled(answer, []);
      return answer;
    },
    drop: async (name) => settled(await ask(target, { method: 'DELETE', name, file: null }), [200, 204, 404]),
  };
}

interface Ask {
  readonly method: 'PUT' | 'GET' | 'DELETE';
  readonly name: string;
  readonly file: LocalFile | null;
}

async function ask(target: S3Target, { method, name, file }: Ask): Promise<IncomingMessage> {
  const url = new URL([target.endpoint, target.bucket, target.prefix, name].filter((part) => part !== '').join('/'));
  const length: Record<string, string> = file === null ? {} : { 'content-length': String(file.bytes) };
  const headers = signedHeaders({ method, url, headers: length, sha256: file?.sha256 ?? nothing }, target, new Date());
  const options = { method, headers, agent: false, lookup, timeout: silenceMs };
  const request = (url.protocol === 'https:' ? requestTls : requestPlain)(url, options);
  request.once('timeout', () => request.destroy(new Error('it said nothing for a minute')));
  const answered = once(request, 'response');
  send(request, file);
  const [answer]: IncomingMessage[] = await answered;
  if (answer === undefined) throw new Error(`${url.host} did not answer`);
  return answer;
}

function send(request: ClientRequest, file: LocalFile | null): void {
  if (file === null) request.end();
  else
    createReadStream(file.path)
      .once('error', (error) => request.destroy(error))
      .pipe(request);
}

/** Its own word for what is wrong: `NoSuchBucket`, `SignatureDoesNotMatch`. */
async function settled(answer: IncomingMessage, good: readonly number[]): Promise<void> {
  if (good.includes(answer.statusCode ?? 0)) return void answer.destroy();
  const code = /<Code>(\w{1,60})<\/Code>/.exec(await beginningOf(answer))?.[1] ?? 'no reason';
  throw new Error(`the bucket answered ${answer.statusCode} (${code})`);
}

/** What came of it when it was cut: a bucket may answer without end, or a byte a minute. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of addAbortSignal(AbortSignal.timeout(silenceMs), answer)) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= mostOfReason) break;
    }
  } catch {
    // its status says enough
  }
  return Buffer.concat(pieces).toString('utf8');
}
