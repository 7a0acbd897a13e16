import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routerLimits } from './limits.ts';
import { type RequestHead, isRefusal, readRequestHead } from './request-head.ts';
import type { RawRequest } from './strict-request.ts';

const plain: RawRequest = { method: 'GET', target: '/', version: '1.1', rawHeaders: ['Host', 'tab.localhost:8080'] };
const withLines = (...lines: string[]): Partial<RawRequest> => ({ rawHeaders: ['Host', 'tab.localhost:8080', ...lines] });

function head(change: Partial<RawRequest>): RequestHead {
  const read = readRequestHead({ ...plain, ...change }, routerLimits);
  assert.ok(!isRefusal(read), JSON.stringify(read));
  return read;
}

describe('readRequestHead refuses', () => {
  const long = (length: number): string => 'a'.repeat(length);
  const cases: { it: string; raw: Partial<RawRequest>; status: number; desc: string }[] = [
    { it: 'HTTP/0.9', raw: { version: '0.9' }, status: 400, desc: 'bad version' },
    { it: 'HTTP/2.0 without TLS', raw: { version: '2.0' }, status: 400, desc: 'bad version' },
    { it: 'CONNECT', raw: { method: 'CONNECT' }, status: 405, desc: 'method not allowed' },
    { it: 'TRACE', raw: { method: 'TRACE' }, status: 405, desc: 'method not allowed' },
    { it: 'a long request line', raw: { target: `/${long(8192)}` }, status: 414, desc: 'uri too long' },
    { it: 'a fragment in the target', raw: { target: '/a#b' }, status: 400, desc: 'bad target' },
    { it: '101 headers', raw: withLines(...Array.from({ length: 200 }, () => 'a')), status: 431, desc: 'too many headers' },
    { it: 'a long header line', raw: withLines('x', long(8192)), status: 431, desc: 'header too long' },
    {
      it: 'more than 64 kB of headers',
      raw: withLines(...Array.from({ length: 18 }, (_, i) => (i % 2 ? long(8000) : 'x'))),
      status: 431,
      desc: 'headers too long',
    },
    { it: 'no Host', raw: { rawHeaders: [] }, status: 400, desc: 'bad host' },
    { it: 'two Hosts', raw: withLines('HOST', 'tab.localhost:8080'), status: 400, desc: 'bad host' },
    { it: 'a Host with a path', raw: { rawHeaders: ['Host', 'a/b'] }, status: 400, desc: 'bad host' },
    { it: 'a Host with a user', raw: { rawHeaders: ['Host', 'a@b'] }, status: 400, desc: 'bad host' },
    { it: 'a target at another server', raw: { target: 'http://evil/' }, status: 400, desc: 'bad target' },
    { it: 'a target that is no path', raw: { target: 'a/b' }, status: 400, desc: 'bad target' },
    { it: '* for anything but OPTIONS', raw: { target: '*' }, status: 400, desc: 'bad target' },
    {
      it: 'chunked in HTTP/1.0',
      raw: { version: '1.0', ...withLines('Transfer-Encoding', 'chunked') },
      status: 400,
      desc: 'bad transfer encoding',
    },
    {
      it: 'two transfer codings',
      raw: withLines('Transfer-Encoding', 'chunked', 'Transfer-Encoding', 'chunked'),
      status: 400,
      desc: 'bad transfer encoding',
    },
    {
      it: 'a length and a coding',
      raw: withLines('Content-Length', '1', 'Transfer-Encoding', 'chunked'),
      status: 400,
      desc: 'bad transfer encoding',
    },
    { it: 'gzip, chunked', raw: withLines('Transfer-Encoding', 'gzip, chunked'), status: 501, desc: 'unsupported transfer encoding' },
    { it: 'two equal lengths', raw: withLines('Content-Length', '1', 'content-length', '1'), status: 400, desc: 'bad content length' },
    { it: 'a length that is no number', raw: withLines('Content-Length', '0x1'), status: 400, desc: 'bad content length' },
    { it: 'a body larger than any may be', raw: withLines('Content-Length', '1153433601'), status: 413, desc: 'body too large' },
    { it: 'an unknown expectation', raw: withLines('Expect', 'tea'), status: 417, desc: 'unsupported expect header value' },
  ];
  for (const c of cases) {
    it(c.it, () => assert.deepEqual(readRequestHead({ ...plain, ...c.raw }, routerLimits), { status: c.status, desc: c.desc }));
  }
});

