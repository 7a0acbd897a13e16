import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { s3Place } from './s3.ts';
import { signedHeaders } from './sigv4.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#example-signature-calculations */
describe('a request to S3 is signed as its maker has published', () => {
  const key = { keyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' };
  const at = new Date('2013-05-24T00:00:00Z');
  const empty = createHash('sha256').digest('hex');
  const host = 'https://examplebucket.s3.amazonaws.com';
  const cases = [
    {
      method: 'GET',
      path: '/test.txt',
      headers: { range: 'bytes=0-9' },
      sha256: empty,
      is: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      method: 'PUT',
      path: '/test%24file.text',
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      sha256: createHash('sha256').update('Welcome to Amazon S3.').digest('hex'),
      is: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      method: 'GET',
      path: '/?lifecycle',
      headers: {},
      sha256: empty,
      is: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      method: 'GET',
      path: '/?max-keys=2&prefix=J',
      headers: {},
      sha256: empty,
      is: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ];
  for (const { method, path, headers, sha256, is } of cases)
    it(`${method} ${path}`, () => {
      const { authorization = '' } = signedHeaders({ method, url: new URL(`${host}${path}`), headers, sha256 }, key, at);
      assert.equal(/Signature=(\w+)$/.exec(authorization)?.[1], is);
    });
});

/** A bucket that looks at each signature by itself. */
const things = new Map<string, Buffer>();
const secret = 'a secret of the bucket';

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const { authorization = '', 'x-amz-content-sha256': hash, 'x-amz-date': time } = request.headers;
  const [, scope = '', list = '', signature] = /Credential=key-1\/([^,]+),SignedHeaders=([^,]+),Signature=(\w+)$/.exec(authorization) ?? [];
  const lines = list
    .split(';')
    .map((name) => `${name}:${String(request.headers[name])}\n`)
    .join('');
  const canonical = `${request.method}\n${request.url}\n\n${lines}\n${list}\n${String(hash)}`;
  const sha = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
  let key = Buffer.from(`AWS4${secret}`);
  for (const part of [...scope.split('/'), `AWS4-HMAC-SHA256\n${String(time)}\n${scope}\n${sha(canonical)}`])
    key = createHmac('sha256', key).update(part).digest();
  return key.toString('hex') === signature && sha(body) === hash;
}

function endpointOf(listening: Server): string {
  const address: string | AddressInfo | null = listening.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

let server: Server;
let folder: string;
let endpoint: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-s3-'));
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method, url = '' } = request;
      if (!isSigned(request, body)) return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      if (method === 'PUT') things.set(url, body);
      else if (method === 'DELETE') things.delete(url);
      const thing = things.get(url);
      return method === 'GET' && thing === undefined
        ? response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
        : response.end(method === 'GET' ? thing : '');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = endpointOf(server);
});
after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

function* endless(): Generator<string> {
  yield '<Error><Code>SlowDown</Code>';
  for (;;) yield 'x'.repeat(65_536);
}

describe('a bucket', () => {
  const settings = { kind: 's3', region: 'eu-central-1', bucket: 'lab', prefix: '2026', keyId: 'key-1', secret } as const;
  it('takes a file, gives it back, and forgets it', async () => {
    const content = Buffer.from('PGDMP'.repeat(50_000));
    const path = join(folder, 'b7.dump');
    await writeFile(path, content);
    const place = s3Place({ ...settings, endpoint });
    await place.put('tab/b7-0011.dump', { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    assert.deepEqual([...things.keys()], ['/lab/2026/tab/b7-0011.dump']);
    assert.ok((await buffer(await place.get('tab/b7-0011.dump'))).equals(content));
    await place.drop('tab/b7-0011.dump');
    await assert.rejects(place.get('tab/b7-0011.dump'), /404 \(NoSuchKey\)/);
  });

  it('is not listened to longer than its reason takes', async () => {
    const cut = Promise.withResolvers<void>();
    const talker = createServer((_request, response) => {
      response.statusCode = 503;
      pipeline(Readable.from(endless()), response, () => cut.resolve());
    }).listen(0, '127.0.0.1');
    await once(talker, 'listening');
    await assert.rejects(s3Place({ ...settings, endpoint: endpointOf(talker) }).drop('x'), /503 \(SlowDown\)/);
    await cut.promise;
    talker.close();
  });

  it('says what it does not like, and that nobody is there', async () => {
    await assert.rejects(s3Place({ ...settings, secret: 'wrong', endpoint }).get('x'), /403 \(SignatureDoesNotMatch\)/);
    await assert.rejects(s3Place({ ...settings, endpoint: 'http://127.0.0.1:1' }).get('x'), /ECONNREFUSED/);
  });
});
