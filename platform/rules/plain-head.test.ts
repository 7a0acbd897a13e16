import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { law } from '#kit/testing/law.ts';
import { routerLimits } from './limits.ts';
import { readPlainHead } from './plain-head.ts';
import { isRefusal, readRequestHead } from './request-head.ts';

const host = 'Host: tab.localhost\r\n';
const read = (text: string) => readPlainHead(text, routerLimits);

describe('readPlainHead', () => {
  it('reads what a browser asks for', () => {
    const lines = 'Accept: text/html,*/*;q=0.8\r\nCookie: a=1; b="2"\r\nX-Request-ID: 0123456789abcdef0123\r\nConnection: keep-alive\r\n';
    assert.deepEqual(read(`GET /draw?round=3&x=%7e HTTP/1.1\r\n${host}${lines}\r\n`), {
      target: '/draw?round=3&x=%7e',
      host: 'tab.localhost',
      headers: {
        host: 'tab.localhost',
        accept: 'text/html,*/*;q=0.8',
        cookie: 'a=1; b="2"',
        'x-request-id': '0123456789abcdef0123',
        connection: 'keep-alive',
      },
      headerCount: 5,
      requestId: '0123456789abcdef0123',
    });
  });

  it('has no opinion on a request id that may not go on', () => {
    assert.equal(read(`GET / HTTP/1.1\r\n${host}X-Request-ID: no\r\n\r\n`)?.requestId, '');
  });

  const odd: Readonly<Record<string, string>> = {
    'another method': `HEAD / HTTP/1.1\r\n${host}\r\n`,
    'HTTP/1.0': `GET / HTTP/1.0\r\n${host}\r\n`,
    'an absolute target': `GET http://tab.localhost/ HTTP/1.1\r\n${host}\r\n`,
    'a fragment': `GET /a#b HTTP/1.1\r\n${host}\r\n`,
    'a space in the target': `GET /a b HTTP/1.1\r\n${host}\r\n`,
    'a letter beyond ASCII in the target': `GET /ä HTTP/1.1\r\n${host}\r\n`,
    'a letter beyond ASCII in a line': `GET / HTTP/1.1\r\n${host}X: ä\r\n\r\n`,
    'no Host': 'GET / HTTP/1.1\r\nAccept: */*\r\n\r\n',
    'no line at all': 'GET / HTTP/1.1\r\n\r\n',
    'two Hosts': `GET / HTTP/1.1\r\n${host}${host}\r\n`,
    'a line twice': `GET / HTTP/1.1\r\n${host}Accept: a\r\naccept: b\r\n\r\n`,
    'half a head': `GET / HTTP/1.1\r\n${host}`,
    'two heads': `GET / HTTP/1.1\r\n${host}\r\n`.repeat(2),
    'a byte more': `GET / HTTP/1.1\r\n${host}\r\nG`,
    'a line end before it': `\r\nGET / HTTP/1.1\r\n${host}\r\n`,
    'a bare LF': `GET / HTTP/1.1\n${host}\n`,
    'a bare CR': `GET / HTTP/1.1\r\n${host}X: a\rb\r\n\r\n`,
    'a folded line': `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`,
    'a tab': `GET / HTTP/1.1\r\n${host}X:\ta\r\n\r\n`,
    NUL: `GET / HTTP/1.1\r\n${host}X: a\0\r\n\r\n`,
    'a space before the colon': `GET / HTTP/1.1\r\n${host}X : a\r\n\r\n`,
    'no name': `GET / HTTP/1.1\r\n${host}: a\r\n\r\n`,
    'a name with _': `GET / HTTP/1.1\r\n${host}X_Y: a\r\n\r\n`,
    'a name that every object has': `GET / HTTP/1.1\r\n${host}constructor: a\r\n\r\n`,
    'a body': `GET / HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`,
    'a body in chunks': `GET / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`,
    'who waits for 100 Continue': `GET / HTTP/1.1\r\n${host}Expect: 100-continue\r\n\r\n`,
    'an upgrade': `GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    'the last of a connection': `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
    'a line of one hop': `GET / HTTP/1.1\r\n${host}Connection: x-mine\r\nX-Mine: 1\r\n\r\n`,
    'a password': `GET / HTTP/1.1\r\n${host}Authorization: Basic x\r\n\r\n`,
    'a part': `GET / HTTP/1.1\r\n${host}Range: bytes=0-1\r\n\r\n`,
    'a condition': `GET / HTTP/1.1\r\n${host}If-Match: "1"\r\n\r\n`,
    'a long target': `GET /${'a'.repeat(8192)} HTTP/1.1\r\n${host}\r\n`,
    '101 lines': `GET / HTTP/1.1\r\n${host}${Array.from({ length: 100 }, (_, n) => `X${n}: a\r\n`).join('')}\r\n`,
  };
  for (const [name, text] of Object.entries(odd)) it(`leaves ${name} to others`, () => assert.equal(read(text), null));
});

const name = fc.constantFrom('Host', 'HOST', 'Accept', 'Cookie', 'X-Any', 'Connection', 'Content-Length', 'X_Y', 'X-Request-ID', 'TE');
const value = fc.oneof(
  fc.constantFrom('tab.localhost', 'a.b:80', 'keep-alive', '0123456789abcdef0123', 'a/b', ''),
  fc.string({ maxLength: 12 }),
);
const line = fc.tuple(name, fc.constantFrom(':', ': ', ' :', ':  '), value, fc.constantFrom('', ' ', '\t', '\r'));
const target = fc.oneof(
  fc.constantFrom('/', '/draw?a=1', '*', 'http://a.b/'),
  fc.string({ maxLength: 12 }).map((text) => `/${text}`),
);

law(
  'what is plain is no refusal to the strict reader, and says the same to it',
  fc.record({ target, lines: fc.array(line, { maxLength: 5 }) }),
  (request) => {
    const lines: (readonly string[])[] = [['Host', ': ', 'tab.localhost', ''], ...request.lines];
    const plain = read(`GET ${request.target} HTTP/1.1\r\n${lines.map((parts) => `${parts.join('')}\r\n`).join('')}\r\n`);
    if (plain === null) return;
    const rawHeaders = lines.flatMap(([sent = '', , text = '']) => [sent, text.trim()]);
    const strict = readRequestHead({ method: 'GET', target: request.target, version: '1.1', rawHeaders }, routerLimits);
    if (isRefusal(strict)) return assert.equal(strict.desc, 'bad host');
    const { path, sentHost, requestId, contentLength, chunked, expectsContinue, upgradesToWebSocket } = strict;
    assert.deepEqual([plain.target, plain.host, plain.requestId, plain.headerCount], [path, sentHost, requestId, lines.length]);
    assert.deepEqual([contentLength, chunked, expectsContinue, upgradesToWebSocket], [null, false, false, false]);
  },
);