describe('readRequestHead', () => {
  it('keeps the path byte for byte', () => {
    const target = '/a/../b%2f;x=1?q=%zz&&=;';
    assert.equal(head({ target }).path, target);
  });

  const targets = [
    ['http://tab.localhost:8080/a?b', '/a?b'],
    ['http://TAB.localhost:8080?b', '/?b'],
    ['http://tab.localhost:8080', '/'],
  ] as const;
  for (const [target, path] of targets) it(`takes ${target} apart`, () => assert.equal(head({ target }).path, path));

  it('passes * of OPTIONS', () => assert.equal(head({ method: 'OPTIONS', target: '*' }).path, '*'));

  it('passes lines in their order, with doubles and in their letter case', () =>
    assert.equal(head(withLines('X-B', '2', 'x-a', '1', 'X-B', '3')).lines, 'X-B: 2\r\nx-a: 1\r\nX-B: 3\r\n'));

  it('drops hop-by-hop lines and what Connection names', () =>
    assert.equal(
      head(withLines('Connection', 'close, X-Hop', 'X-Hop', '1', 'Keep-Alive', '5', 'TE', 'trailers', 'Cookie', 'a=b', 'Upgrade', 'h2c'))
        .lines,
      'Cookie: a=b\r\n',
    ));

  it('keeps Host and the length even when Connection names them', () => {
    const read = head(withLines('Connection', 'host, content-length', 'Content-Length', '4'));
    assert.deepEqual([read.sentHost, read.contentLength, read.lines], ['tab.localhost:8080', 4, '']);
  });

  it('drops names with an underscore', () => assert.equal(head(withLines('X_Forwarded_For', '1')).lines, ''));

  it('drops what the router itself vouches for', () =>
    assert.equal(
      head(
        withLines(
          'X-Forwarded-For',
          '9.9.9.9',
          'x-forwarded-proto',
          'https',
          'Forwarded',
          'for=9.9.9.9',
          'X-Request-Start',
          '1',
          'X-Rostra-Dyno',
          'web.9',
        ),
      ).lines,
      '',
    ));

  it('keeps a fit request id and no other', () => {
    const fit = '5f0c9a6e-2d1b-4c39-9b2e-0d4f6c1f7a10';
    assert.equal(head(withLines('X-Request-ID', fit)).requestId, fit);
    for (const unfit of ['short', `${fit} ${fit}`, 'x'.repeat(201), '<script>alert(1)</script>']) {
      const read = head(withLines('X-Request-ID', unfit));
      assert.deepEqual([read.requestId, read.lines], ['', '']);
    }
  });

  it('knows a WebSocket by both lines', () => {
    assert.equal(head(withLines('Connection', 'keep-alive, Upgrade', 'Upgrade', 'WebSocket')).upgradesToWebSocket, true);
    assert.equal(head(withLines('Upgrade', 'websocket')).upgradesToWebSocket, false);
    assert.equal(head(withLines('Connection', 'Upgrade', 'Upgrade', 'h2c')).upgradesToWebSocket, false);
  });

  it('tells the three kinds of body', () => {
    assert.deepEqual([head({}).contentLength, head({}).chunked], [null, false]);
    assert.equal(head(withLines('Content-Length', '12')).contentLength, 12);
    assert.equal(head(withLines('Transfer-Encoding', 'Chunked')).chunked, true);
  });
});
